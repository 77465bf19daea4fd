import { EventLog } from '../events/event-log.ts'
import type { CronRun } from '../generated/types.ts'
import { GatewayError } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import type { RunEnd, RunRow, Tables } from '../store/store.ts'
import { mostTold } from './policy.ts'

/** A run whose gateway has not renewed its lease for so long is known to be over. */
export const leaseMs = 60_000

/** What is kept of a result: two hundred of them must fit into one answer. */
const maxResultLength = 65_536

/** What the contract allows an error of a run to hold. */
const maxErrorLength = 4000

/** @param moment null for a run by hand */
export const newRun = (run: {
  jobId: string
  moment: number | null
  missed: number
  now: number
}): RunRow => ({
  id: newId('run'),
  jobId: run.jobId,
  trigger: run.moment === null ? 'manual' : 'schedule',
  outcome: 'running',
  scheduledFor: run.moment,
  missed: run.missed,
  startedAt: run.now,
  finishedAt: null,
  result: null,
  error: null,
})

/** @throws TypeError when the result is not JSON */
export function succeeded(result: unknown, finishedAt: number): RunEnd {
  const json = JSON.stringify(result ?? null)
  const kept =
    json.length <= maxResultLength ? json : JSON.stringify({ omitted: 'The result is too long.' })
  return { outcome: 'ok', finishedAt, result: kept, error: null }
}

/** Only what was meant for callers is told. */
export function failed(cause: unknown, finishedAt: number): RunEnd {
  const message = cause instanceof GatewayError ? cause.message : 'The action failed.'
  return { outcome: 'failed', finishedAt, result: null, error: storable(message) }
}

export const interrupted = (finishedAt: number): RunEnd => ({
  outcome: 'interrupted',
  finishedAt,
  result: null,
  error: null,
})

/**
 * @param why.missed moments before that of the record
 * @param why.hadRun whether at some of them a run of the job went on
 */
export const skipped = (
  finishedAt: number,
  { missed, hadRun }: { missed: number; hadRun: boolean },
): RunEnd => ({
  outcome: 'skipped',
  finishedAt,
  result: null,
  error: `${momentsWere(missed)} missed while ${hadRun ? 'a run of the job went on, ' : ''}no gateway was up, or the clock was put forward.`,
})

function momentsWere(missed: number): string {
  if (missed === 0) return '1 moment was'
  return missed < mostTold ? `${missed + 1} moments were` : `${mostTold} moments or more were`
}

/** PostgreSQL refuses NUL in a text, and a cut can leave half a character. */
const storable = (message: string) =>
  message.replaceAll('\0', '\uFFFD').slice(0, maxErrorLength).toWellFormed()

/** Writes the record of a run that begins, or of a moment at which there was none, and tells of it. @returns false when it was there already */
export async function recordBegin(tables: Tables, run: RunRow): Promise<boolean> {
  if (!(await tables.runs.insert({ ...run, leaseUntil: run.startedAt + leaseMs }))) return false
  const type = run.outcome === 'running' ? 'cron:started' : 'cron:finished'
  await EventLog.append(tables, type, toRun(run))
  return true
}

/** Writes how a run ended and tells of it. @returns false when it is gone, or somebody else has ended it */
export async function recordEnd(tables: Tables, id: string, end: RunEnd): Promise<boolean> {
  const run = await tables.runs.finish(id, end)
  if (run === undefined) return false
  await tellEnd(tables, run)
  return true
}

/** Tells of a run that has ended; of what nobody was waiting for, as an error too. */
export async function tellEnd(tables: Tables, run: RunRow): Promise<void> {
  await EventLog.append(tables, 'cron:finished', toRun({ ...run, result: null }))
  if (run.outcome !== 'failed' && run.outcome !== 'interrupted') return
  await EventLog.append(tables, 'error', {
    code: 'INTERNAL_ERROR',
    message: run.error ?? 'The gateway ended while the job ran; how far it came is not known.',
    source: 'cron',
    jobId: run.jobId,
    runId: run.id,
  })
}

/** The record in the contract's words. */
export const toRun = (row: RunRow): CronRun => ({
  id: row.id,
  jobId: row.jobId,
  trigger: row.trigger,
  outcome: row.outcome,
  ...(row.scheduledFor !== null && { scheduledFor: timestamp(row.scheduledFor) }),
  ...(row.missed > 0 && { missed: row.missed }),
  startedAt: timestamp(row.startedAt),
  ...(row.finishedAt !== null && { finishedAt: timestamp(row.finishedAt) }),
  ...(row.result !== null && { result: JSON.parse(row.result) as unknown }),
  ...(row.error !== null && { error: row.error }),
})

const timestamp = (time: number) => new Date(time).toISOString()
