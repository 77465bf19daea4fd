import type { AppendSignal } from './append-signal.ts'
import { GroupCommit, type Writer } from './group-commit.ts'
import { type Db, openScope } from './scope.ts'
import type { Store, Tables } from './store.ts'
import { createTables } from './tables.ts'

/** What a database brings to a store. */
export interface Backend extends AsyncDisposable {
  /** No other process can write to it. */
  readonly exclusive: boolean
  /** Writes that share one commit, at most. */
  readonly maxBatch: number
  readonly writer: Writer
  /** Sees what is committed, and nothing else. */
  readonly reader: Db
}

/** So long a write that succeeded speaks for the next one, in milliseconds. */
const trusted = 5_000

/** A health check has an answer within this time, in milliseconds, also when the database gives none. */
const patience = 3_000

/** The store over a database. Owns the backend. */
export class DatabaseStore implements Store {
  readonly exclusive: boolean
  readonly #backend: Backend
  readonly #appended: AppendSignal
  readonly #commits: GroupCommit
  readonly #tables: Tables
  #probe: Promise<boolean> | undefined

  constructor(backend: Backend, appended: AppendSignal) {
    this.exclusive = backend.exclusive
    this.#backend = backend
    this.#appended = appended
    this.#commits = new GroupCommit(backend, () => {
      appended.fire()
    })
    this.#tables = createTables(openScope(backend.reader))
  }

  read<T>(work: (tables: Tables) => Promise<T>): Promise<T> {
    return work(this.#tables)
  }

  write<T>(work: (tables: Tables) => Promise<T>): Promise<T> {
    return this.#commits.write(work)
  }

  onAppend(listener: () => void): () => void {
    return this.#appended.add(listener)
  }

  async writable(): Promise<boolean> {
    const { lastSuccess } = this.#commits
    if (lastSuccess !== undefined && performance.now() - lastSuccess < trusted) return true
    this.#probe ??= this.#tryToWrite().finally(() => (this.#probe = undefined))
    return Promise.race([this.#probe, falseAfter(patience)])
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#commits.close()
    await this.#backend[Symbol.asyncDispose]()
  }

  #tryToWrite(): Promise<boolean> {
    const now = JSON.stringify(new Date())
    return this.write((tables) => tables.documents.put('store.probe', now)).then(
      () => true,
      () => false,
    )
  }
}

const falseAfter = (ms: number): Promise<boolean> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms, false).unref()
  })
