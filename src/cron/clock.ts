/** Time as this room sees it. */
export interface Clock {
  /** In milliseconds since 1970. It may jump, as the machine's does. */
  now(): number
  /**
   * Calls `work` once, so many milliseconds from now, however `now` jumps.
   * @param work must not reject
   * @returns a function that calls it off
   */
  after(ms: number, work: () => void | Promise<void>): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, work) {
    const timer = setTimeout(() => void work(), ms)
    return () => {
      clearTimeout(timer)
    }
  },
}

/**
 * Calls `work` again and again, each time so long after the time before has ended.
 * @param work must not reject
 * @returns a function that ends it
 */
export function repeat(clock: Clock, ms: number, work: () => Promise<void>): () => void {
  let ended = false
  let callOff: () => void
  const next = () => {
    callOff = clock.after(ms, async () => {
      await work()
      if (!ended) next()
    })
  }
  next()
  return () => {
    ended = true
    callOff()
  }
}

/** Resolves after so many milliseconds, or when `signal` says so. */
export const pause = (clock: Clock, ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const callOff = clock.after(ms, () => {
      signal.removeEventListener('abort', giveUp)
      resolve()
    })
    const giveUp = () => {
      callOff()
      resolve()
    }
    if (signal.aborted) giveUp()
    else signal.addEventListener('abort', giveUp, { once: true })
  })
