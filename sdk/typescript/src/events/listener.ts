import type { Api } from '../api.ts'
import { OpenClawError } from '../errors.ts'
import type { EventType, Message } from '../generated/schema.ts'
import { type EventOf, type EventOptions, EventStream } from './stream.ts'

/**
 * Answers in the conversation that a message came from. A repeat of it, for the same message in the same place, is the same answer: a bot
 * that is started again and sees a message once more does not answer twice.
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
  /** Called after each event that was dealt with: keep it, and pass it as `after` at the next start. */
  onPosition?: (id: number) => unknown
  /** Called with what a handler throws; where this is not given it goes to the logger, or to the console. The next event comes in either case. */
  onError?: (error: unknown) => void
}

type AnyHandler = (...args: never[]) => unknown

/** Calls handlers for events, one event after the other, over one stream. */
export class Listener {
  readonly #api: Api
  readonly #options: ListenerOptions
  readonly #handlers = new Map<EventType, AnyHandler[]>()
  readonly #closing = new AbortController()
  #running: Promise<void> | undefined
  #begun = false

  constructor(api: Api, options: ListenerOptions = {}) {
    this.#api = api
    this.#options = options
    const { signal } = options
    const close = (): void => {
      this.close()
    }
    if (signal?.aborted === true) close()
    else signal?.addEventListener('abort', close, { once: true, signal: this.#closing.signal })
  }

  /** Handlers for all the types that are wanted are to be set at once, before the stream begins in the next turn. */
  on<T extends EventType>(type: T, handler: EventHandler<T>): this {
    const known = this.#handlers.get(type)
    if (known === undefined && this.#begun) {
      throw new OpenClawError(
        `The stream has begun without ${type}: set its handler together with the others.`,
      )
    }
    this.#handlers.set(type, [...(known ?? []), handler])
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
  }

  async #run(): Promise<void> {
    await Promise.resolve()
    this.#begun = true
    const { signal } = this.#closing
    const types = [...this.#handlers.keys()]
    const stream = new EventStream(this.#api, { ...this.#options, types, signal })
    try {
      for await (const event of stream) {
        await this.#deal(event)
        await this.#options.onPosition?.(event.id)
      }
    } catch (error) {
      if (!signal.aborted || error !== signal.reason) throw error
    } finally {
      this.close()
    }
  }

  async #deal(event: EventOf<EventType>): Promise<void> {
    // One for all handlers, so that each answer has a number of its own.
    const first =
      event.type === 'message:received' ? [event.payload, this.#replyTo(event)] : [event.payload]
    for (const handler of this.#handlers.get(event.type) ?? []) {
      try {
        await handler(...([...first, event] as never[]))
      } catch (error) {
        this.#report(error, event)
      }
    }
  }

  /** A bot that fails in silence would be looked at for long: without a logger it is told on the console. */
  #report(error: unknown, event: EventOf<EventType>): void {
    const { onError } = this.#options
    const { logger = console } = this.#api.settings
    if (onError !== undefined) onError(error)
    else logger.error('events: a handler failed', { error, event: event.id })
  }

  #replyTo({ payload }: EventOf<'message:received'>): Reply {
    const { id, channel, userId } = payload
    let replies = 0
    return (message) => {
      replies += 1
      const header = { 'Idempotency-Key': `reply-${id}-${String(replies)}` }
      return this.#api.call('sendMessage', { body: { channel, userId, message }, header })
    }
  }
}
