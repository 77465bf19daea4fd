import { expect, test } from 'vitest'
import type { CronJobInput } from '../../src/generated/types.ts'
import { eventsOf, jobInput, runsOf, setUpAt, told } from './set-up.ts'

const hour = 3_600_000
const hourly = { cron: '0 * * * *' }

/** A gateway with one job is up until just behind 09:00 and away until the time that is given; it is then up again. */
async function away(until: string, input: Partial<CronJobInput>) {
  const first = await setUpAt('2027-05-03T08:59:00Z')
  await first.cron.start()
  const { id } = await first.cron.create(jobInput({ schedule: hourly, ...input }))
  await first.clock.advance(90_000)
  await first.cron.stop()

  first.clock.jumpTo(until)
  const second = await setUpAt(first.clock, { store: first.store })
  await second.cron.start()
  await second.clock.advance(5_000)
  return { ...second, id, runs: () => told(second.cron, id) }
}

const nine = '2027-05-03T09:00Z ok'

test('What was missed is run once, and the record says how much it was', async () => {
  const { runs, cron, id } = await away('2027-05-03T13:20:00Z', { missed: 'once' })
  expect(await runs()).toEqual([nine, '2027-05-03T13:00Z ok missed 3'])
  expect((await runsOf(cron, id))[0]).toMatchObject({
    trigger: 'schedule',
    scheduledFor: '2027-05-03T13:00:00.000Z',
    startedAt: '2027-05-03T13:20:00.000Z',
  })
})

test('What was missed is skipped, and a record says so', async () => {
  const { runs, cron, id, store, performances } = await away('2027-05-03T13:20:00Z', {
    missed: 'skip',
  })
  expect(await runs()).toEqual([nine, '2027-05-03T13:00Z skipped missed 3'])
  const [record] = await runsOf(cron, id)
  expect(record).toMatchObject({
    startedAt: '2027-05-03T13:20:00.000Z',
    finishedAt: '2027-05-03T13:20:00.000Z',
    error: '4 moments were missed while no gateway was up, or the clock was put forward.',
  })
  expect(performances).toEqual([])
  expect((await eventsOf(store)).at(-1)).toMatchObject({ type: 'cron:finished', payload: record })
})

test('What was missed is caught up, a run for each moment, in their order', async () => {
  const { runs } = await away('2027-05-03T13:20:00Z', { missed: 'catchUp' })
  await expect
    .poll(runs)
    .toEqual([
      nine,
      '2027-05-03T10:00Z ok',
      '2027-05-03T11:00Z ok',
      '2027-05-03T12:00Z ok',
      '2027-05-03T13:00Z ok',
    ])
})

test.each(['once', 'skip', 'catchUp'] as const)('Nothing was missed: %s', async (missed) => {
  const { runs, clock } = await away('2027-05-03T09:50:00Z', { missed })
  expect(await runs()).toEqual([nine])
  await clock.advance(hour)
  expect(await runs()).toEqual([nine, '2027-05-03T10:00Z ok'])
})

test.each([
  ['once', '2027-05-03T10:01:00Z', '2027-05-03T10:00Z ok'],
  ['once', '2027-05-03T10:30:00Z', '2027-05-03T10:00Z ok'],
  ['skip', '2027-05-03T10:00:59Z', '2027-05-03T10:00Z ok'],
  ['skip', '2027-05-03T10:01:00Z', '2027-05-03T10:00Z ok'],
  ['skip', '2027-05-03T10:01:01Z', '2027-05-03T10:00Z skipped'],
  ['skip', '2027-05-03T11:00:30Z', '2027-05-03T11:00Z ok missed 1'],
  ['catchUp', '2027-05-03T10:00:30Z', '2027-05-03T10:00Z ok'],
] as const)('A minute late is on time: %s at %s', async (missed, until, expected) => {
  const { runs } = await away(until, { missed })
  expect(await runs()).toEqual([nine, expected])
})

test('One moment that is skipped is told in words for one', async () => {
  const { cron, id } = await away('2027-05-03T10:20:00Z', { missed: 'skip' })
  expect((await runsOf(cron, id))[0]?.error).toBe(
    '1 moment was missed while no gateway was up, or the clock was put forward.',
  )
})

test('A thousand that are skipped stand for more', async () => {
  // None between 01:00 and 00:00, so that the last one is late.
  const schedule = { cron: '* 0 * * *' }
  const { cron, id } = await away('2027-06-03T09:00:30Z', { schedule, missed: 'skip' })
  expect((await runsOf(cron, id))[0]).toMatchObject({
    missed: 1000,
    error:
      '1000 moments or more were missed while no gateway was up, or the clock was put forward.',
  })
})

test('A record of what was skipped names the run that went on', async () => {
  const { cron, clock, performances } = await setUpAt('2027-05-03T08:59:00Z', { held: true })
  await cron.start()
  const { id } = await cron.create(jobInput({ schedule: hourly, missed: 'skip' }))
  await clock.advance(2 * hour)
  performances[0]?.resolve('ok')
  await expect.poll(() => told(cron, id)).toEqual([nine])
  clock.jump(hour + hour / 2)
  await clock.advance(1000)
  expect((await runsOf(cron, id))[0]).toMatchObject({
    outcome: 'skipped',
    error:
      '3 moments were missed while a run of the job went on, no gateway was up, or the clock was put forward.',
  })
})

test('A thousand stands for more', async () => {
  const schedule = { cron: '* * * * *' }
  const { runs } = await away('2027-05-05T09:00:30Z', { schedule, missed: 'once' })
  expect((await runs()).at(-1)).toBe('2027-05-05T09:00Z ok missed 1000')
})

test('Of what is caught up it is the newest hundred, and the first of them tells of the others', async () => {
  const { runs } = await away('2027-05-08T09:30:00Z', { missed: 'catchUp' })
  await expect.poll(runs, { timeout: 10_000 }).toHaveLength(101)
  const caughtUp = (await runs()).slice(1)
  // 120 hours have passed.
  expect(caughtUp[0]).toBe('2027-05-04T06:00Z ok missed 20')
  expect(caughtUp.slice(1).filter((run) => run.includes('missed'))).toEqual([])
  expect(caughtUp.at(-1)).toMatch('2027-05-08T09:00Z')
})

test('The one time of a job that was missed is run late', async () => {
  const schedule = { at: '2027-05-03T10:00:00Z' }
  const { runs, clock, cron } = await away('2027-05-04T00:00:00Z', { schedule })
  expect(await runs()).toEqual(['2027-05-03T10:00Z ok'])
  await clock.advance(5_000)
  expect(await runs()).toHaveLength(1)
  expect((await cron.list())[0]).not.toHaveProperty('nextRun')
})

test('The one time of a job that was missed can be skipped', async () => {
  const schedule = { at: '2027-05-03T10:00:00Z' }
  const { runs } = await away('2027-05-04T00:00:00Z', { schedule, missed: 'skip' })
  expect(await runs()).toEqual(['2027-05-03T10:00Z skipped'])
})

test('What passes while a job is disabled is not made up for', async () => {
  const { cron, clock, runs, id } = await away('2027-05-03T09:10:00Z', { missed: 'catchUp' })
  await cron.update(id, { enabled: false })
  await clock.advance(3 * hour)
  await cron.update(id, { enabled: true })
  await clock.advance(hour)
  expect(await runs()).toEqual([nine, '2027-05-03T13:00Z ok'])
})

test('Another schedule begins when it is set, and the same one goes on', async () => {
  const { cron, clock, runs, id } = await away('2027-05-03T09:10:00Z', {
    schedule: { every: '1h' },
  })
  // Since 08:59.
  expect(await runs()).toEqual([])
  await cron.update(id, { schedule: { every: '60m' } })
  await clock.advance(hour)
  expect(await runs()).toEqual(['2027-05-03T09:59Z ok'])
  await cron.update(id, { schedule: { every: '2h' } })
  await clock.advance(2 * hour)
  expect((await runs()).slice(1)).toEqual(['2027-05-03T12:10:05.000Z ok'])
})
