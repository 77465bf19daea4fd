import { expect, test } from 'vitest'
import { GatewayError } from '../../src/kernel/errors.ts'
import { openTestStore } from '../support/stores.ts'
import { outage, troubled } from '../support/troubled-store.ts'
import {
  configJob,
  eachMinute,
  eachSecond,
  jobInput,
  runRow,
  runsOf,
  setUp,
  setUpAt,
  told,
  toolAction,
} from './set-up.ts'

const minute = 60_000

test('Jobs of the configuration and of the store run from the start on, and not before', async () => {
  const jobs = { tick: configJob({ schedule: eachMinute }) }
  const { cron, clock } = await setUpAt('2027-05-03T09:00:30Z', { jobs })
  const { id } = await cron.create(jobInput({ schedule: eachMinute }))
  await clock.advance(20_000)
  await cron.start()
  await clock.advance(minute)
  expect(await told(cron, 'job-tick')).toEqual(['2027-05-03T09:01Z ok'])
  expect(await told(cron, id)).toEqual(['2027-05-03T09:01Z ok'])
})

test('Jobs that are stored without a position, as by an earlier version, begin at the start', async () => {
  const { cron, clock, store } = await setUpAt('2027-05-03T09:00:30Z')
  const schedule = { cron: '* * * * *', timezone: 'UTC' }
  const row = { ...configJob({ schedule }), id: 'job-0', name: 'early' }
  await store.write((tables) => tables.jobs.insert(row))
  expect(await cron.list()).toMatchObject([{ schedule, nextRun: '2027-05-03T09:01:00.000Z' }])
  await cron.start()
  await clock.advance(minute)
  expect(await told(cron, 'job-0')).toEqual(['2027-05-03T09:01Z ok'])
})

test('What an earlier version has run is where its jobs go on', async () => {
  const { cron, clock, store } = await setUpAt('2027-05-03T09:30:30Z')
  const row = { ...jobInput({ schedule: { cron: '0 * * * *' } }), id: 'job-0' }
  const position = Date.parse('2027-05-03T07:00:00Z')
  await store.write(async (tables) => {
    await tables.jobs.insert(row)
    await tables.positions.put({ jobId: 'job-0', schedule: '', position, missed: 0 })
  })
  await cron.start()
  await clock.advance(1000)
  expect(await told(cron, 'job-0')).toEqual(['2027-05-03T09:00Z ok missed 1'])
  expect(await store.read((tables) => tables.positions.list())).toHaveLength(1)
})

test('A time that no answer can tell, stored by an earlier version, does not break the list', async () => {
  const { cron, store } = await setUp()
  const row = { ...jobInput({ schedule: { at: '9999-12-31T23:59:59-12:00' } }), id: 'job-0' }
  await store.write((tables) => tables.jobs.insert(row))
  await cron.start()
  const [job] = await cron.list()
  expect(job?.id).toBe('job-0')
  expect(job).not.toHaveProperty('nextRun')
})

test('A run by hand that begins before the start goes on', async () => {
  const { cron, performances, logLines } = await setUp({ held: true })
  const { id } = await cron.create(jobInput())
  await cron.run(id)
  await cron.start()
  expect(await told(cron, id)).toEqual(['by hand running'])
  performances[0]?.resolve('ok')
  await expect.poll(() => told(cron, id)).toEqual(['by hand ok'])
  expect(logLines).toEqual([])
})

test('Runs that a crash cut off are marked and told at the next start', async () => {
  const { cron, logLines, store } = await setUpAt('2027-05-03T09:00:30Z', {
    jobs: { tick: configJob() },
  })
  const startedAt = Date.parse('2027-05-03T09:00:00Z')
  await store.write(async (tables) => {
    for (let run = 0; run < 150; run += 1) {
      const id = `run-${1000 + run}`
      await tables.runs.insert(
        runRow({ id, jobId: 'job-tick', startedAt, scheduledFor: null, leaseUntil: 2e15 }),
      )
    }
  })
  await cron.start()
  const runs = await runsOf(cron, 'job-tick')
  expect(new Set(runs.map(({ outcome, finishedAt }) => `${outcome} ${finishedAt ?? ''}`))).toEqual(
    new Set(['interrupted 2027-05-03T09:00:30.000Z']),
  )
  expect(logLines.map(({ msg, count }) => [msg, count])).toEqual([
    ['Runs were interrupted.', 100],
    ['Runs were interrupted.', 50],
  ])
  expect(await store.read((tables) => tables.events.bounds())).toEqual({ first: 1, last: 300 })
})

test('The end waits for what goes on', async () => {
  const { cron, performances } = await setUp({ held: true })
  const { id } = await cron.create(jobInput())
  await cron.run(id)
  await expect.poll(() => performances).toHaveLength(1)
  let stopped = false
  const stopping = cron.stop().then(() => {
    stopped = true
  })
  await expect(cron.run(id)).rejects.toMatchObject({ kind: 'unavailable' })
  expect(stopped).toBe(false)
  performances[0]?.resolve('ok')
  await stopping
  expect(await runsOf(cron, id)).toMatchObject([{ outcome: 'ok' }])
})

test('The end does not wait for ever', async () => {
  const { cron, logLines, performances } = await setUp({ held: true, stopLimitMs: 20 })
  const { id } = await cron.create(jobInput())
  await cron.run(id)
  await expect.poll(() => performances).toHaveLength(1)
  await cron.stop()
  expect(logLines).toMatchObject([
    { msg: 'Runs still go on; the gateway does not wait.', count: 1 },
  ])
  expect(await runsOf(cron, id)).toMatchObject([{ outcome: 'running' }])
})

test('What the end cuts off is interrupted, and not failed', async () => {
  const { cron, performances } = await setUp({ held: true })
  const { id } = await cron.create(jobInput())
  await cron.run(id)
  await expect.poll(() => performances).toHaveLength(1)
  const stopping = cron.stop()
  performances[0]?.reject(new GatewayError('unavailable', 'The call was aborted.'))
  await stopping
  expect(await runsOf(cron, id)).toMatchObject([{ outcome: 'interrupted' }])
})

test('Actions that wait when the end comes are not begun', async () => {
  const many = Object.fromEntries(
    Array.from({ length: 70 }, (_, index) => [`j${index}`, configJob()]),
  )
  const { cron, performances } = await setUp({ held: true, jobs: many })
  const ids = (await cron.list()).map(({ id }) => id)
  for (const id of ids) await cron.run(id)
  await expect.poll(() => performances).toHaveLength(64)
  const stopping = cron.stop()
  for (const { resolve } of performances) resolve('ok')
  await stopping
  expect(performances).toHaveLength(64)
  const outcomes = (await cron.list()).map(({ lastRun }) => lastRun?.outcome)
  expect(outcomes.filter((outcome) => outcome === 'ok')).toHaveLength(64)
  expect(outcomes.filter((outcome) => outcome === 'interrupted')).toHaveLength(6)
})

test('A moment that comes while the store is away is run when it is there again', async () => {
  const { hook, begin } = outage()
  const store = troubled(await openTestStore(), { beforeWrite: hook })
  const { cron, clock, logLines } = await setUpAt('2027-05-03T09:00:30Z', {
    store,
    syncIntervalMs: 86_400_000,
    sweepIntervalMs: 86_400_000,
  })
  await cron.start()
  const { id } = await cron.create(jobInput({ schedule: eachMinute }))
  begin(5)
  await clock.advance(50_000)
  expect(logLines).toMatchObject([{ msg: 'A run could not begin.' }])
  expect(await told(cron, id)).toEqual(['2027-05-03T09:01Z ok'])
  expect((await runsOf(cron, id))[0]?.startedAt).toBe('2027-05-03T09:01:05.000Z')
})

test('A schedule that can not be followed any more does not harm the others', async () => {
  const { cron, store, clock, logLines } = await setUpAt('2027-05-03T09:00:30Z')
  const schedule = { cron: '* * * * *', timezone: 'Europe/Atlantis' }
  const row = { ...jobInput({ schedule }), id: 'job-0', name: 'lost' }
  await store.write((tables) => tables.jobs.insert(row))
  const { id } = await cron.create(jobInput({ schedule: eachSecond }))
  await cron.start()
  await clock.advance(30_000)
  expect(await told(cron, id)).toHaveLength(30)
  expect(logLines).toMatchObject([{ msg: 'The schedule of a job can not be followed.' }])
  expect((await cron.list())[0]).toEqual({ ...row, action: toolAction, source: 'api' })
})
