import type { Log } from '../kernel/log.ts'
import { ConfigError } from './config-error.ts'

/** Why the configuration file, as it is, is not used. */
export interface ConfigProblem {
  /** In words for who runs the gateway, without values. */
  message: string
  /** RFC 3339. */
  since: string
}

/** As long as the contract lets it be. */
const longest = 4_000

const unchanged = 'Until then the configuration stays as it was.'

/** The problem of the configuration file, if it has one: each is logged and told once, however often the file is looked at. */
export class FileProblem {
  readonly #log: Log
  readonly #listeners = new Set<(problem: string) => void>()
  #current: ConfigProblem | undefined

  constructor(log: Log) {
    this.#log = log
  }

  get current(): ConfigProblem | undefined {
    return this.#current
  }

  /** @returns a function that ends it */
  follow(listener: (problem: string) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** @param error its message is told when it is a `ConfigError`; another one is for the log alone */
  tell(error: unknown): void {
    const known = error instanceof ConfigError ? error.message : undefined
    const problem = `${known ?? 'The configuration could not be used.'}\n${unchanged}`
    const message = problem.slice(0, longest).toWellFormed()
    if (message === this.#current?.message) return
    this.#current = { message, since: new Date().toISOString() }
    const fields = known === undefined ? { err: error } : { problem }
    this.#log.error(fields, 'A changed file was not taken over')
    for (const listener of this.#listeners) listener(message)
  }

  clear(): void {
    this.#current = undefined
  }
}
