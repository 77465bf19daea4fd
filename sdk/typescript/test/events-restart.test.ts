import { describe, expect, it } from 'vitest'
import type { Logger } from '../src/index.ts'
import { begun, clientOf, openHouse, settled } from './support/house.ts'
import { usePeer } from './support/peer.ts'
import { numbers, reading, shortTimes } from './support/reading.ts'
import { soon } from './support/soon.ts'

describe('An event stream misses nothing and repeats nothing', () => {
  it('of a server that is stopped and started again', async () => {
    const house = await openHouse()
    const reasons: string[] = []
    const silent = () => undefined
    const info = (_message: string, details: object = {}): void => {
      reasons.push((details as { reason: string }).reason)
    }
    const logger: Logger = { debug: silent, info, warn: silent, error: silent }
    // On a busy machine a socket may open late, and is not to make way for polling, which is not told why. One that is refused is not waited for.
    const times = { ...shortTimes, opening: 20_000, silence: 20_000 }
    await settled(house.url)
    const events = reading(house.url, { after: 0, times, client: { logger } })
    for (let round = 0; round < 3; round += 1) {
      await house.receive(`user-${String(round)}`, 'Hello')
      await events.reach(round + 1)
      await house.stop()
      await house.start()
      await settled(house.url, (round + 1) * (begun + 2))
    }
    await soon(() => events.ids.at(-1)).toBe(4 * begun + 3 * 2)
    expect(events.ids).toEqual(numbers(1, 4 * begun + 3 * 2))
    const stopped = reasons.filter((reason) => reason.includes('1001, the server is stopping'))
    expect(stopped).toHaveLength(3)
  })

  it('of a server that is killed and comes back', async () => {
    const house = await usePeer('killable')
    const events = reading(house.url, { after: 0 })
    const wanted: string[] = []
    for (let round = 0; round < 2; round += 1) {
      for (let count = 0; count < 5; count += 1) {
        wanted.push(`${String(round)}-${String(count)}`)
        await house.receive('user', wanted.at(-1) ?? '')
      }
      await house.killAndStart()
    }
    await events.reach(10)
    const { newest } = await clientOf(house.url).listEvents()
    await soon(() => events.ids.at(-1)).toBeGreaterThanOrEqual(newest)
    expect(events.texts).toEqual(wanted)
    expect(events.ids).toEqual(numbers(1, events.ids.length))
  })
})
