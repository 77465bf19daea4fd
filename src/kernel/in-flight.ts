import { setTimeout as delay } from 'node:timers/promises'

/** What goes on in the background, so that it can be waited for. */
export class InFlight {
  readonly #promises = new Set<Promise<unknown>>()

  track<T>(promise: Promise<T>): Promise<T> {
    const ended = promise.catch(() => undefined)
    this.#promises.add(ended)
    void ended.finally(() => this.#promises.delete(ended))
    return promise
  }

  /** Waits until nothing goes on any more, `limitMs` at the most. @returns how many still do */
  async settle(limitMs: number): Promise<number> {
    const waiting = new AbortController()
    const limit = delay(limitMs, 'over', { signal: waiting.signal })
    while (this.#promises.size > 0) {
      if ((await Promise.race([limit, Promise.all(this.#promises)])) === 'over') break
    }
    waiting.abort()
    await limit.catch(() => undefined)
    return this.#promises.size
  }
}

/** Resolves when the promise is settled in either way, and after `limitMs` at the latest. */
export async function settledWithin(promise: Promise<unknown>, limitMs: number): Promise<void> {
  const over = new AbortController()
  const limit = delay(limitMs, undefined, { signal: over.signal, ref: false })
  await Promise.race([promise, limit]).catch(() => undefined)
  over.abort()
  await limit.catch(() => undefined)
}
