import { ToolFailure } from './tool.ts'

/** The one who called does not wait any more. `cause` is the reason that the signal gave. */
export class Aborted extends Error {}

/** The tool took too long. */
export class TimeIsOver extends ToolFailure {}

/**
 * Runs work with a signal that the caller or the time limit aborts. Does not wait for work that ignores it.
 * @throws TimeIsOver; Aborted when the caller's signal ended it; else what the work throws
 */
export async function withinLimit<T>(
  work: (signal: AbortSignal) => Promise<T>,
  { signal: caller, limitMs }: { signal: AbortSignal; limitMs: number },
): Promise<T> {
  const limit = new AbortController()
  const timer = setTimeout(() => {
    limit.abort(new TimeIsOver(`The tool did not finish within ${limitMs / 1000} seconds.`))
  }, limitMs)
  const signal = AbortSignal.any([caller, limit.signal])
  try {
    signal.throwIfAborted()
    return await Promise.race([untilAborted(signal), begin(() => work(signal))])
  } catch (error) {
    // What work throws when it is stopped says less than why it was stopped.
    limit.signal.throwIfAborted()
    if (caller.aborted) throw new Aborted('The call was aborted.', { cause: caller.reason })
    throw error
  } finally {
    clearTimeout(timer)
  }
}

/** A synchronous throw, too, must reach the race: its other side would be left without anybody to catch it. */
const begin = async <T>(work: () => Promise<T>): Promise<T> => await work()

const untilAborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    signal.addEventListener(
      'abort',
      () => {
        reject(new Error('aborted'))
      },
      { once: true },
    )
  })
