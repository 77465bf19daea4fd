import type { CronAction, CronRun, CronSchedule, MissedPolicy } from '../generated/types.ts'

export interface JobRow {
  id: string
  name: string
  schedule: CronSchedule
  action: CronAction
  enabled: boolean
  /** Whether a run may begin while another one goes on. */
  overlap: boolean
  missed: MissedPolicy
}

/** Up to where a job's schedule has been dealt with. */
export interface PositionRow {
  jobId: string
  /** The schedule that it belongs to, as text that is the same for the same schedule; empty where a former release has left it open. */
  schedule: string
  /** The last moment that was dealt with, or when the schedule was set. */
  position: number
  /** Moments before it that had no run, and that the next run's record has to tell. */
  missed: number
}

export interface RunRow {
  id: string
  jobId: string
  trigger: CronRun['trigger']
  outcome: CronRun['outcome']
  /** The moment that the schedule named; null for a run by hand. */
  scheduledFor: number | null
  /** How many moments before that had no run of their own. */
  missed: number
  startedAt: number
  finishedAt: number | null
  /** JSON text. */
  result: string | null
  error: string | null
}

export interface JobTable {
  insert(row: JobRow): Promise<void>
  get(id: string): Promise<JobRow | undefined>
  list(): Promise<JobRow[]>
  update(row: JobRow): Promise<void>
  /**
   * With its positions, and with the newest `runs` of its runs that have ended.
   * @returns false when there was none
   */
  delete(query: { id: string; runs: number }): Promise<boolean>
}

/** Gateways whose configurations differ follow different schedules of one job. */
export type PositionKey = Pick<PositionRow, 'jobId' | 'schedule'>

export interface PositionTable {
  get(key: PositionKey): Promise<PositionRow | undefined>
  list(): Promise<PositionRow[]>
  /** Replaces the row of that job and schedule. */
  put(row: PositionRow): Promise<void>
  delete(key: PositionKey): Promise<void>
  /** Those of all schedules that the job has had. */
  deleteAll(jobId: string): Promise<void>
}

export type RunEnd = Pick<RunRow, 'outcome' | 'finishedAt' | 'result' | 'error'>

export interface RunTable {
  /** @returns false when this job already has a run for that moment (another gateway was faster) */
  insert(row: RunRow & { leaseUntil: number }): Promise<boolean>
  /** @returns the row as it then is; undefined when the run is gone, or was not `running` any more */
  finish(id: string, end: RunEnd): Promise<RunRow | undefined>
  /** One run of the job that is `running`, by its id. */
  running(jobId: string): Promise<string | undefined>
  /** Moves the lease of a run that goes on. */
  renew(id: string, leaseUntil: number): Promise<void>
  /** Newest first, from behind `before` on. */
  list(query: { jobId: string; limit: number; before?: string | undefined }): Promise<RunRow[]>
  /** The newest run of each of these jobs. */
  latest(jobIds: string[]): Promise<RunRow[]>
  /** Marks as `interrupted` what is `running` with a lease that ended before `leaseBefore`. @returns those rows */
  interrupt(query: { leaseBefore: number; at: number; limit: number }): Promise<RunRow[]>
  /** The oldest run of the job that has runs and comes next behind `jobId`, by its id. */
  oldestBehind(jobId: string): Promise<Pick<RunRow, 'id' | 'jobId' | 'startedAt'> | undefined>
  /** The run that comes `skip` runs behind `before`, on the way from the newest to the oldest; its cost grows with `skip`. */
  older(query: { jobId: string; before: string; skip: number }): Promise<string | undefined>
  /**
   * Drops runs of the job from the old end on, of the oldest `limit`: those that began before `startedBefore`, and those up to
   * the run `upTo`. What is `running` stays. @param keepNewest whether the job's newest run stays too
   */
  trim(query: {
    jobId: string
    startedBefore: number
    upTo: string | undefined
    keepNewest: boolean
    limit: number
  }): Promise<number>
}
