import { pino } from 'pino'
import { expect, test } from 'vitest'
import { systemClock } from '../../src/cron/clock.ts'
import { followed } from '../../src/cron/following.ts'
import { JobList } from '../../src/cron/job-list.ts'
import { trimRuns } from '../../src/cron/retention.ts'
import { newId } from '../../src/kernel/ids.ts'
import type { Store } from '../../src/store/store.ts'
import { openTestStore } from '../support/stores.ts'
import { jobInput, runRow, setUpAt, storeWith } from './set-up.ts'

/** A list of jobs in a store, and the same store in which something happens right after the first read. */
async function open(happens: (jobs: JobList, store: Store) => Promise<void>) {
  const store = await openTestStore()
  const log = pino({ level: 'silent' })
  const jobs = new JobList({ store, log, clock: systemClock, jobs: {} })
  let hasHappened = false
  const racing: Store = {
    ...storeWith(store, {}),
    read: async (work) => {
      const found = await store.read(work)
      if (!hasHappened) await happens(jobs, store)
      hasHappened = true
      return found
    },
  }
  return { store, jobs, racing }
}

async function createWithRun(jobs: JobList, store: Store): Promise<string> {
  const { id: jobId } = (await jobs.create(jobInput())).job
  const run = runRow({ id: newId('run'), jobId, outcome: 'ok', startedAt: Date.now() })
  await store.write((tables) => tables.runs.insert(run))
  return jobId
}

test('A job that is made while a sweep goes on keeps its runs', async () => {
  const ids: string[] = []
  const { store, jobs, racing } = await open(async (jobs, store) => {
    ids.push(await createWithRun(jobs, store))
  })
  ids.push(await createWithRun(jobs, store))
  const retention = { days: 30, maxRuns: 1000 }
  await trimRuns({ store: racing, jobs, retention, now: Date.now(), goesOn: () => true })
  expect(ids).toHaveLength(2)
  expect(await store.read((tables) => tables.runs.latest(ids))).toHaveLength(2)
})

test('A job that is deleted while schedules are read gets no position', async () => {
  const { store, jobs, racing } = await open(async (jobs, store) => {
    const [job] = await store.read((tables) => tables.jobs.list())
    await jobs.delete(job?.id ?? '')
  })
  const { id } = (await jobs.create(jobInput())).job
  await store.write((tables) => tables.positions.deleteAll(id))
  const now = Date.now()
  expect(await followed({ store: racing, jobs, now, known: () => undefined })).toEqual([])
  expect(await store.read((tables) => tables.positions.list())).toEqual([])
})

test('What nobody follows is dropped at the start of one of many gateways', async () => {
  const { cron, store, clock } = await setUpAt('2027-05-03T09:00:30Z')
  const { id } = await cron.create(jobInput())
  const now = clock.now()
  const others = [
    { jobId: newId('job'), schedule: 'deleted' },
    { jobId: id, schedule: 'former' },
    { jobId: 'job-elsewhere', schedule: 'live' },
    { jobId: 'job-nowhere', schedule: 'old', position: now - 31 * 86_400_000 },
  ]
  await store.write(async (tables) => {
    for (const other of others) await tables.positions.put({ position: now, missed: 0, ...other })
  })
  const two = await setUpAt(clock, { store: storeWith(store, { exclusive: false }) })
  await two.cron.start()
  const left = await store.read((tables) => tables.positions.list())
  expect(left.map(({ jobId }) => jobId)).toEqual([id, 'job-elsewhere'])
})
