import type { CronSchedule } from '../generated/types.ts'
import type { PositionKey, PositionRow, Tables } from '../store/store.ts'
import type { Job } from './job.ts'
import { lengthOf } from './moments.ts'
import { scheduleKey } from './schedule.ts'

type Scheduled = Pick<Job, 'id' | 'schedule'>

/** A position that is so far ahead, in milliseconds, comes from a clock that was wrong and has been put back. */
const farAheadMs = 86_400_000

/** The clocks of gateways that share a store may differ by less, in milliseconds. */
export const clocksDifferMs = 60_000

/** Of a schedule that was there before positions were: nobody knows which it was. */
const unknownSchedule = ''

/**
 * Whether a schedule has to begin anew after its clock was put back. One that names its moments waits for a day at the most, so that none is
 * run twice; an interval has only to keep its distance.
 */
export const isAhead = ({ every }: CronSchedule, position: number, now: number): boolean =>
  position > now + (every === undefined ? farAheadMs : patienceOf(lengthOf(every)))

const patienceOf = (length: number) => Math.min(farAheadMs, Math.max(length, clocksDifferMs))

export const keyOf = ({ id, schedule }: Scheduled): PositionKey => ({
  jobId: id,
  schedule: scheduleKey(schedule),
})

/** Positions by job and schedule. */
export function positionsOf(
  rows: readonly PositionRow[],
): (job: Scheduled) => PositionRow | undefined {
  const known = new Map(rows.map((row) => [textOf(row), row]))
  return (job) => known.get(textOf(keyOf(job)))
}

const textOf = ({ jobId, schedule }: PositionKey) => `${jobId} ${schedule}`

export const isOfUnknownSchedule = ({ schedule }: PositionKey): boolean =>
  schedule === unknownSchedule

/** The job's schedule counts from `now` on: nothing before it was missed. */
export async function beginAt(tables: Tables, job: Scheduled, now: number): Promise<PositionRow> {
  const position = { ...keyOf(job), position: now, missed: 0 }
  await tables.positions.put(position)
  return position
}

/** The same for a job that had other schedules, or was disabled. */
export async function beginAnew(tables: Tables, job: Scheduled, now: number): Promise<PositionRow> {
  await tables.positions.deleteAll(job.id)
  return beginAt(tables, job, now)
}

/** Goes on where the store, this gateway (`known`) or a former release was, and begins at `now` where nothing is known. */
export async function goOn(
  tables: Tables,
  job: Scheduled,
  { known, now }: { known: PositionRow | undefined; now: number },
): Promise<PositionRow> {
  const key = keyOf(job)
  const stored = await tables.positions.get(key)
  if (stored !== undefined) return stored
  if (known?.schedule === key.schedule) {
    // Another gateway, which follows this schedule no more, has dropped it.
    await tables.positions.put(known)
    return known
  }
  const former = { jobId: job.id, schedule: unknownSchedule }
  const position = (await tables.positions.get(former))?.position ?? now
  await tables.positions.delete(former)
  return beginAt(tables, job, position)
}
