import { beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../src/kernel/ids.ts'
import type { JobRow, RunRow, Store } from '../../src/store/store.ts'
import { openTestStore, storeKinds } from '../support/stores.ts'

const job = (more: Partial<JobRow> = {}): JobRow => ({
  id: newId('job'),
  name: 'Morning',
  schedule: { cron: '0 7 * * 1-5', timezone: 'Europe/Berlin' },
  action: { type: 'tool', tool: 'time', params: { zone: 'UTC', nested: { deep: [1, null] } } },
  enabled: true,
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
    startedAt: 1_000,
    finishedAt: null,
    result: null,
    error: null,
  })

  const insertRun = async (
    jobId: string,
    {
      scheduledFor = null,
      leaseUntil = 2_000,
    }:
      | { scheduledFor?: number; leaseUntil?: number }
      | {
          scheduledFor?: null
          leaseUntil?: number
        } = {},
  ) => {
    const row = running(jobId)
    const inserted = await store.write((tables) =>
      tables.runs.insert({ ...row, scheduledFor, leaseUntil }),
    )
    return { row, inserted }
  }

  const runsOf = (jobId: string, limit = 100, before?: string) =>
    store.read((tables) => tables.runs.list({ jobId, limit, before }))

  it('keeps jobs as they were given', async () => {
    const one = await insertJob()
    const other = await insertJob({
      enabled: false,
      schedule: { cron: '* * * * *', timezone: 'UTC' },
      action: { type: 'message', channel: 'telegram', userId: 'user-1', message: 'Good morning' },
    })
    expect(await store.read((tables) => tables.jobs.get(one.id))).toEqual(one)
    expect(await store.read((tables) => tables.jobs.get('job-none'))).toBeUndefined()
    expect(await store.read((tables) => tables.jobs.list())).toEqual([one, other])
  })

  it('changes a job', async () => {
    const one = await insertJob()
    const other = await insertJob()
    const changed = { ...one, name: 'Evening', enabled: false }
    await store.write((tables) => tables.jobs.update(changed))
    expect(await store.read((tables) => tables.jobs.list())).toEqual([changed, other])
  })

  it('deletes a job with its runs', async () => {
    const [one, other] = [await insertJob(), await insertJob()]
    await insertRun(one.id)
    await insertRun(other.id)
    const remove = () => store.write((tables) => tables.jobs.delete(one.id))
    expect(await remove()).toBe(true)
    expect(await remove()).toBe(false)
    expect(await store.read((tables) => tables.jobs.list())).toEqual([other])
    expect(await runsOf(one.id)).toEqual([])
    expect(await runsOf(other.id)).toHaveLength(1)
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

  it('ends a run', async () => {
    const { row } = await insertRun('job-a')
    const other = (await insertRun('job-a')).row
    const end = { outcome: 'ok', finishedAt: 1_500, result: '{"a":1}', error: null } as const
    await store.write((tables) => tables.runs.finish(row.id, end))
    expect(await runsOf('job-a')).toEqual([other, { ...row, ...end }])
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

  it('marks what its gateway left running as interrupted', async () => {
    const dead = await insertRun('job-a', { leaseUntil: 2_000 })
    const alive = await insertRun('job-a', { leaseUntil: 9_000 })
    const done = await insertRun('job-a', { leaseUntil: 2_000 })
    const end = { outcome: 'ok', finishedAt: 1_500, result: null, error: null } as const
    await store.write((tables) => tables.runs.finish(done.row.id, end))
    const interrupt = () =>
      store.write((tables) => tables.runs.interrupt({ leaseBefore: 5_000, at: 6_000 }))
    expect(await interrupt()).toBe(1)
    expect(await interrupt()).toBe(0)
    expect(await runsOf('job-a')).toEqual([
      { ...done.row, ...end },
      alive.row,
      { ...dead.row, outcome: 'interrupted', finishedAt: 6_000 },
    ])
  })
})
