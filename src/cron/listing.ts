import type { CronJob } from '../generated/types.ts'
import type { PositionRow, RunRow, Store } from '../store/store.ts'
import type { Job } from './job.ts'
import type { Changed, JobList } from './job-list.ts'
import { momentsOf } from './moments.ts'
import { isAhead, positionsOf } from './positions.ts'
import { toRun } from './run-record.ts'
import { breather } from './turns.ts'

/** The jobs in the contract's words. */
export async function allJobs(store: Store, jobs: JobList, now: number): Promise<CronJob[]> {
  const { all, runs, positions } = await store.read(async (tables) => {
    const all = await jobs.all(tables)
    const runs = await tables.runs.latest(all.map(({ id }) => id))
    return { all, runs, positions: await tables.positions.list() }
  })
  const runOf = new Map(runs.map((run) => [run.jobId, run]))
  const positionOf = positionsOf(positions)
  const breathe = breather()
  const told: CronJob[] = []
  for (const job of all) {
    const position = positionOf(job)
    told.push(toCronJob({ job, position, lastRun: runOf.get(job.id), now }))
    await breathe()
  }
  return told
}

export async function oneJob(store: Store, changed: Changed, now: number): Promise<CronJob> {
  const [lastRun] = await store.read((tables) => tables.runs.latest([changed.job.id]))
  return toCronJob({ ...changed, lastRun, now })
}

function toCronJob(state: {
  job: Job
  position: PositionRow | undefined
  lastRun: RunRow | undefined
  now: number
}): CronJob {
  const { job, position, lastRun, now } = state
  const nextRun = job.enabled ? nextMoment(job, position, now) : undefined
  return {
    ...job,
    ...(nextRun !== undefined && { nextRun: new Date(nextRun).toISOString() }),
    ...(lastRun && { lastRun: toRun(lastRun) }),
  }
}

/** The next moment that the scheduler takes: none that was dealt with before the clock was put back. */
function nextMoment(job: Job, position: PositionRow | undefined, now: number): number | undefined {
  try {
    const reached =
      position && !isAhead(job.schedule, position.position, now) ? position.position : now
    return momentsOf(job.schedule, reached).after(Math.max(reached, now))
  } catch {
    // A schedule that was right when it was kept must not take the whole list away.
    return undefined
  }
}
