import type { Authenticator } from './auth.ts'

/** Looked at each second and not timed to the moment: so a clock that is put forward, or a machine that slept, is noticed too. */
const lookMs = 1_000

/** @param onExpired called when a token has expired @returns a function that ends it */
export function followExpiry(authenticator: Authenticator, onExpired: () => void): () => void {
  let next = authenticator.nextExpiry()
  const timer = setInterval(() => {
    if (next !== undefined && Date.now() >= next) onExpired()
    next = authenticator.nextExpiry()
  }, lookMs).unref()
  return () => {
    clearInterval(timer)
  }
}
