import { expect, test } from 'vitest'
import { dueMoments, momentsOf } from '../../src/cron/moments.ts'
import type { CronSchedule } from '../../src/generated/types.ts'

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Africa/Cairo']
const expressions = [
  '* * * * *',
  '*/15 * * * *',
  '0 * * * *',
  '30 2 * * *',
  '30 1,2,3 * * *',
  '0 0 * * *',
  '15 */6 * * 1-5',
  '0 12 L * *',
  '45 30 1 * * SUN',
]
const schedules: CronSchedule[] = [
  ...zones.flatMap((timezone) => expressions.map((cron) => ({ cron, timezone }))),
  { every: '7m' },
  { every: '1d' },
  { at: '2027-10-31T01:30:00+02:00' },
]

/** A day around each change of the clocks in these zones. */
const spans = [
  '2027-03-14',
  '2027-03-28',
  '2027-04-03',
  '2027-04-30',
  '2027-10-02',
  '2027-10-29',
  '2027-10-31',
  '2027-11-07',
]

const day = 86_400_000

test.each(schedules)('What comes next and what was last agree: %j', (schedule) => {
  for (const span of spans) {
    const from = Date.parse(`${span}T00:00:00Z`) - day / 2
    const moments = momentsOf(schedule, from)
    const forward: number[] = []
    for (let moment = moments.after(from); moment !== undefined && moment <= from + 2 * day;) {
      forward.push(moment)
      moment = moments.after(moment)
    }
    const backward = moments.upTo(from + 2 * day, forward.length + 1).filter((time) => time > from)
    expect(backward.toReversed()).toEqual(forward)
  }
})

test('A moment that is just now has come, and is not the next one', () => {
  const now = Date.parse('2027-05-03T09:00:00Z')
  const moments = momentsOf({ cron: '* * * * *' }, now)
  expect(moments.upTo(now, 1)).toEqual([now])
  expect(moments.upTo(now - 1, 1)).toEqual([now - 60_000])
  expect(moments.after(now)).toBe(now + 60_000)
  expect(moments.after(now - 1)).toBe(now)
})

test.each([0, 1, 2, 3, 49, 52, 101, 999, 1099, 1100, 1101, 5000])(
  '%i moments that are due are counted, and the newest hundred named in their order',
  async (count) => {
    const from = Date.parse('2027-05-03T09:00:00Z')
    for (const schedule of [{ cron: '* * * * * *' }, { every: '1s' }]) {
      const now = from + count * 1000 + 500
      const due = await dueMoments(momentsOf(schedule, from), from, now)
      expect(due.count).toBe(Math.min(count, 1100))
      expect(due.newest).toEqual(
        Array.from(
          { length: Math.min(count, 100) },
          (_, index) => now - 500 - index * 1000,
        ).reverse(),
      )
    }
  },
)

test('An interval has no moment before it was set, and none at that moment', () => {
  const set = Date.parse('2027-05-03T09:00:07Z')
  const moments = momentsOf({ every: '1m' }, set)
  expect(moments.upTo(set + 150_000, 10)).toEqual([set + 120_000, set + 60_000])
  expect(moments.upTo(set + 59_999, 10)).toEqual([])
  expect(moments.after(set - 3_600_000)).toBe(set + 60_000)
})

test('Nothing comes that no time stamp can tell', () => {
  const now = Date.parse('2027-05-03T09:00:00Z')
  expect(momentsOf({ every: '9999999d' }, now).after(now)).toBeUndefined()
})

test.each([
  ['2027-05-03T09:00:00Z', '2027-05-03T09:00:00.000Z'],
  ['2027-05-03T09:00:00.25+02:00', '2027-05-03T07:00:00.250Z'],
  ['2028-02-29t09:00:00z', '2028-02-29T09:00:00.000Z'],
  ['2027-05-03 09:00:00-05:30', '2027-05-03T14:30:00.000Z'],
])('%s is a time', (at, expected) => {
  const moment = Date.parse(expected)
  expect(momentsOf({ at }, 0).after(moment - 1)).toBe(moment)
})
