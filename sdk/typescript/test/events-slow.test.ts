import { expect, it } from 'vitest'
import { begun, settled } from './support/house.ts'
import { usePeer } from './support/peer.ts'
import { heapInUse, sleep, socketClasses } from './support/platform.ts'
import { nextTurn, numbers, proxyOf, streamOf } from './support/reading.ts'

const count = 20_000
/** With the numbers of characters of each, more than 80 MB in all. */
const length = 4_000
const allowed = 30 * 1024 * 1024

it.each(socketClasses)(
  'brings every event once and in order to a reader that is slower than the server, in bounded memory: %s',
  async (_name, Class) => {
    const house = await usePeer('houseWith', { count, length })
    await settled(house.url, count)
    const proxy = await proxyOf(house.url)
    const stream = streamOf(proxy.url, { after: 0, buffer: 100, client: { WebSocket: Class } })
    const ids: number[] = []
    const before = heapInUse()
    for await (const { id } of stream) {
      ids.push(id)
      await nextTurn()
      if (id % 10_000 === 1) {
        // Long enough for all that there is to come.
        await sleep(1_000)
        expect(heapInUse() - before).toBeLessThan(allowed)
      }
      if (id === count + begun) break
    }
    expect(ids).toEqual(numbers(1, count + begun))
    expect(await proxy.opened()).toBeGreaterThan(10)
    expect(heapInUse() - before).toBeLessThan(allowed)
  },
  240_000,
)
