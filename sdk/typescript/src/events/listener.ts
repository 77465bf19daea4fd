import type { Api } from '../api.ts'
import { OpenClawError } from '../errors.ts'
import type { EventType, Message } from '../generated/schema.ts'
import { type EventOf, type EventOptions, EventStream } from './stream.ts'

/**
 * Answers in the conversation that a message came from. A repeat of it, for the same message in the same place, is the same answer: a bot
 * that is started again within 24 hours and sees a message once more does not answer twice.
 * @throws ConflictError when that message was answered in that place before, with another text
 */
export type Reply = (text: string) => Promise<Message>

export type Payload<T extends EventType> = EventOf<T>['payload']

/** For `message:received` the second argument answers; elsewhere it is the event. It is waited for before the next event. */
export type EventHandler<T extends EventType> = T extends 'message:received'
  ? (message: Payload<T>, reply: Reply, event: EventOf<T>) => unknown
  : (payload: Payload<T>, event: EventOf<T>) => unknown

export interface ListenerOptions extends Pick<
  EventOptions,
  'after' | 'signal' | 'buffer' | 'onGap'
> {
  /**
   * Tells this bot from others on the same gateway: the keys of its answers are made of it. Without it two bots that answer the same
   * message get in each other's way. It must stay the same across restarts.
   */
  name?: string | undefined
  /**
   * Called with the position at the start, after each event that was dealt with, and now and then while none comes: keep it, and pass it
   * as `after` at the next start. It is waited for; what it throws ends the listener.
   */
  onPosition?: ((id: number) => unknown) | undefined
  /** Called with what a handler throws; where this is not given it goes to the logger, or to the console. The next event comes in either case, unless this throws too. It is waited for. */
  onError?: ((error: unknown) => unknown) | undefined
}

type AnyHandler = (...args: never[]) => unknown

/** Calls handlers for events, one event after the other, over one stream. */
export class Listener {
  readonly #api: Api
  readonly #options: ListenerOptions
  readonly #handlers = new Map<EventType, AnyHandler[]>()
  readonly #closing = new AbortController()
  #running: Promise<void> | undefined
  /** Ends the stream of now, after which another one may follow. */
  #turn: AbortController | undefined
  #isAtWork = false
  /** Ends when the last position is kept. */
  #kept: Promise<unknown> = Promise.resolve()

  /** @throws OpenClawError when an option is wrong */
  constructor(api: Api, options: ListenerOptions = {}) {
    const { name } = options
    if (name !== undefined && !/^[\x21-\x7e]{1,100}$/.test(name)) {
      throw new OpenClawError(
        '`name` must be of at most 100 letters, digits and signs of ASCII, without spaces.',
      )
    }
    this.#api = api
    this.#options = options
    const { signal } = options
    const close = (): void => {
      this.close()
    }
    if (signal?.aborted === true) close()
    else signal?.addEventListener('abort', close, { once: true, signal: this.#closing.signal })
  }

  /**
   * Handlers that are set at once are there from the first event on. One for another type that is set later makes the stream begin again at
   * its position, with that type too.
   */
  on<T extends EventType>(type: T, handler: EventHandler<T>): this {
    const known = this.#handlers.get(type)
    this.#handlers.set(type, [...(known ?? []), handler])
    if (known === undefined) this.#turn?.abort()
    this.#running ??= this.#run()
    return this
  }

  /** Whether it has ended, or is about to. */
  get isClosed(): boolean {
    return this.#closing.signal.aborted
  }

  /** Resolves after `close()`, once the event at work is dealt with; rejects when the gateway refuses the stream. */
  get closed(): Promise<void> {
    return this.#running ?? Promise.resolve()
  }

  /** The event that is at work is dealt with to its end, and no other. `closed` tells when. */
  close(): void {
    this.#closing.abort()
    this.#turn?.abort()
  }

  async #run(): Promise<void> {
    await Promise.resolve()
    let { after } = this.#options
    try {
      while (!this.isClosed) after = await this.#read(after)
    } finally {
      this.close()
    }
    await this.#kept
  }

  /** @returns where the next stream is to begin */
  async #read(after: number | undefined): Promise<number | undefined> {
    this.#turn = new AbortController()
    const { signal } = this.#turn
    const types = [...this.#handlers.keys()]
    const options = { ...this.#options, after, types, signal }
    const stream = new EventStream(this.#api, options, {}, (position) => {
      // What is at work may lie before it.
      if (!this.#isAtWork) this.#keepQuietly(position)
    })
    try {
      for await (const event of stream) {
        this.#isAtWork = true
        await this.#deal(event)
        await this.#keep(stream.position ?? event.id)
        this.#isAtWork = false
      }
    } catch (error) {
      if (!signal.aborted || error !== signal.reason) throw error
    }
    this.#isAtWork = false
    return stream.position ?? after
  }

  /** One after the other, so that an older one is never written last. */
  #keep(position: number): Promise<unknown> {
    this.#kept = this.#kept.then(() => this.#options.onPosition?.(position))
    return this.#kept
  }

  #keepQuietly(position: number): void {
    // `closed` rejects with it.
    this.#keep(position).catch(() => {
      this.close()
    })
  }

  async #deal(event: EventOf<EventType>): Promise<void> {
    // One for all handlers, so that each answer has a number of its own.
    const first =
      event.type === 'message:received' ? [event.payload, this.#replyTo(event)] : [event.payload]
    for (const handler of this.#handlers.get(event.type) ?? []) {
      try {
        await handler(...([...first, event] as never[]))
      } catch (error) {
        await this.#report(error, event)
      }
    }
  }

  /** A bot that fails in silence would be looked at for long: without a logger it is told on the console. */
  async #report(error: unknown, event: EventOf<EventType>): Promise<void> {
    const { onError } = this.#options
    const { logger = console } = this.#api.settings
    if (onError !== undefined) await onError(error)
    else logger.error('events: a handler failed', { error, event: event.id })
  }

  #replyTo({ payload }: EventOf<'message:received'>): Reply {
    const { id, channel, userId } = payload
    const { name } = this.#options
    const key = name === undefined ? `reply-${id}` : `reply-${name}-${id}`
    let replies = 0
    return (message) => {
      replies += 1
      const header = { 'Idempotency-Key': `${key}-${String(replies)}` }
      return this.#api.call('sendMessage', { body: { channel, userId, message }, header })
    }
  }
}
