import { beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../src/kernel/ids.ts'
import type { JobRow, PositionRow, RunRow, RunTable, Store } from '../../src/store/store.ts'
import { openTestStore, storeKinds } from '../support/stores.ts'

const job = (more: Partial<JobRow> = {}): JobRow => ({
  id: newId('job'),
  name: 'Morning',
  schedule: { cron: '0 7 * * 1-5', timezone: 'Europe/Berlin' },
  action: { type: 'tool', tool: 'time', params: { zone: 'UTC', nested: { deep: [1, null] } } },
  enabled: true,
  overlap: false,
  missed: 'once',
  ...more,
})

describe.each(storeKinds)('jobs and runs in %s', (kind) => {
  let store: Store

  beforeEach(async () => {
    store = await openTestStore(kind)
  })

  const insertJob = async (more: Partial<JobRow> = {}) => {
    const row = job(more)
    await store.write((tables) => tables.jobs.insert(row))
    return row
  }

  const running = (jobId: string): RunRow => ({
    id: newId('run'),
    jobId,
    trigger: 'schedule',
    outcome: 'running',
    scheduledFor: null,
    missed: 0,
    startedAt: 1_000,
    finishedAt: null,
    result: null,
    error: null,
  })

  const insertRun = async (jobId: string, more: Partial<RunRow & { leaseUntil: number }> = {}) => {
    const { leaseUntil = 2_000, ...changes } = more
    const row = { ...running(jobId), ...changes }
    const inserted = await store.write((tables) => tables.runs.insert({ ...row, leaseUntil }))
    return { row, inserted }
  }

  const runsOf = (jobId: string, limit = 100, before?: string) =>
    store.read((tables) => tables.runs.list({ jobId, limit, before }))

  it('keeps jobs as they were given', async () => {
    const one = await insertJob()
    const other = await insertJob({
      enabled: false,
      overlap: true,
      missed: 'catchUp',
      schedule: { every: '15m' },
      action: { type: 'message', channel: 'telegram', userId: 'user-1', message: 'Good morning' },
    })
    expect(await store.read((tables) => tables.jobs.get(one.id))).toEqual(one)
    expect(await store.read((tables) => tables.jobs.get('job-none'))).toBeUndefined()
    expect(await store.read((tables) => tables.jobs.list())).toEqual([one, other])
  })

  it('changes a job', async () => {
    const one = await insertJob()
    const other = await insertJob()
    const changed: JobRow = {
      ...one,
      ...{ name: 'Evening', enabled: false, overlap: true, missed: 'skip' },
    }
    await store.write((tables) => tables.jobs.update(changed))
    expect(await store.read((tables) => tables.jobs.list())).toEqual([changed, other])
  })

  it('deletes a job with its positions, and with so many of its runs that have ended', async () => {
    const [one, other] = [await insertJob(), await insertJob()]
    const ended = await insertRun(one.id, { outcome: 'ok' })
    const goesOn = await insertRun(one.id)
    for (let n = 0; n < 3; n++) await insertRun(one.id, { outcome: 'ok' })
    await insertRun(other.id, { outcome: 'ok' })
    await putPosition({ jobId: one.id })
    await putPosition({ jobId: one.id, schedule: '{"every":2000}' })
    await putPosition({ jobId: other.id })
    const remove = () => store.write((tables) => tables.jobs.delete({ id: one.id, runs: 3 }))
    expect(await remove()).toBe(true)
    expect(await remove()).toBe(false)
    expect(await store.read((tables) => tables.jobs.list())).toEqual([other])
    expect(await runsOf(one.id)).toEqual([goesOn.row, ended.row])
    expect(await runsOf(other.id)).toHaveLength(1)
    expect(await positions()).toMatchObject([{ jobId: other.id }])
  })

  const position = { jobId: 'job-a', schedule: '{"every":1000}', position: 1_000, missed: 0 }

  const putPosition = (more: Partial<PositionRow>) =>
    store.write((tables) => tables.positions.put({ ...position, ...more }))

  const positions = () => store.read((tables) => tables.positions.list())

  it('keeps one position of each job and schedule', async () => {
    await putPosition({})
    await putPosition({ jobId: 'job-b' })
    const other = { schedule: '{"every":2000}' }
    await putPosition({ position: 2_000, missed: 3 })
    await putPosition(other)
    const get = (jobId: string) =>
      store.read((tables) => tables.positions.get({ ...position, jobId }))
    expect(await get('job-a')).toEqual({ ...position, position: 2_000, missed: 3 })
    expect(await get('job-none')).toBeUndefined()
    expect(await positions()).toMatchObject([{ position: 2_000 }, other, { jobId: 'job-b' }])
    await store.write((tables) => tables.positions.delete(position))
    expect(await positions()).toMatchObject([other, { jobId: 'job-b' }])
    await putPosition({})
    await store.write((tables) => tables.positions.deleteAll('job-a'))
    expect(await positions()).toEqual([{ ...position, jobId: 'job-b' }])
  })

  it('runs a job once for each moment of its schedule', async () => {
    expect((await insertRun('job-a', { scheduledFor: 60_000 })).inserted).toBe(true)
    expect((await insertRun('job-a', { scheduledFor: 60_000 })).inserted).toBe(false)
    expect((await insertRun('job-a', { scheduledFor: 120_000 })).inserted).toBe(true)
    expect((await insertRun('job-b', { scheduledFor: 60_000 })).inserted).toBe(true)
    expect(await runsOf('job-a')).toHaveLength(2)
  })

  it('runs a job by hand as often as it is asked to', async () => {
    expect((await insertRun('job-a')).inserted).toBe(true)
    expect((await insertRun('job-a')).inserted).toBe(true)
  })

  it('gives one of many gateways the run', async () => {
    const attempts = await Promise.all(
      Array.from({ length: 20 }, () => insertRun('job-a', { scheduledFor: 60_000 })),
    )
    expect(attempts.filter(({ inserted }) => inserted)).toHaveLength(1)
  })

  it('ends a run once', async () => {
    const { row } = await insertRun('job-a', { scheduledFor: 60_000, missed: 3 })
    const other = (await insertRun('job-a')).row
    const end = { outcome: 'ok', finishedAt: 1_500, result: '{"a":1}', error: null } as const
    const finish = (id: string) => store.write((tables) => tables.runs.finish(id, end))
    expect(await finish(row.id)).toEqual({ ...row, ...end })
    expect(await finish(row.id)).toBeUndefined()
    expect(await finish('run-none')).toBeUndefined()
    expect(await runsOf('job-a')).toEqual([other, { ...row, ...end }])
  })

  it('tells whether a run of a job goes on', async () => {
    const runningOf = (jobId: string) => store.read((tables) => tables.runs.running(jobId))
    await insertRun('job-a', { outcome: 'ok' })
    await insertRun('job-b')
    expect(await runningOf('job-a')).toBeUndefined()
    const { row } = await insertRun('job-a')
    expect(await runningOf('job-a')).toBe(row.id)
  })

  it('lists newest first, page by page', async () => {
    const ids: string[] = []
    for (let n = 0; n < 5; n++) ids.push((await insertRun('job-a')).row.id)
    await insertRun('job-b')
    const first = await runsOf('job-a', 3)
    const second = await runsOf('job-a', 3, first.at(-1)?.id)
    expect([...first, ...second].map(({ id }) => id)).toEqual(ids.reverse())
  })

  it('tells the newest run of each job', async () => {
    await insertRun('job-a')
    const a = await insertRun('job-a')
    const b = await insertRun('job-b')
    await insertRun('job-c')
    const latest = (ids: string[]) => store.read((tables) => tables.runs.latest(ids))
    expect(await latest(['job-a', 'job-none', 'job-b'])).toEqual([a.row, b.row])
    expect(await latest([])).toEqual([])
  })

  it('marks what its gateway left running as interrupted, and gives it back', async () => {
    const dead = await insertRun('job-a', { leaseUntil: 2_000 })
    const renewed = await insertRun('job-a', { leaseUntil: 2_000 })
    const alive = await insertRun('job-a', { leaseUntil: 9_000 })
    const done = await insertRun('job-a', { leaseUntil: 2_000, outcome: 'ok' })
    await store.write((tables) => tables.runs.renew(renewed.row.id, 9_000))
    const query = { leaseBefore: 5_000, at: 6_000, limit: 10 }
    const interrupt = () => store.write((tables) => tables.runs.interrupt(query))
    const marked = { ...dead.row, outcome: 'interrupted', finishedAt: 6_000 }
    expect(await interrupt()).toEqual([marked])
    expect(await interrupt()).toEqual([])
    expect(await runsOf('job-a')).toEqual([done.row, alive.row, renewed.row, marked])
  })

  it('marks no more at once than it is told to', async () => {
    for (let n = 0; n < 5; n++) await insertRun(`job-${n}`)
    const query = { leaseBefore: 5_000, at: 6_000, limit: 3 }
    const interrupt = () => store.write((tables) => tables.runs.interrupt(query))
    expect(await interrupt()).toHaveLength(3)
    expect(await interrupt()).toHaveLength(2)
  })

  describe('of which many are kept', () => {
    const insertMany = async (jobId: string, starts: number[], more: Partial<RunRow> = {}) => {
      const ids: string[] = []
      for (const startedAt of starts) {
        ids.push((await insertRun(jobId, { startedAt, outcome: 'ok', ...more })).row.id)
      }
      return ids
    }
    const idsOf = async (jobId: string) => (await runsOf(jobId)).map(({ id }) => id).toReversed()
    const all = { startedBefore: 0, upTo: undefined, keepNewest: true, limit: 100 }
    const trim = (query: Partial<Parameters<RunTable['trim']>[0]>) =>
      store.write((tables) => tables.runs.trim({ ...all, jobId: 'job-a', ...query }))

    it('finds each job that has runs, by its oldest one', async () => {
      await insertMany('job-b', [7, 8])
      const [first] = await insertMany('job-a', [5, 6])
      const next = (jobId: string) => store.read((tables) => tables.runs.oldestBehind(jobId))
      expect(await next('')).toEqual({ id: first, jobId: 'job-a', startedAt: 5 })
      expect(await next('job-a')).toMatchObject({ jobId: 'job-b', startedAt: 7 })
      expect(await next('job-b')).toBeUndefined()
    })

    it('finds the one that is so many behind another', async () => {
      const ids = await insertMany('job-a', [1, 2, 3, 4, 5])
      const older = (before: string, skip: number) =>
        store.read((tables) => tables.runs.older({ jobId: 'job-a', before, skip }))
      expect(await older('~', 0)).toBe(ids[4])
      expect(await older('~', 3)).toBe(ids[1])
      expect(await older(ids[4] ?? '', 3)).toBe(ids[0])
      expect(await older('~', 5)).toBeUndefined()
    })

    it('drops the old ones, from the old end on', async () => {
      const ids = await insertMany('job-a', [1, 2, 9, 3, 4])
      expect(await trim({ startedBefore: 5 })).toBe(2)
      expect(await idsOf('job-a')).toEqual(ids.slice(2))
    })

    it('drops those up to one of them, so many at once', async () => {
      const ids = await insertMany('job-a', [1, 2, 3, 4, 5])
      const other = await insertMany('job-b', [1])
      const upTo = ids[3]
      expect(await trim({ upTo, limit: 3 })).toBe(3)
      expect(await trim({ upTo, limit: 3 })).toBe(1)
      expect(await trim({ upTo, limit: 3 })).toBe(0)
      expect(await idsOf('job-a')).toEqual(ids.slice(4))
      expect(await idsOf('job-b')).toEqual(other)
    })

    it('keeps the newest one and those that go on, where it is told to', async () => {
      const [goesOn] = await insertMany('job-a', [1], { outcome: 'running' })
      const ids = await insertMany('job-a', [2, 3])
      expect(await trim({ startedBefore: 9 })).toBe(1)
      expect(await idsOf('job-a')).toEqual([goesOn, ids[1]])
      expect(await trim({ startedBefore: 9, keepNewest: false })).toBe(1)
      expect(await idsOf('job-a')).toEqual([goesOn])
    })
  })
})
