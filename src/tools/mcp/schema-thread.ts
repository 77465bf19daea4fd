import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { SchemaAnswer, SchemaRequest } from './schema-worker.ts'

/** To load what it needs takes some 200 ms; more on a machine that is busy. */
const startMs = 30_000

/** With all that it needs and 200 usual schemas it takes 40 MB. */
const resourceLimits = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16 }

const file = new URL(
  import.meta.url.endsWith('.ts') ? './schema-worker.ts' : './schema-worker.js',
  import.meta.url,
)

/** Why it is away: what it did took too long, or too much memory; or it was closed. */
export type ThreadEnd = 'time' | 'memory' | 'closed'

/** It is away, and has not answered. */
export class ThreadLost extends Error {
  readonly end: ThreadEnd

  constructor(end: ThreadEnd) {
    super(`The thread for schemas ended: ${end}`)
    this.end = end
  }
}

/** A thread in which a schema can do no more harm than to end it. To be asked one thing at a time. */
export class SchemaThread {
  readonly #worker = new Worker(file, { resourceLimits, env: {}, execArgv: [] })
  readonly #over = new AbortController()
  readonly #started: Promise<unknown>
  /** Whether it has been asked nothing yet. */
  isFresh = true

  constructor() {
    // It must not keep a process that is otherwise done.
    this.#worker.unref()
    this.#worker.on('error', (error) => {
      this.#over.abort(isOutOfMemory(error) ? new ThreadLost('memory') : error)
    })
    this.#worker.once('exit', () => {
      this.#over.abort(new ThreadLost('closed'))
    })
    this.#started = this.#message(startMs)
    // Told to whoever asks.
    this.#started.catch(() => undefined)
  }

  get isOver(): boolean {
    return this.#over.signal.aborted
  }

  /** @throws ThreadLost, after which it can't be asked any more */
  async ask(request: SchemaRequest, limitMs: number): Promise<SchemaAnswer> {
    await this.#started
    const answer = this.#message(limitMs)
    this.#worker.postMessage(request)
    return (await answer) as SchemaAnswer
  }

  /** Also in the middle of its work. Who waits for it is told. */
  async close(): Promise<void> {
    this.#over.abort(new ThreadLost('closed'))
    await this.#worker.terminate()
  }

  async #message(limitMs: number): Promise<unknown> {
    let isAnswered = false
    const late = (): void => {
      if (!isAnswered) this.#over.abort(new ThreadLost('time'))
    }
    const timer = setTimeout(() => {
      // When this process was busy itself, the answer may be there, and is read before that.
      setImmediate(() => setImmediate(late))
    }, limitMs)
    const { signal } = this.#over
    try {
      const [message] = (await once(this.#worker, 'message', { signal })) as [unknown]
      return message
    } catch (error) {
      await this.#worker.terminate()
      throw signal.aborted ? signal.reason : error
    } finally {
      isAnswered = true
      clearTimeout(timer)
    }
  }
}

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
