import { describe, expect, test } from 'vitest'
import { newId } from '../../src/kernel/ids.ts'
import type { Store } from '../../src/store/store.ts'
import { openTestStore, storeKinds } from '../support/stores.ts'
import { configJob, jobInput, runRow, setUpAt } from './set-up.ts'

const day = 86_400_000
const at = '2027-05-03T09:00:00Z'
const now = Date.parse(at)

/** Ended runs of these ages in days, oldest first. @returns their ids */
const insertAged = (
  store: Store,
  jobId: string,
  ages: number[],
  outcome: 'ok' | 'running' = 'ok',
) =>
  store.write(async (tables) => {
    const ids: string[] = []
    for (const age of ages) {
      const id = newId('run')
      const startedAt = now - age * day
      await tables.runs.insert(
        runRow({ id, jobId, outcome, startedAt, scheduledFor: null, leaseUntil: now + day }),
      )
      ids.push(id)
    }
    return ids
  })

const kept = async (store: Store, jobId: string) => {
  const runs = await store.read((tables) => tables.runs.list({ jobId, limit: 10_000 }))
  return runs.map(({ id }) => id).toReversed()
}

describe.each(storeKinds)('runs in %s', (kind) => {
  /** A room with two jobs and these bounds; nothing has been dropped yet. */
  const open = async (retention: { days: number; maxRuns: number }) => {
    const store = await openTestStore(kind)
    const jobs = { a: configJob(), b: configJob() }
    return setUpAt(at, { store, jobs, retention: () => retention })
  }

  test('go when they are too old, but not the newest of a job', async () => {
    const { store, cron } = await open({ days: 30, maxRuns: 1000 })
    const a = await insertAged(store, 'job-a', [40, 31, 30.1, 29.9, 1])
    const b = await insertAged(store, 'job-b', [90, 60, 50])
    await cron.start()
    await expect.poll(() => kept(store, 'job-b')).toEqual(b.slice(2))
    expect(await kept(store, 'job-a')).toEqual(a.slice(3))
  })

  test('go when they are too many, also in more than one step', async () => {
    const { store, cron } = await open({ days: 30, maxRuns: 7 })
    const a = await insertAged(store, 'job-a', Array<number>(2_500).fill(1))
    const b = await insertAged(store, 'job-b', Array<number>(7).fill(1))
    await cron.start()
    await expect.poll(() => kept(store, 'job-a'), { timeout: 10_000 }).toEqual(a.slice(-7))
    expect(await kept(store, 'job-b')).toEqual(b)
  })

  test('stay while they go on', async () => {
    const { store, cron } = await open({ days: 30, maxRuns: 1 })
    const [goingOn = ''] = await insertAged(store, 'job-a', [40], 'running')
    const ended = await insertAged(store, 'job-a', [39, 38, 2, 1])
    await store.write((tables) => tables.runs.renew(goingOn, Number.MAX_SAFE_INTEGER))
    await cron.start()
    await expect
      .poll(() => kept(store, 'job-a'), { timeout: 10_000 })
      .toEqual([goingOn, ...ended.slice(-1)])
  })

  test('of a job that is gone go by their age, down to the last one', async () => {
    const { store, cron } = await open({ days: 30, maxRuns: 2 })
    const young = await insertAged(store, 'job-gone', [40, 3, 2, 1])
    await insertAged(store, 'job-long-gone', [40, 31])
    await cron.start()
    await expect.poll(() => kept(store, 'job-gone')).toEqual(young.slice(2))
    await expect.poll(() => kept(store, 'job-long-gone')).toEqual([])
  })

  test('of a job that was deleted go at once, a rest of them within a minute', async () => {
    const { store, cron, clock } = await open({ days: 30, maxRuns: 1000 })
    await cron.start()
    const { id } = await cron.create(jobInput())
    await insertAged(store, id, Array<number>(1_200).fill(1))
    await cron.delete(id)
    expect(await kept(store, id)).toHaveLength(200)
    await clock.advance(61_000)
    expect(await kept(store, id)).toEqual([])
  })

  test('go each minute, by the bounds of the moment, until the end', async () => {
    const bounds = { days: 30, maxRuns: 10 }
    const { store, cron, clock } = await open(bounds)
    await cron.start()
    await insertAged(store, 'job-a', Array<number>(12).fill(1))
    await clock.advance(61_000)
    expect(await kept(store, 'job-a')).toHaveLength(10)
    bounds.maxRuns = 3
    await clock.advance(61_000)
    expect(await kept(store, 'job-a')).toHaveLength(3)
    await cron.stop()
    bounds.maxRuns = 1
    await clock.advance(600_000)
    expect(await kept(store, 'job-a')).toHaveLength(3)
  })
})

test('Ten thousands of runs are counted, and not one too many stays', async () => {
  const { store, cron } = await setUpAt(at, {
    jobs: { a: configJob() },
    retention: () => ({ days: 30, maxRuns: 10_001 }),
  })
  const a = await insertAged(store, 'job-a', Array<number>(10_004).fill(1))
  await cron.start()
  const count = async () => {
    const runs = await store.read((tables) => tables.runs.list({ jobId: 'job-a', limit: 20_000 }))
    return runs.length
  }
  await expect.poll(count, { timeout: 10_000 }).toBe(10_001)
  expect((await store.read((tables) => tables.runs.oldestBehind('')))?.id).toBe(a[3])
})

test('A thousand jobs of the configuration take neither runs nor positions from one that is behind them', async () => {
  const { cron, store } = await setUpAt(at)
  const { id } = await cron.create(jobInput())
  const ids = await insertAged(store, id, [3, 2])
  const job = configJob({ enabled: false })
  const jobs = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`j${index}`, job]))
  const gone = newId('job')
  await insertAged(store, gone, [1])
  const grown = await setUpAt(at, { store, jobs })
  await grown.cron.start()
  // The sweep has been at work when those of a job that was deleted are gone. Ids are taken in their order, so its turn is the last.
  await expect.poll(() => kept(store, gone)).toEqual([])
  expect(await kept(store, id)).toEqual(ids)
  expect(await store.read((tables) => tables.positions.list())).toMatchObject([{ jobId: id }])
  const warnings = grown.logLines.filter(({ msg }) =>
    msg.startsWith('There are more than 1000 jobs'),
  )
  expect(warnings).toMatchObject([{ count: 1 }])
})

test('A job has its last run for as long as it is there', async () => {
  const { cron, clock, store } = await setUpAt(at, { retention: () => ({ days: 1, maxRuns: 5 }) })
  await cron.start()
  const { id } = await cron.create(jobInput({ schedule: { every: '1h' } }))
  await clock.advance(2 * 3_600_000)
  await cron.update(id, { enabled: false })
  clock.jump(10 * day)
  await clock.advance(61_000)
  expect(await kept(store, id)).toHaveLength(1)
  expect((await cron.list())[0]?.lastRun?.scheduledFor).toBe('2027-05-03T11:00:00.000Z')
})
