import type { CronRun } from '../generated/types.ts'
import { GatewayError } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import type { RunRow } from '../store/store.ts'

/** A run, when its gateway is gone, is known to be over after this: longer than any action may take. */
const leaseMs = 5 * 60_000

/** What is kept of a result: two hundred of them must fit into one answer. */
const maxResultLength = 65_536

/** What the contract allows an error of a run to hold. */
const maxErrorLength = 4000

export type End = Pick<RunRow, 'outcome' | 'finishedAt' | 'result' | 'error'>

/** @param scheduledFor null for a run by hand */
export function newRun(jobId: string, scheduledFor: number | null) {
  const startedAt = Date.now()
  return {
    id: newId('run'),
    jobId,
    trigger: scheduledFor === null ? 'manual' : 'schedule',
    outcome: 'running',
    startedAt,
    finishedAt: null,
    result: null,
    error: null,
    scheduledFor,
    leaseUntil: startedAt + leaseMs,
  } satisfies RunRow & { scheduledFor: number | null; leaseUntil: number }
}

/** @throws TypeError when the result is not JSON */
export function succeeded(result: unknown): End {
  const json = JSON.stringify(result ?? null)
  const kept =
    json.length <= maxResultLength ? json : JSON.stringify({ omitted: 'The result is too long.' })
  return { outcome: 'ok', finishedAt: Date.now(), result: kept, error: null }
}

/** Only what was meant for callers is told. */
export function failed(cause: unknown): End & { error: string } {
  const message = cause instanceof GatewayError ? cause.message : 'The action failed.'
  return { outcome: 'failed', finishedAt: Date.now(), result: null, error: storable(message) }
}

/** PostgreSQL refuses NUL in a text, and a cut can leave half a character. */
const storable = (message: string) =>
  message.replaceAll('\0', '\uFFFD').slice(0, maxErrorLength).toWellFormed()

/** The record in the contract's words. */
export const toRun = (row: RunRow): CronRun => ({
  id: row.id,
  jobId: row.jobId,
  trigger: row.trigger,
  outcome: row.outcome,
  startedAt: new Date(row.startedAt).toISOString(),
  ...(row.finishedAt !== null && { finishedAt: new Date(row.finishedAt).toISOString() }),
  ...(row.result !== null && { result: JSON.parse(row.result) as unknown }),
  ...(row.error !== null && { error: row.error }),
})
