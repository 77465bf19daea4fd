import type { Log } from '../kernel/log.ts'

/** Tells listeners that the event log has grown. */
export class AppendSignal {
  readonly #log: Log
  readonly #listeners = new Set<() => void>()

  constructor(log: Log) {
    this.#log = log
  }

  /** @returns a function that ends it */
  add(listener: () => void): () => void {
    // A function of its own each time, so that one listener may be added twice.
    const entry = () => {
      listener()
    }
    this.#listeners.add(entry)
    return () => {
      this.#listeners.delete(entry)
    }
  }

  /** Never throws: what has been committed can't fail any more. */
  fire(): void {
    for (const listener of this.#listeners) {
      try {
        listener()
      } catch (err) {
        this.#log.error({ err }, 'A listener of the event log failed.')
      }
    }
  }
}
