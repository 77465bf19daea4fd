import { expect, it } from 'vitest'
import { clientOf, openHouse } from './support/house.ts'
import { heapInUse } from './support/platform.ts'
import { numbers, proxyOf, reading, shortTimes } from './support/reading.ts'
import { soon } from './support/soon.ts'

const cuts = 1_000
const perCut = 20
const longestLifeMs = 20
/** The 20,000 messages with what belongs to them, all of which are kept here, take 13 MB. */
const allowed = 30 * 1024 * 1024

it('brings every event once and in order while its socket is cut a thousand times', async () => {
  const house = await openHouse()
  const proxy = await proxyOf(house.url)
  const before = heapInUse()
  await proxy.cutEach(0, longestLifeMs)
  // A thousand pauses as they are would be most of the time that this takes.
  const events = reading(proxy.url, { after: 0, times: { ...shortTimes, reconnect: 10 } })
  for (let written = 0; written < cuts * perCut; written += perCut) {
    await Promise.all([house.receiveMany(written, perCut), proxy.reachCuts(written / perCut)])
  }
  await proxy.reachCuts(cuts)
  await proxy.stopCutting()
  const { newest } = await clientOf(house.url).listEvents({ limit: 1 })
  await soon(() => events.ids.at(-1)).toBe(newest)
  expect(events.ids).toEqual(numbers(1, newest))
  expect(new Set(events.texts).size).toBe(cuts * perCut)
  expect(heapInUse() - before).toBeLessThan(allowed)
}, 600_000)
