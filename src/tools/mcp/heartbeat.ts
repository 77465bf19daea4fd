/** Asks again and again whether the other side is there. */
export interface HeartbeatOptions {
  /** Resolves when it has answered, also with an error; rejects when it can't be asked. */
  ping: () => Promise<void>
  /** How long, in milliseconds, it may take to answer now. */
  patienceMs: () => number
  intervalMs: number
  onHung: (waitedMs: number) => void
}

/** @returns a function that ends it */
export function startHeartbeat(options: HeartbeatOptions): () => void {
  let askedAt: number | undefined
  const beat = async (): Promise<void> => {
    const now = performance.now()
    if (askedAt === undefined) {
      askedAt = now
      await options.ping()
      askedAt = undefined
    } else if (now - askedAt >= options.patienceMs()) {
      options.onHung(now - askedAt)
    }
  }
  const timer = setInterval(() => {
    // Who can't be asked any more is told of elsewhere; this one stops then.
    beat().catch(() => undefined)
  }, options.intervalMs)
  return () => {
    clearInterval(timer)
  }
}
