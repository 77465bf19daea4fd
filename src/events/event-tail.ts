import type { Log } from '../kernel/log.ts'
import type { Store } from '../store/store.ts'
import type { EventFrame, EventSink } from './event-stream.ts'

const pageSize = 500
/** After a failure of the store. */
const retryMs = 1_000

interface TailOptions {
  store: Store
  log: Log
  position: number
  read: (after: number, limit: number) => Promise<EventFrame[]>
}

/**
 * Follows the log for all live subscribers at once: one read a commit, however many listen. What it hands out comes from
 * the log and nowhere else, so it is the same for events of other processes.
 */
export class EventTail implements AsyncDisposable {
  readonly #sinks = new Set<EventSink>()
  readonly #options: TailOptions
  readonly #unlisten: () => void
  #position: number
  #behind = false
  #pumping: Promise<void> = Promise.resolve()
  #running = false
  #disposed = false
  #retry: NodeJS.Timeout | undefined

  constructor(options: TailOptions) {
    this.#options = options
    this.#position = options.position
    this.#unlisten = options.store.onAppend(() => {
      this.#wake()
    })
  }

  get position(): number {
    return this.#position
  }

  subscribe(sink: EventSink): () => void {
    this.#sinks.add(sink)
    return () => this.#sinks.delete(sink)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#unlisten()
    this.#disposed = true
    clearTimeout(this.#retry)
    this.#behind = false
    await this.#pumping
  }

  #wake(): void {
    this.#behind = true
    if (!this.#running) this.#pumping = this.#pump()
  }

  async #pump(): Promise<void> {
    this.#running = true
    try {
      while (this.#behind) {
        this.#behind = false
        await this.#catchUp()
      }
    } catch (error) {
      this.#options.log.warn({ err: error }, 'the event log could not be read')
      this.#tryAgain()
    } finally {
      this.#running = false
    }
  }

  /** Nothing was skipped, and the store gives no second notice of what it has told. */
  #tryAgain(): void {
    if (this.#disposed) return
    clearTimeout(this.#retry)
    this.#retry = setTimeout(() => {
      this.#wake()
    }, retryMs).unref()
  }

  async #catchUp(): Promise<void> {
    if (this.#sinks.size === 0 && (await this.#skipToEnd())) return
    for (;;) {
      const frames = await this.#options.read(this.#position, pageSize)
      const last = frames.at(-1)
      if (last === undefined) return
      this.#position = last.id
      for (const sink of this.#sinks) sink.deliver(frames)
      if (frames.length < pageSize) return
    }
  }

  /** With nobody listening there is nothing to read. @returns false when somebody came meanwhile, who must miss nothing */
  async #skipToEnd(): Promise<boolean> {
    const { last } = await this.#options.store.read((tables) => tables.events.bounds())
    if (this.#sinks.size > 0) return false
    this.#position = Math.max(this.#position, last)
    return true
  }
}
