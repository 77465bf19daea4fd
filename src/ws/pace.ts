export interface PaceOptions {
  everyMs: number
  /** So many may come at once after a while without any. */
  atOnce: number
}

/** What may be done so often on average, and a few times at once. */
export class Pace {
  readonly #options: PaceOptions
  /** When all that was done would have been due. */
  #due = -Infinity

  constructor(options: PaceOptions) {
    this.#options = options
  }

  /** @returns whether it may be done once more now */
  take(): boolean {
    const { everyMs, atOnce } = this.#options
    const now = performance.now()
    const due = Math.max(this.#due, now) + everyMs
    if (due > now + everyMs * atOnce) return false
    this.#due = due
    return true
  }
}
