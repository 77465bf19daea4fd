import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { numbers } from '../../../test/support/stream-client.ts'
import { clientOf, openHouse, receiveMany } from './support/house.ts'
import { heapInUse } from './support/memory.ts'
import { proxyOf, reading, shortTimes, soon } from './support/reading.ts'

const cuts = 1_000
const perCut = 20
const longestLifeMs = 20
/** What is kept of 20,000 events here, and what the server has in memory. */
const allowed = 60 * 1024 * 1024

it('brings every event once and in order while its socket is cut a thousand times', async () => {
  const { url } = await openHouse()
  const proxy = await proxyOf(url)
  const before = heapInUse()
  // A thousand pauses as they are would be most of the time that this takes.
  const events = reading(proxy.url, { after: 0, times: { ...shortTimes, reconnect: 10 } })
  const cut = async (count: number): Promise<void> => {
    while (proxy.cuts < count) await sleep(1)
  }
  proxy.cutEach(() => Math.random() * longestLifeMs)
  for (let written = 0; written < cuts * perCut; written += perCut) {
    await Promise.all([receiveMany(url, { from: written, count: perCut }), cut(written / perCut)])
  }
  await cut(cuts)
  proxy.cutEach(undefined)
  const { newest } = await clientOf(url).listEvents({ limit: 1 })
  await soon(() => events.ids.at(-1)).toBe(newest)
  expect(events.ids).toEqual(numbers(1, newest))
  expect(new Set(events.texts).size).toBe(cuts * perCut)
  expect(heapInUse() - before).toBeLessThan(allowed)
}, 300_000)
