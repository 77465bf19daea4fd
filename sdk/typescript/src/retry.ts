import { ApiError } from './errors.ts'

/** A longer wait than this is the caller's to decide. */
const longestWaitMs = 60_000
const firstDelayMs = 500
const longestDelayMs = 8_000

const httpDate = /^[A-Z][a-z]+, .*\d\d:\d\d:\d\d GMT$/

const retriedStatuses = new Set([408, 429])

/** @returns whether a later try can end differently: a 409 does where it says when, since the first try still goes on */
export const isRetriable = (status: number, headers?: Headers): boolean =>
  retriedStatuses.has(status) ||
  status >= 500 ||
  (status === 409 && headers !== undefined && retryAfterOf(headers) !== undefined)

/**
 * Doubling from `first` to 8 seconds, less up to half so that clients who failed together do not come back together.
 * @param attempt 1 after the first try
 */
function backoff(attempt: number, first: number): number {
  const full = Math.min(longestDelayMs, first * 2 ** (attempt - 1))
  return full * (1 - Math.random() / 2)
}

/**
 * Milliseconds that the answer asks to wait: `Retry-After-Ms`, or `Retry-After` in seconds or as a date.
 * @returns undefined where it does not say
 */
export function retryAfterOf(headers: Headers, now: number = Date.now()): number | undefined {
  const ms = number(headers.get('retry-after-ms'))
  if (ms !== undefined) return ms
  const text = headers.get('retry-after')
  const seconds = number(text)
  if (seconds !== undefined) return seconds * 1000
  // `Date.parse` finds a date in almost anything, in `-1` too.
  const date = httpDate.test(text ?? '') ? Date.parse(text ?? '') : Number.NaN
  return Number.isNaN(date) ? undefined : Math.max(0, date - now)
}

/** @returns how long to wait before the next try; undefined where it asks for more than a minute */
export function delayBefore(attempt: number, headers: Headers | undefined): number | undefined {
  const asked = headers === undefined ? undefined : retryAfterOf(headers)
  if (asked === undefined) return backoff(attempt, firstDelayMs)
  return asked > longestWaitMs ? undefined : asked
}

/**
 * How long a reader of events waits after this, about `first` milliseconds the first time. It never gives up: what asks for no wait at
 * all would be asked without end, and what asks for days is asked again each minute.
 */
export function delayAfter(error: unknown, attempt: number, first: number): number {
  const asked = (error instanceof ApiError ? retryAfterOf(error.headers) : undefined) ?? 0
  return Math.max(backoff(attempt, first), Math.min(asked, longestWaitMs))
}

function number(text: string | null): number | undefined {
  if (text === null || !/^\d+(\.\d+)?$/.test(text.trim())) return undefined
  return Number(text)
}

/** Resolves after the time; rejects with the signal's reason when that comes first. */
export function wait(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const timer = setTimeout(done, ms)
    signal?.addEventListener('abort', aborted, { once: true })
    function done(): void {
      signal?.removeEventListener('abort', aborted)
      resolve()
    }
    function aborted(): void {
      clearTimeout(timer)
      reject(signal?.reason as Error)
    }
  })
}
