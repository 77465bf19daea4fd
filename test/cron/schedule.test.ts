import { expect, test } from 'vitest'
import { follow, nextMoment, scheduleFault } from '../../src/cron/schedule.ts'
import { eachSecond, eachYear, jobInput, setUp, toolAction } from './set-up.ts'

const utc = (cron: string) => ({ cron, timezone: 'UTC' })

const wrongSchedules: [string, { cron: string; timezone: string }, 'cron' | 'timezone', string][] =
  [
    ['an hour that is none', utc('0 25 * * *'), 'cron', 'Invalid value for hour: 25'],
    ['words', utc('every day at noon now'), 'cron', 'is not a cron expression'],
    ['four fields', utc('* * * *'), 'cron', 'five fields, or six'],
    ['seven fields', utc('0 0 7 * * * 2027'), 'cron', 'five fields, or six'],
    ['a nickname', utc('@daily'), 'cron', 'five fields, or six'],
    ['a date', utc('2027-01-01T00:00:00'), 'cron', 'five fields, or six'],
    ['a time', utc('12:30 * * * *'), 'cron', 'five fields, or six'],
    ['spaces', utc('     '), 'cron', 'five fields, or six'],
    ['a step of nothing', utc('*/0 * * * *'), 'cron', 'is not a cron expression'],
    ['30 February', utc('0 0 30 2 *'), 'cron', 'names a moment that never comes'],
    ['a zone of Mars', { ...eachYear, timezone: 'Mars/Phobos' }, 'timezone', '"Mars/Phobos"'],
    ['an offset', { ...eachYear, timezone: '+01:00' }, 'timezone', 'is not an IANA time zone'],
  ]

test.each(wrongSchedules)('%s is refused by the field', async (_, schedule, field, message) => {
  const { cron } = await setUp()
  const { id } = await cron.create(jobInput())
  const refusal = {
    kind: 'invalid',
    message: expect.stringContaining(message) as string,
    details: { issues: [{ field: `body.schedule.${field}`, rule: field }] },
  }
  await expect(cron.create(jobInput({ schedule }))).rejects.toMatchObject(refusal)
  await expect(cron.update(id, { schedule })).rejects.toMatchObject(refusal)
  expect((await cron.list()).map((job) => job.schedule)).toEqual([eachYear])
})

test.each(wrongSchedules)(
  '%s in the configuration is refused by its key',
  async (_, schedule, field, message) => {
    const configJobs = { morning: { schedule, action: toolAction, enabled: false } }
    const creation = setUp({ configJobs })
    await expect(creation).rejects.toThrow(`cron.jobs.morning.schedule.${field}: `)
    await expect(creation).rejects.toThrow(message)
  },
)

test.each(['* * * * *', '*/15 9-17 * * MON-FRI', '0 0 L * *', '30 */5 * * * *', ' 0  7 * * 1 '])(
  '%s is a schedule',
  (cron) => {
    expect(scheduleFault(utc(cron))).toBeUndefined()
  },
)

test('Six fields begin with the seconds', () => {
  expect(nextMoment(utc('30 * * * * *'))?.getUTCSeconds()).toBe(30)
  expect(nextMoment(utc('30 * * * *'))?.getUTCMinutes()).toBe(30)
})

test('Moments are told as the schedule has them, once each, also when the process was busy', async () => {
  const moments: number[] = []
  const calledAt: number[] = []
  const end = follow(
    eachSecond,
    (moment) => {
      moments.push(moment)
      calledAt.push(Date.now())
      const busyUntil = Date.now() + 1200
      while (moments.length === 1 && Date.now() < busyUntil);
      return Promise.resolve()
    },
    () => undefined,
  )
  await expect.poll(() => moments.length, { timeout: 15_000 }).toBeGreaterThanOrEqual(3)
  end()
  expect(moments.filter((moment) => moment % 1000 !== 0)).toEqual([])
  expect(new Set(moments).size).toBe(moments.length)
  expect(moments.every((moment, index) => moment <= (calledAt[index] ?? 0))).toBe(true)
})
