import type { Admission } from '../channel.ts'
import type { Allowance } from './api.ts'
import { BoundedMap } from './bounded-map.ts'

/** Discord allows 50 calls a second; the rest is for opening conversations and for catching up. */
const sendsPerSecond = 40
const remembered = 10_000

interface Bucket {
  remaining: number
  resetsAt: number
}

/** Discord's limits for sending, as far as it has told of them, so that a message waits before Discord has to say so. */
export class Limits {
  readonly #pausedForMs: () => number
  readonly #buckets = new BoundedMap<string, Bucket>(remembered)
  #overall: Bucket = { remaining: 0, resetsAt: 0 }

  /** @param pausedForMs how long the client is not to call at all */
  constructor(pausedForMs: () => number) {
    this.#pausedForMs = pausedForMs
  }

  /** Takes a place for one message to a conversation, when there is one. */
  admit(userId: string): Admission {
    const now = Date.now()
    const bucket = this.#buckets.get(userId)
    if (bucket !== undefined && isEmpty(bucket, now)) {
      return { waitMs: bucket.resetsAt - now, of: 'conversation' }
    }
    const waitMs = Math.max(this.#pausedForMs(), this.#takeOverall(now))
    if (waitMs > 0) return { waitMs, of: 'channel' }
    if (bucket !== undefined) bucket.remaining -= 1
    return { waitMs: 0, of: 'conversation' }
  }

  learn(userId: string, { remaining, resetsInMs }: Allowance): void {
    this.#buckets.set(userId, { remaining, resetsAt: Date.now() + resetsInMs })
  }

  #takeOverall(now: number): number {
    if (now >= this.#overall.resetsAt) {
      this.#overall = { remaining: sendsPerSecond, resetsAt: now + 1_000 }
    }
    if (isEmpty(this.#overall, now)) return this.#overall.resetsAt - now
    this.#overall.remaining -= 1
    return 0
  }
}

const isEmpty = ({ remaining, resetsAt }: Bucket, now: number): boolean =>
  remaining <= 0 && now < resetsAt
