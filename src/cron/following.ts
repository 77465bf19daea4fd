import type { PositionKey, PositionRow, Store } from '../store/store.ts'
import { isOfApi, type Job } from './job.ts'
import type { JobList } from './job-list.ts'
import { goOn, isOfUnknownSchedule, positionsOf } from './positions.ts'
import { sameSchedule, scheduleKey } from './schedule.ts'

/** A job whose schedule is followed, and up to where it has been dealt with. */
export interface Followed {
  job: Job
  position: PositionRow
}

/** In one transaction: few enough that other writes never wait long behind them. */
const chunk = 100

/** A position that nobody has moved for so long, in milliseconds, is dropped where its job is not known. One who follows it puts it back. */
const forgottenMs = 30 * 86_400_000

export interface FollowOptions {
  store: Store
  jobs: JobList
  /** When jobs begin that are new here. */
  now: number
  /** How far this gateway knows a job to be. */
  known: (jobId: string) => PositionRow | undefined
}

/** The enabled jobs with their positions. Those that have none, or that of another schedule, begin now. */
export async function followed(options: FollowOptions): Promise<Followed[]> {
  const { store, jobs } = options
  const { enabled, positionOf } = await store.read(async (tables) => ({
    enabled: (await jobs.all(tables)).filter((job) => job.enabled),
    positionOf: positionsOf(await tables.positions.list()),
  }))
  const begun = await beginAll(
    options,
    enabled.filter((job) => positionOf(job) === undefined),
  )
  return enabled.flatMap((job) => {
    const position = positionOf(job) ?? begun.get(job.id)
    return position === undefined ? [] : [{ job, position }]
  })
}

async function beginAll(
  { store, jobs, now, known }: FollowOptions,
  begin: Job[],
): Promise<Map<string, PositionRow>> {
  const begun = new Map<string, PositionRow>()
  for (let from = 0; from < begin.length; from += chunk) {
    await store.write(async (tables) => {
      for (const { id, schedule } of begin.slice(from, from + chunk)) {
        // It may have been changed or deleted since it was read.
        const job = await jobs.find(tables, id)
        if (!job?.enabled || !sameSchedule(job.schedule, schedule)) continue
        begun.set(id, await goOn(tables, job, { known: known(id), now }))
      }
    })
  }
  return begun
}

/** Forgets how far these were: when they are there again, they begin anew. */
export async function forget(store: Store, keys: readonly PositionKey[]): Promise<void> {
  for (let from = 0; from < keys.length; from += chunk) {
    await store.write(async (tables) => {
      for (const key of keys.slice(from, from + chunk)) await tables.positions.delete(key)
    })
  }
}

/** The positions that this gateway does not follow, and no other one needs: one that follows such a schedule still puts it back. */
export function leftBehind(store: Store, jobs: JobList, now: number): Promise<PositionKey[]> {
  return store.read(async (tables) => {
    const known = new Map((await jobs.all(tables)).map((job) => [job.id, job]))
    const left: PositionKey[] = []
    for (const row of await tables.positions.list()) {
      const job = known.get(row.jobId) ?? (await jobs.find(tables, row.jobId))
      if (job === undefined ? isForgotten(row, store, now) : isOver(row, job)) left.push(row)
    }
    return left
  })
}

const isOver = (row: PositionRow, { enabled, schedule }: Job) =>
  !enabled || (row.schedule !== scheduleKey(schedule) && !isOfUnknownSchedule(row))

/** Jobs of another gateway's configuration have positions too, which only an exclusive store can't have. */
const isForgotten = ({ jobId, position }: PositionRow, store: Store, now: number) =>
  store.exclusive || isOfApi(jobId) || position < now - forgottenMs
