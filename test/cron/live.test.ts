import { expect, test } from 'vitest'
import { configJob, eachMinute, setUpAt, told } from './set-up.ts'

const minute = 60_000
const a = configJob({ schedule: eachMinute })
const hourly = configJob({ schedule: { every: '1h' } })

test('A job is added, changed and removed while the gateway runs', async () => {
  const { cron, clock } = await setUpAt('2027-05-03T09:00:30Z')
  await cron.start()
  cron.apply({ a })
  expect(await cron.list()).toMatchObject([{ id: 'job-a', nextRun: '2027-05-03T09:01:00.000Z' }])
  await clock.advance(minute)
  cron.apply({ a: configJob({ schedule: { cron: '*/2 * * * *' } }) })
  await clock.advance(3 * minute)
  const runs = ['2027-05-03T09:01Z ok', '2027-05-03T09:02Z ok', '2027-05-03T09:04Z ok']
  expect(await told(cron, 'job-a')).toEqual(runs)
  cron.apply({})
  expect(await cron.list()).toEqual([])
  await clock.advance(5 * minute)
  cron.apply({ a })
  expect(await told(cron, 'job-a')).toEqual(runs)
})

test('A change elsewhere leaves a schedule where it is', async () => {
  const { cron, clock } = await setUpAt('2027-05-03T09:00:30Z', { jobs: { hourly } })
  await cron.start()
  for (const message of ['one', 'two', 'three']) {
    await clock.advance(15 * minute)
    const action = { type: 'message', channel: 'telegram', userId: 'u', message } as const
    cron.apply({ hourly: { ...hourly, action }, a: configJob({ action }) })
  }
  await clock.advance(16 * minute)
  expect(await told(cron, 'job-hourly')).toEqual(['2027-05-03T10:00:30.000Z ok'])
})

test('What is done at the next run is what the configuration then says', async () => {
  const { cron, clock, performances } = await setUpAt('2027-05-03T09:00:30Z', { jobs: { a } })
  await cron.start()
  const action = { type: 'tool', tool: 'list', params: { path: '/' } } as const
  cron.apply({ a: { ...a, action } })
  await clock.advance(minute)
  expect(performances).toMatchObject([{ action }])
})

test('A job that is removed or disabled and comes again begins anew', async () => {
  const jobs = { a: { ...a, missed: 'catchUp' as const } }
  const { cron, clock } = await setUpAt('2027-05-03T09:00:30Z', { jobs })
  await cron.start()
  await clock.advance(minute)
  for (const without of [{}, { a: { ...jobs.a, enabled: false } }]) {
    cron.apply(without)
    await clock.advance(10 * minute)
    cron.apply(jobs)
    await clock.advance(minute)
  }
  expect(await told(cron, 'job-a')).toEqual([
    '2027-05-03T09:01Z ok',
    '2027-05-03T09:12Z ok',
    '2027-05-03T09:23Z ok',
  ])
})

test('A job that is removed while no gateway is up begins anew when it comes again', async () => {
  const jobs = { a: { ...a, missed: 'catchUp' as const } }
  const one = await setUpAt('2027-05-03T09:00:30Z', { jobs })
  await one.cron.start()
  await one.cron.stop()
  const two = await setUpAt(one.clock, { store: one.store })
  await two.cron.start()
  await two.cron.stop()
  one.clock.jump(10 * minute)
  const three = await setUpAt(one.clock, { store: one.store, jobs })
  await three.cron.start()
  await three.clock.advance(minute)
  expect(await told(three.cron, 'job-a')).toEqual(['2027-05-03T09:11Z ok'])
})

test('The run of a job that is removed ends, and can be read when the job is there again', async () => {
  const { cron, clock, performances } = await setUpAt('2027-05-03T09:00:30Z', {
    jobs: { a },
    held: true,
  })
  await cron.start()
  await clock.advance(minute)
  cron.apply({})
  await expect(cron.runs('job-a', { limit: 1 })).rejects.toMatchObject({ kind: 'notFound' })
  performances[0]?.resolve('late')
  cron.apply({ a })
  await expect
    .poll(async () => (await cron.runs('job-a', { limit: 1 })).runs)
    .toMatchObject([{ outcome: 'ok', result: 'late' }])
})

test('What is applied before the start is what is started', async () => {
  const { cron, clock } = await setUpAt('2027-05-03T09:00:30Z', { jobs: { hourly } })
  cron.apply({ a })
  await cron.start()
  await clock.advance(minute)
  expect((await cron.list()).map(({ id }) => id)).toEqual(['job-a'])
  expect(await told(cron, 'job-a')).toHaveLength(1)
})
