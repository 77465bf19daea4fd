/** Waiting times that double, each spread over its upper half so that many clients don't come back at once. */
export class Backoff {
  readonly #minMs: number
  readonly #maxMs: number
  #failures = 0

  constructor({ minMs = 1_000, maxMs = 60_000 } = {}) {
    this.#minMs = minMs
    this.#maxMs = maxMs
  }

  /** @returns milliseconds to wait after one more failure */
  next(): number {
    const ceiling = Math.min(this.#maxMs, this.#minMs * 2 ** this.#failures)
    this.#failures += 1
    return ceiling * (0.5 + Math.random() / 2)
  }

  reset(): void {
    this.#failures = 0
  }
}
