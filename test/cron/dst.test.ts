import { expect, test } from 'vitest'
import { jobInput, setUpAt, told } from './set-up.ts'

/** A change of the clocks: where, and from when to when a job is run through it. */
interface Change {
  zone: string
  span: [string, string]
}

const berlinSpring: Change = {
  zone: 'Europe/Berlin',
  span: ['2027-03-26T23:00:00Z', '2027-03-29T22:00:00Z'],
}
const berlinAutumn: Change = {
  zone: 'Europe/Berlin',
  span: ['2027-10-29T22:00:00Z', '2027-11-01T23:00:00Z'],
}
const newYorkSpring: Change = {
  zone: 'America/New_York',
  span: ['2027-03-13T05:00:00Z', '2027-03-16T04:00:00Z'],
}
const newYorkAutumn: Change = {
  zone: 'America/New_York',
  span: ['2027-11-06T04:00:00Z', '2027-11-09T05:00:00Z'],
}
// These clocks move by half an hour.
const lordHoweSpring: Change = {
  zone: 'Australia/Lord_Howe',
  span: ['2027-10-01T13:30:00Z', '2027-10-04T13:00:00Z'],
}
const lordHoweAutumn: Change = {
  zone: 'Australia/Lord_Howe',
  span: ['2027-04-02T13:00:00Z', '2027-04-05T13:30:00Z'],
}

/** Runs a job through it. @returns the moments of its runs by the clocks there, each with the offset from UTC */
async function runThrough({ zone, span: [from, to] }: Change, cron: string): Promise<string[]> {
  const { cron: room, clock } = await setUpAt(from, { syncIntervalMs: 86_400_000 })
  await room.start()
  const { id } = await room.create(jobInput({ schedule: { cron, timezone: zone } }))
  await clock.advanceTo(to)
  await room.stop()
  const runs = await told(room, id)
  expect(runs.filter((run) => !run.endsWith('Z ok'))).toEqual([])
  return runs.map((run) => inZone(run.slice(0, -3), zone))
}

const inZone = (moment: string, timeZone: string): string =>
  new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit' },
    timeZoneName: 'longOffset',
  })
    .format(new Date(moment))
    .replace(',', '')
    .replace('GMT', '')

const withoutOffset = (run: string) => run.slice(0, 9)
const withoutDay = (run: string) => run.slice(4)

const noon = ['Sat 12:00', 'Sun 12:00', 'Mon 12:00']

test.each<[string, string, Change, string[]]>([
  ['in the gap', '30 2 * * *', berlinSpring, ['Sat 02:30', 'Sun 03:00', 'Mon 02:30']],
  ['in the gap', '30 2 * * *', newYorkSpring, ['Sat 02:30', 'Sun 03:00', 'Mon 02:30']],
  ['in the gap', '15 2 * * *', lordHoweSpring, ['Sat 02:15', 'Sun 02:30', 'Mon 02:15']],
  ['at the end of the gap', '0 3 * * *', berlinSpring, ['Sat 03:00', 'Sun 03:00', 'Mon 03:00']],
  ['in what is repeated', '30 2 * * *', berlinAutumn, ['Sat 02:30', 'Sun 02:30', 'Mon 02:30']],
  ['in what is repeated', '30 1 * * *', newYorkAutumn, ['Sat 01:30', 'Sun 01:30', 'Mon 01:30']],
  ['in what is repeated', '45 1 * * *', lordHoweAutumn, ['Sat 01:45', 'Sun 01:45', 'Mon 01:45']],
  ['behind what is repeated', '0 3 * * *', berlinAutumn, ['Sat 03:00', 'Sun 03:00', 'Mon 03:00']],
  ['at noon', '0 12 * * *', berlinSpring, noon],
  ['at noon', '0 12 * * *', berlinAutumn, noon],
  ['at noon', '0 12 * * *', lordHoweSpring, noon],
])('A daily job %s (%s) runs once each day: $2.zone', async (_, cron, change, expected) => {
  expect((await runThrough(change, cron)).map(withoutOffset)).toEqual(expected)
})

test.each<[string, string, Change, string[]]>([
  ['in the gap', '30 2,14 * * *', berlinSpring, ['Sun 03:00', 'Sun 14:30']],
  ['in what is repeated', '30 2,14 * * *', berlinAutumn, ['Sun 02:30', 'Sun 14:30']],
  ['in the gap', '0,30 2 * * *', berlinSpring, ['Sun 03:00']],
  ['in what is repeated', '0,30 2 * * *', berlinAutumn, ['Sun 02:00', 'Sun 02:30']],
])('A job of some times a day, one %s (%s), has each once', async (_, cron, change, expected) => {
  const runs = (await runThrough(change, cron)).map(withoutOffset)
  expect(runs.filter((run) => run.startsWith('Sun'))).toEqual(expected)
})

test('What is in the repeated hour runs in the first one', async () => {
  expect(await runThrough(berlinAutumn, '30 2 * * *')).toContain('Sun 02:30 +02:00')
})

test.each<[string, Change, string[]]>([
  ['have no 02:00', berlinSpring, ['01:00 +01:00', '03:00 +02:00', '04:00 +02:00']],
  ['have 02:00 twice', berlinAutumn, ['02:00 +02:00', '02:00 +01:00', '03:00 +01:00']],
  ['have no 02:00', newYorkSpring, ['01:00 -05:00', '03:00 -04:00', '04:00 -04:00']],
  ['have 01:00 twice', newYorkAutumn, ['01:00 -04:00', '01:00 -05:00', '02:00 -05:00']],
  // Half an hour after 01:30 it is 02:30.
  ['have no 02:00', lordHoweSpring, ['01:00 +10:30', '03:00 +11:00', '04:00 +11:00']],
  ['have 01:30 twice', lordHoweAutumn, ['01:00 +11:00', '02:00 +10:30', '03:00 +10:30']],
])('An hourly job goes by clocks that %s: $1.zone', async (_, change, expected) => {
  const runs = await runThrough(change, '0 * * * *')
  const sunday = runs.filter((run) => run.startsWith('Sun')).map(withoutDay)
  expect(sunday.join()).toContain(expected.join())
})

test.each([
  berlinSpring,
  berlinAutumn,
  newYorkSpring,
  newYorkAutumn,
  lordHoweSpring,
  lordHoweAutumn,
])('A job of each 15 minutes keeps its pace through the change: $zone, $span', async (change) => {
  const runs = await runThrough(change, '*/15 * * * *')
  const [from = NaN, to = NaN] = change.span.map((time) => Date.parse(time))
  expect(runs).toHaveLength((to - from) / (15 * 60_000))
  expect(new Set(runs).size).toBe(runs.length)
})
