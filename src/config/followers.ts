import type { Config } from '../generated/types.ts'
import type { Log } from '../kernel/log.ts'

/**
 * A part that follows the configuration. It compares with what it has, so that being told the same twice changes nothing. When it throws,
 * the change is rolled back whole.
 */
export type ConfigListener = (config: Config, previous: Config) => void

/** The parts that follow the configuration, in the order in which they came. */
export class Followers {
  readonly #listeners = new Set<ConfigListener>()
  readonly #log: Log

  constructor(log: Log) {
    this.#log = log
  }

  /** @returns a function that ends it */
  add(listener: ConfigListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** @throws what the first one threw that could not apply it; those after it were not told */
  tell(config: Config, previous: Config): void {
    for (const listener of this.#listeners) listener(config, previous)
  }

  /** Brings all of them back: also the one that failed, which may have got half-way. Does not throw. */
  tellAgain(config: Config, failed: Config): void {
    for (const listener of [...this.#listeners].reverse()) {
      try {
        listener(config, failed)
      } catch (err) {
        this.#log.error({ err }, 'A part could not go back to the configuration before')
      }
    }
  }
}
