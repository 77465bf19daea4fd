import type { CronAction } from '../generated/types.ts'
import type { PositionRow, RunRow, Tables } from '../store/store.ts'
import type { Job } from './job.ts'
import type { JobList } from './job-list.ts'
import type { Due } from './moments.ts'
import { decide, type Decision } from './policy.ts'
import { beginAt, goOn, isAhead } from './positions.ts'
import { newRun, recordBegin, skipped } from './run-record.ts'
import { scheduleKey } from './schedule.ts'

/** A run that is recorded; its action is yet to be done. */
export interface Begun {
  run: RunRow
  action: CronAction
}

/** What is to be dealt with, and what it was worked out from. */
export interface DueTurn {
  position: PositionRow
  due: Due
  now: number
}

export type Turn =
  /** The job is not what it was: deleted, disabled, or with another schedule. */
  | { kind: 'gone' }
  /** The moments wait until a run has ended. */
  | { kind: 'waits' }
  /** The position as it is now, and what is to be done, if anything. */
  | { kind: 'moved'; position: PositionRow; begun?: Begun }

/**
 * Deals with moments that are due, in the caller's transaction, so that the position, the record and its event are one: each moment is
 * dealt with once, by whichever gateway is first. Another one finds the position moved.
 */
export async function takeTurn(tables: Tables, jobs: JobList, turn: DueTurn): Promise<Turn> {
  const { position, due, now } = turn
  const job = await jobs.find(tables, position.jobId)
  if (!job?.enabled || scheduleKey(job.schedule) !== position.schedule) return { kind: 'gone' }
  const stored = await goOn(tables, job, { known: position, now })
  if (stored.position !== position.position) return { kind: 'moved', position: stored }
  if (isAhead(job.schedule, stored.position, now)) {
    return { kind: 'moved', position: await beginAt(tables, job, now) }
  }
  const free = job.overlap || (await tables.runs.running(job.id)) === undefined
  const decision = decide({ policy: job.missed, free, due, untold: stored.missed, now })
  if (decision === undefined) return { kind: 'waits' }
  const begun = await carryOut(tables, job, { decision, hadRun: stored.missed > 0, now })
  const moved = { ...stored, position: decision.position, missed: decision.untold }
  await tables.positions.put(moved)
  return { kind: 'moved', position: moved, ...(begun && { begun }) }
}

async function carryOut(
  tables: Tables,
  job: Job,
  { decision: { record }, hadRun, now }: { decision: Decision; hadRun: boolean; now: number },
): Promise<Begun | undefined> {
  if (record === undefined) return undefined
  const run = newRun({ ...record, jobId: job.id, now })
  if (record.skipped) {
    await recordBegin(tables, { ...run, ...skipped(now, { missed: record.missed, hadRun }) })
    return undefined
  }
  return (await recordBegin(tables, run)) ? { run, action: job.action } : undefined
}
