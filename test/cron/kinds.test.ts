import { describe, expect, test } from 'vitest'
import { momentsOf } from '../../src/cron/moments.ts'
import type { CronSchedule } from '../../src/generated/types.ts'
import { configJob, jobInput, setUpAt, told } from './set-up.ts'

const aSecond = 1000
const hour = 3_600_000

/** All moments between two times, as one long catching up: nothing between them can hide. */
async function momentsBetween(from: string, to: string, schedule: CronSchedule): Promise<string[]> {
  const { cron, clock } = await setUpAt(from)
  await cron.start()
  const { id } = await cron.create(jobInput({ schedule, missed: 'catchUp', overlap: true }))
  clock.jumpTo(to)
  await clock.advance(aSecond)
  await expect.poll(async () => (await told(cron, id)).join()).not.toContain('running')
  return (await told(cron, id)).map((run) => run.replace('T00:00Z ok', ''))
}

describe('cron', () => {
  test('29 February is in leap years only', async () => {
    const schedule = { cron: '0 0 29 2 *' }
    expect(await momentsBetween('2027-01-01T00:00:00Z', '2037-01-01T00:00:00Z', schedule)).toEqual([
      '2028-02-29',
      '2032-02-29',
      '2036-02-29',
    ])
  })

  test('2100 is no leap year', async () => {
    const schedule = { cron: '0 0 29 2 *' }
    expect(await momentsBetween('2096-01-01T00:00:00Z', '2105-01-01T00:00:00Z', schedule)).toEqual([
      '2096-02-29',
      '2104-02-29',
    ])
  })

  test('L is the last day of each month', async () => {
    const schedule = { cron: '0 0 L * *' }
    expect(await momentsBetween('2028-01-01T00:00:00Z', '2028-06-01T00:00:00Z', schedule)).toEqual([
      '2028-01-31',
      '2028-02-29',
      '2028-03-31',
      '2028-04-30',
      '2028-05-31',
    ])
  })

  test('31 passes over the months that have none', async () => {
    const schedule = { cron: '0 0 31 * *' }
    expect(await momentsBetween('2027-01-01T00:00:00Z', '2027-07-01T00:00:00Z', schedule)).toEqual([
      '2027-01-31',
      '2027-03-31',
      '2027-05-31',
    ])
  })

  test.each([
    ['30 8,17 * * *', ['2027-05-01T08:30Z', '2027-05-01T17:30Z']],
    ['0 9 * * MON#1', ['2027-05-03T09:00Z', '2027-06-07T09:00Z']],
    ['0 18 L * *', ['2027-05-31T18:00Z', '2027-06-30T18:00Z']],
    ['0 9 1 * MON', ['2027-05-01T09:00Z', '2027-05-03T09:00Z']],
    ['0 9 1 * +MON', ['2027-11-01T09:00Z', '2028-05-01T09:00Z']],
  ])('%s runs as the guide says', (cron, expected) => {
    const from = Date.parse('2027-05-01T00:00:00Z')
    const moments = momentsOf({ cron }, from)
    const first = moments.after(from) ?? NaN
    const second = moments.after(first) ?? NaN
    expect([first, second].map((time) => new Date(time).toISOString())).toEqual(
      expected.map((time) => time.replace('Z', ':00.000Z')),
    )
  })

  test('Without a time zone it is read in UTC, and stays without', async () => {
    const { cron } = await setUpAt('2027-05-03T00:00:00Z')
    const job = await cron.create(jobInput({ schedule: { cron: '0 7 * * *' } }))
    expect(job).toMatchObject({ nextRun: '2027-05-03T07:00:00.000Z' })
    expect(job.schedule).toEqual({ cron: '0 7 * * *' })
  })
})

describe('every', () => {
  const every = (text: string) => jobInput({ schedule: { every: text } })

  test.each([
    ['90s', '2027-05-03T09:01:37.250Z'],
    ['15m', '2027-05-03T09:15:07.250Z'],
    ['6h', '2027-05-03T15:00:07.250Z'],
    ['1d', '2027-05-04T09:00:07.250Z'],
  ])('%s counts from when it was set', async (text, nextRun) => {
    const { cron } = await setUpAt('2027-05-03T09:00:07.250Z')
    expect(await cron.create(every(text))).toMatchObject({ schedule: { every: text }, nextRun })
    expect(await cron.list()).toMatchObject([{ nextRun }])
  })

  test('Restarts and late timers do not shift it', async () => {
    const first = await setUpAt('2027-05-03T09:00:07Z')
    await first.cron.start()
    const { id } = await first.cron.create(every('10m'))
    await first.clock.advance(25 * 60_000)
    // The process was busy for a while.
    first.clock.jump(8 * 60_000 + 400)
    await first.clock.advance(5 * aSecond)
    await first.cron.stop()

    first.clock.jump(hour)
    const { cron, clock } = await setUpAt(first.clock, { store: first.store })
    await cron.start()
    await clock.advance(10 * 60_000)
    expect(await told(cron, id)).toEqual([
      '2027-05-03T09:10:07.000Z ok',
      '2027-05-03T09:20:07.000Z ok',
      '2027-05-03T09:30:07.000Z ok',
      '2027-05-03T10:30:07.000Z ok missed 5',
      '2027-05-03T10:40:07.000Z ok',
    ])
    expect((await cron.list())[0]?.nextRun).toBe('2027-05-03T10:50:07.000Z')
  })

  test('A job of the configuration keeps its pace through restarts too', async () => {
    const jobs = { tick: configJob({ schedule: { every: '10m' } }) }
    const first = await setUpAt('2027-05-03T09:00:07Z', { jobs })
    await first.cron.start()
    await first.clock.advance(15 * 60_000)
    await first.cron.stop()
    const { cron, clock } = await setUpAt(first.clock, { store: first.store, jobs })
    await cron.start()
    await clock.advance(10 * 60_000)
    expect(await told(cron, 'job-tick')).toEqual([
      '2027-05-03T09:10:07.000Z ok',
      '2027-05-03T09:20:07.000Z ok',
    ])
  })

  test('It counts from when its job was enabled', async () => {
    const { cron, clock } = await setUpAt('2027-05-03T09:00:00Z', { syncIntervalMs: 24 * hour })
    await cron.start()
    const { id } = await cron.create({ ...every('10s'), enabled: false })
    await clock.advance(15_000)
    expect(await cron.update(id, { enabled: true })).toMatchObject({
      nextRun: '2027-05-03T09:00:25.000Z',
    })
    await clock.advance(10_000)
    expect(await told(cron, id)).toEqual(['2027-05-03T09:00:25.000Z ok'])
  })

  test('A day is 24 hours, whatever the clocks on the wall do', async () => {
    const { cron, clock } = await setUpAt('2027-03-27T12:00:00Z', { syncIntervalMs: 48 * hour })
    await cron.start()
    const { id } = await cron.create(every('1d'))
    await clock.advance(48 * hour)
    expect(await told(cron, id)).toEqual(['2027-03-28T12:00Z ok', '2027-03-29T12:00Z ok'])
  })
})

describe('at', () => {
  const at = (text: string) => jobInput({ schedule: { at: text } })

  test('It runs once, at its time, and has no next run after that', async () => {
    const { cron, clock } = await setUpAt('2027-05-03T09:00:00Z')
    await cron.start()
    const job = await cron.create(at('2027-05-03T12:00:00+02:00'))
    expect(job.nextRun).toBe('2027-05-03T10:00:00.000Z')
    await clock.advance(3 * hour)
    expect(await told(cron, job.id)).toEqual(['2027-05-03T10:00Z ok'])
    expect((await cron.list())[0]).not.toHaveProperty('nextRun')
  })

  test('It can not be enabled again when it has run', async () => {
    const { cron, clock } = await setUpAt('2027-05-03T09:00:00Z')
    await cron.start()
    const { id } = await cron.create(at('2027-05-03T10:00:00Z'))
    await clock.advance(2 * hour)
    await cron.update(id, { enabled: false })
    await expect(cron.update(id, { enabled: true })).rejects.toMatchObject({ kind: 'invalid' })
    await clock.advance(hour)
    expect(await told(cron, id)).toHaveLength(1)
  })

  test('One that is over can not be set, but another field of its job can', async () => {
    const { cron, clock } = await setUpAt('2027-05-03T09:00:00Z')
    const past = {
      kind: 'invalid',
      details: { issues: [{ field: 'body.schedule.at', rule: 'future' }] },
    }
    await expect(cron.create(at('2027-05-03T09:00:00Z'))).rejects.toMatchObject(past)
    const { id } = await cron.create(at('2027-05-03T09:30:00Z'))
    clock.jump(hour)
    await expect(
      cron.update(id, { schedule: { at: '2027-05-03T09:59:59Z' } }),
    ).rejects.toMatchObject(past)
    const schedule = { at: '2027-05-03T11:30:00+02:00' }
    expect(await cron.update(id, { name: 'over', schedule })).toMatchObject({ name: 'over' })
  })

  test('One of the configuration that is over never runs, and does not keep the gateway from starting', async () => {
    const jobs = { over: configJob({ schedule: { at: '2027-05-01T00:00:00Z' } }) }
    const { cron, clock } = await setUpAt('2027-05-03T09:00:00Z', { jobs })
    await cron.start()
    await clock.advance(hour)
    expect(await told(cron, 'job-over')).toEqual([])
    expect((await cron.list())[0]).not.toHaveProperty('nextRun')
  })
})
