import { setTimeout as sleep } from 'node:timers/promises'
import { Backoff } from '../../kernel/backoff.ts'

/** How long after the end of its stream an answer may still be on its way through the parser. */
const onItsWayMs = 250
/** How long a stream may stay open once it has given the answer. */
const lingerMs = 5_000
/** A stream that lived so long did not break at once. */
const steadyMs = 10_000
/** How often the SDK tries to go on with a stream, as it does by itself. */
const maxFailures = 2

/**
 * A message over HTTP and all requests that belong to it: the one that carries it, and those that go on with its stream. The SDK
 * leaves open what nobody reads any more, goes on with a stream as fast as the server tells it to, and waits for ever for an answer
 * that can't come.
 */
export class Exchange {
  readonly isForAnswer: boolean
  readonly #onFailed: () => void
  readonly #over = new AbortController()
  readonly #backoff = new Backoff({ minMs: 250, maxMs: 30_000 })
  #isAnswered = false
  #isResumable = false
  #wasResumed = false
  #failures = 0
  #resumedAt: number | undefined
  #timer: NodeJS.Timeout | undefined

  /** @param options.onFailed called once when the answer can't come any more, or a stream that was there can't be opened again */
  constructor({ isForAnswer, onFailed }: { isForAnswer: boolean; onFailed: () => void }) {
    this.isForAnswer = isForAnswer
    this.#onFailed = onFailed
  }

  /** Aborted when nobody is interested any more. */
  get signal(): AbortSignal {
    return this.#over.signal
  }

  /** Whether there is nothing to go on with. */
  get isDone(): boolean {
    return this.#isAnswered || this.signal.aborted
  }

  /** The server gave its stream a place to go on from. */
  resumable(): void {
    this.#isResumable = true
  }

  /** Waits as long as there must be between two requests for the same stream. Rejects when it is over. */
  async resume(closed: AbortSignal | null | undefined): Promise<void> {
    const now = performance.now()
    if (this.#resumedAt !== undefined) {
      if (now - this.#resumedAt > steadyMs) this.#backoff.reset()
      const signal = closed == null ? this.signal : AbortSignal.any([closed, this.signal])
      await sleep(this.#backoff.next(), undefined, { signal })
    }
    this.#resumedAt = performance.now()
  }

  resumed(): void {
    this.#wasResumed = true
    this.#failures = 0
  }

  /** @param isFinal whether the server has no such streams */
  resumeFailed(isFinal: boolean): void {
    // That a server has no stream for what it says by itself is allowed, and said in more than one way.
    if (!this.isForAnswer && !this.#wasResumed) return
    this.#failures += 1
    if (isFinal || this.#failures >= maxFailures) this.#fail()
  }

  streamOver(): void {
    if (this.#isResumable || this.isDone || !this.isForAnswer) return
    this.#timer ??= setTimeout(() => {
      this.#fail()
    }, onItsWayMs)
  }

  answered(): void {
    this.#isAnswered = true
    clearTimeout(this.#timer)
    this.#timer = setTimeout(() => {
      this.end()
    }, lingerMs).unref()
  }

  end(): void {
    clearTimeout(this.#timer)
    this.#over.abort()
  }

  #fail(): void {
    if (this.isDone) return
    this.end()
    this.#onFailed()
  }
}
