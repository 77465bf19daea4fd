import { expect, test } from 'vitest'
import { momentsOf } from '../../src/cron/moments.ts'
import { jobIssues } from '../../src/cron/job-list.ts'
import { sameSchedule, scheduleFault } from '../../src/cron/schedule.ts'
import type { CronSchedule } from '../../src/generated/types.ts'
import { configJob, eachYear, jobInput, setUp } from './set-up.ts'

const utc = (cron: string): CronSchedule => ({ cron, timezone: 'UTC' })

const exactlyOne = 'needs exactly one of cron, every and at'
const at = '2037-05-03T09:00:00Z'

/** What, the schedule, the field and the rule that are named, and a part of the message. */
type Wrong = [string, CronSchedule, string, string, string]

const wrongSchedules: Wrong[] = [
  ['an hour that is none', utc('0 25 * * *'), '.cron', 'cron', 'Invalid value for hour: 25'],
  ['day 0', utc('0 0 0 * *'), '.cron', 'cron', '0 is no day of the month; days are 1 to 31'],
  ['day 32', utc('0 0 32 * *'), '.cron', 'cron', '32 is no day of the month'],
  ['month 0', utc('0 0 * 0-3 *'), '.cron', 'cron', '0 is no month; months are 1 to 12'],
  ['the end of time', { at: '9999-12-31T23:59:59-12:00' }, '.at', 'at', 'is too far away'],
  ['words', utc('every day at noon now'), '.cron', 'cron', 'is not a cron expression'],
  ['four fields', utc('* * * *'), '.cron', 'cron', 'five fields, or six'],
  ['seven fields', utc('0 0 7 * * * 2027'), '.cron', 'cron', 'five fields, or six'],
  ['a nickname', utc('@daily'), '.cron', 'cron', 'five fields, or six'],
  ['a date', utc('2027-01-01T00:00:00'), '.cron', 'cron', 'five fields, or six'],
  ['a time', utc('12:30 * * * *'), '.cron', 'cron', 'five fields, or six'],
  ['spaces', utc('     '), '.cron', 'cron', 'five fields, or six'],
  ['a step of nothing', utc('*/0 * * * *'), '.cron', 'cron', 'is not a cron expression'],
  ['30 February', utc('0 0 30 2 *'), '.cron', 'cron', 'names a moment that never comes'],
  ['a zone of Mars', { ...eachYear, timezone: 'Mars/Phobos' }, '.timezone', 'timezone', 'Mars/Ph'],
  ['an offset', { ...eachYear, timezone: '+01:00' }, '.timezone', 'timezone', 'is not an IANA'],
  ['nothing but a zone', { timezone: 'UTC' }, '', 'oneOf', exactlyOne],
  ['nothing', {}, '', 'oneOf', exactlyOne],
  ['cron and every', { cron: '* * * * *', every: '1m' }, '', 'oneOf', exactlyOne],
  ['every and at', { every: '1m', at }, '', 'oneOf', exactlyOne],
  ['all three', { cron: '* * * * *', every: '1m', at }, '', 'oneOf', exactlyOne],
  ['every in a zone', { every: '1m', timezone: 'UTC' }, '.timezone', 'onlyWithCron', 'cron only'],
  ['at in a zone', { at, timezone: 'Asia/Tokyo' }, '.timezone', 'onlyWithCron', 'cron only'],
  ['an interval of nothing', { every: '0s' }, '.every', 'every', 'is not an interval'],
  ['an interval of weeks', { every: '2w' }, '.every', 'every', 'is not an interval'],
  ['half an hour as a part', { every: '0.5h' }, '.every', 'every', 'is not an interval'],
  ['an interval of ages', { every: '9999999d' }, '.every', 'every', 'never comes'],
  ['30 February as a time', { at: '2037-02-30T09:00:00Z' }, '.at', 'at', 'is not a time'],
  ['29 February of 2037', { at: '2037-02-29T09:00:00Z' }, '.at', 'at', 'is not a time'],
  ['a time without its offset', { at: '2037-05-03T09:00:00' }, '.at', 'at', 'with its offset'],
  ['a day', { at: '2037-05-03' }, '.at', 'at', 'is not a time'],
  ['an hour that never is', { at: '2037-05-03T25:00:00Z' }, '.at', 'at', 'is not a time'],
]

test.each(wrongSchedules)(
  '%s is refused by the field',
  async (_, schedule, field, rule, message) => {
    const { cron } = await setUp()
    const { id } = await cron.create(jobInput())
    const refusal = {
      kind: 'invalid',
      message: expect.stringContaining(message) as string,
      details: { issues: [{ field: `body.schedule${field}`, rule }] },
    }
    await expect(cron.create(jobInput({ schedule }))).rejects.toMatchObject(refusal)
    await expect(cron.update(id, { schedule })).rejects.toMatchObject(refusal)
    expect((await cron.list()).map((job) => job.schedule)).toEqual([eachYear])
  },
)

test.each(wrongSchedules)(
  '%s in the configuration is refused by its key',
  async (_, schedule, field, rule, message) => {
    const jobs = { morning: configJob({ schedule, enabled: false }) }
    const key = `cron.jobs.morning.schedule${field}`
    expect(jobIssues(jobs)).toMatchObject([{ field: key, rule }])
    const creation = setUp({ jobs })
    await expect(creation).rejects.toThrow(`${key}: `)
    await expect(creation).rejects.toThrow(message)
  },
)

test.each([
  ...['* * * * *', '*/15 9-17 * * MON-FRI', '0 0 L * *', '30 */5 * * * *', ' 0  7 * * 1 '].map(utc),
  { cron: '0 7 * * *' },
  { every: '1s' },
  { every: '90s' },
  { every: '365d' },
  { at },
  { at: '2001-05-03T09:00:00+02:00' },
])('%j is a schedule', (schedule) => {
  expect(scheduleFault(schedule)).toBeUndefined()
})

test('Six fields begin with the seconds', () => {
  const next = (cron: string) => new Date(momentsOf({ cron }, 0).after(0) ?? NaN)
  expect(next('30 * * * * *').getUTCSeconds()).toBe(30)
  expect(next('30 * * * *').getUTCMinutes()).toBe(30)
})

test.each<[CronSchedule, CronSchedule, boolean]>([
  [{ cron: '* * * * *' }, { cron: '* * * * *', timezone: 'UTC' }, true],
  [{ cron: '* * * * *' }, { cron: '* * * * *', timezone: 'Asia/Tokyo' }, false],
  [{ every: '60m' }, { every: '1h' }, true],
  [{ every: '60m' }, { every: '61m' }, false],
  [{ at: '2037-05-03T09:00:00Z' }, { at: '2037-05-03T11:00:00+02:00' }, true],
  [{ at: '2037-05-03T09:00:00Z' }, { at: '2037-05-03T09:00:01Z' }, false],
  [{ cron: '* * * * *' }, { every: '1m' }, false],
])('Whether they mean the same: %j, %j', (a, b, expected) => {
  expect(sameSchedule(a, b)).toBe(expected)
})
