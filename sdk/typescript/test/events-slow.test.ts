import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { WebSocket as Ws } from 'ws'
import { numbers } from '../../../test/support/stream-client.ts'
import { appendErrors } from '../../../test/ws/stream-house.ts'
import type { WebSocketClass } from '../src/options.ts'
import { heapInUse } from './support/memory.ts'
import { begun, proxyOf, Restartable, settled, streamOf } from './support/reading.ts'

const count = 20_000
/** With the numbers of characters of each, more than 80 MB in all. */
const length = 4_000
const allowed = 30 * 1024 * 1024

it.each<[string, WebSocketClass]>([
  ['the own WebSocket of the runtime', WebSocket],
  ['that of the package ws', Ws],
])(
  'brings every event once and in order to a reader that is slower than the server, in bounded memory: %s',
  async (_name, Class) => {
    const house = await Restartable.open()
    await house.inStore(async (store) => {
      for (let n = 0; n < count; n += 2_000) await appendErrors(store, 2_000, length)
    })
    await house.start()
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
    expect(proxy.opened).toBeGreaterThan(10)
    expect(heapInUse() - before).toBeLessThan(allowed)
  },
  60_000,
)
