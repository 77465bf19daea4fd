import { networkOf } from './limits.ts'

const windowMs = 60_000
const perAddress = 20
const overall = 200
/** Bounds the memory that an attack from many addresses can take; the one that guessed least recently is forgotten first. */
const maxRemembered = 10_000

/**
 * Limits the guessing of tokens. What counts is how many different wrong tokens came within a minute, so a program that repeats
 * one stale token does not lock out its neighbours. An address over its limit is not heard at all; once many addresses
 * guess together, each that has guessed wrong once is not heard either.
 */
export class GuessLimit {
  #windowStart = 0
  #total = 0
  #wrong = new Map<string, Set<string>>()

  isBlocked(address: string): boolean {
    this.#forgetOldWindow()
    const count = this.#wrong.get(networkOf(address))?.size ?? 0
    return count >= perAddress || (count > 0 && this.#total >= overall)
  }

  record(address: string, digest: Buffer): void {
    this.#forgetOldWindow()
    const network = networkOf(address)
    const known = this.#wrong.get(network) ?? new Set()
    const before = known.size
    known.add(digest.toString('base64'))
    this.#total += known.size - before
    this.#wrong.delete(network)
    this.#wrong.set(network, known)
    const [oldest] = this.#wrong.keys()
    if (this.#wrong.size > maxRemembered && oldest !== undefined) this.#wrong.delete(oldest)
  }

  #forgetOldWindow(): void {
    const now = Date.now()
    if (now - this.#windowStart < windowMs) return
    this.#windowStart = now
    this.#total = 0
    this.#wrong = new Map()
  }
}
