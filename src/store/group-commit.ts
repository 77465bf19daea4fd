import { setImmediate as nextTurn } from 'node:timers/promises'
import { unavailable } from './errors.ts'
import { type Db, endScope, openScope, type Scope } from './scope.ts'
import type { Tables } from './store.ts'
import { createTables } from './tables.ts'

type Awaitable<T> = T | Promise<T>

/** A database connection for one transaction at a time. Each method throws what the database threw. */
export interface Writer {
  /** Opens a transaction and its first savepoint. */
  begin(): Awaitable<Db>
  /** Keeps what was done since the savepoint and sets the next one. */
  next(): Awaitable<void>
  /** Goes back to the savepoint. */
  undo(): Awaitable<void>
  /** Done when all that was kept is durable. */
  commit(batch: { appended: boolean }): Awaitable<void>
  /** Gives the transaction up, whatever state it is in. */
  abort(): Awaitable<void>
}

type Work<T> = (tables: Tables) => Promise<T>

interface Entry {
  run: Work<unknown>
  resolve: (value: unknown) => void
  reject: (reason: unknown) => void
}

interface Outcome {
  settle: () => void
  scope: Scope
  /** Nothing of it is in the transaction. */
  undone: boolean
}

/**
 * Queues writes and commits all that wait together: a commit costs a write to the disk that many can share. Each has its
 * own savepoint.
 */
export class GroupCommit {
  /** When a write last succeeded, by `performance.now()`; undefined when the last one failed for the database's sake. */
  lastSuccess: number | undefined
  readonly #writer: Writer
  readonly #maxBatch: number
  readonly #onAppend: () => void
  #queue: Entry[] = []
  #draining: Promise<void> | undefined
  #closed = false

  /** @param onAppend called after each commit that appended events */
  constructor(database: { writer: Writer; maxBatch: number }, onAppend: () => void) {
    this.#writer = database.writer
    this.#maxBatch = database.maxBatch
    this.#onAppend = onAppend
  }

  write<T>(work: Work<T>): Promise<T> {
    if (this.#closed) return Promise.reject(unavailable(new Error('The store is closed.')))
    return new Promise<T>((resolve, reject) => {
      this.#queue.push({ run: work, resolve: resolve as Entry['resolve'], reject })
      this.#draining ??= this.#drain()
    })
  }

  /** Takes no more writes; resolves when those that wait are done. */
  async close(): Promise<void> {
    this.#closed = true
    await this.#draining
  }

  // In a turn of its own, so that all writes of this one share a commit, and sockets are served between two.
  async #drain(): Promise<void> {
    await nextTurn()
    while (this.#queue.length > 0) {
      await this.#commit(this.#queue.splice(0, this.#maxBatch))
      await nextTurn()
    }
    this.#draining = undefined
  }

  async #commit(batch: Entry[]): Promise<void> {
    try {
      const outcomes = await this.#runAll(batch)
      const appended = outcomes.some(({ scope, undone }) => scope.appended && !undone)
      await this.#writer.commit({ appended })
      this.#remember(outcomes)
      for (const { settle } of outcomes) settle()
      if (appended) this.#onAppend()
    } catch (cause) {
      this.lastSuccess = undefined
      await this.#abort()
      for (const { reject } of batch) reject(unavailable(cause))
    }
  }

  async #abort(): Promise<void> {
    try {
      await this.#writer.abort()
    } catch {
      // What led here says more, and the next batch fails at its begin if this matters.
    }
  }

  async #runAll(batch: Entry[]): Promise<Outcome[]> {
    const writer = this.#writer
    const db = await writer.begin()
    const outcomes: Outcome[] = []
    for (const entry of batch) {
      if (outcomes.length > 0) await writer.next()
      const outcome = await attempt(entry, openScope(db))
      if (outcome.undone) await this.#undo(outcome.scope)
      outcomes.push(outcome)
    }
    return outcomes
  }

  async #undo({ failure }: Scope): Promise<void> {
    try {
      await this.#writer.undo()
    } catch (error) {
      // A connection that was lost during a query fails here again, and says less.
      throw failure?.cause ?? error
    }
  }

  #remember(outcomes: Outcome[]): void {
    if (outcomes.some(({ scope }) => scope.failure?.kind === 'unavailable'))
      this.lastSuccess = undefined
    else if (outcomes.some(({ undone }) => !undone)) this.lastSuccess = performance.now()
  }
}

async function attempt({ run, resolve, reject }: Entry, scope: Scope): Promise<Outcome> {
  try {
    const value = await run(createTables(scope))
    if (scope.failure !== undefined) throw scope.failure
    const settle = () => {
      resolve(value)
    }
    return { settle, scope, undone: false }
  } catch (error) {
    const settle = () => {
      reject(error)
    }
    return { settle, scope, undone: true }
  } finally {
    await endScope(scope)
  }
}
