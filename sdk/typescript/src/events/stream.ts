import type { Api } from '../api.ts'
import { ApiError, EventGapError, InvalidRequestError, OpenClawError } from '../errors.ts'
import type { Event, EventPage, EventType } from '../generated/schema.ts'
import type { CallOptions, WebSocketClass } from '../options.ts'
import { delayAfter, isRetriable, wait } from '../retry.ts'
import { ends, type Ended, socketEvents } from './socket.ts'
import { type Times, times } from './times.ts'

export type EventOf<T extends EventType> = Extract<Event, { type: T }>

export interface EventOptions<T extends EventType = EventType> {
  /** The id of the last event that was seen; what follows it comes first. Without it, from now on. */
  after?: number | undefined
  /** Only these. */
  types?: readonly T[] | undefined
  /** Ends the stream: the iteration then rejects with the signal's reason. */
  signal?: AbortSignal | undefined
  /** How many events may wait in memory for a slow reader; 1,000 by default. */
  buffer?: number | undefined
  /** Called when events are lost to this client, which then goes on with the oldest that is kept. Without it that is thrown. */
  onGap?: ((gap: EventGapError) => void) | undefined
}

/** How many sockets in a row must fail to open before polling is tried. */
const socketTries = 3
const pageSize = 200

/**
 * The gateway's events, each once and in order, across any number of connections. It reads the WebSocket, and polls
 * `GET /api/events` where WebSockets do not get through. One that was left with `break` goes on where it was when it is
 * iterated again.
 * @throws ApiError when the gateway refuses, EventGapError when events are lost and there is no `onGap`,
 *   ConnectionError when the gateway can't be reached at the start: later it is waited for
 */
export class EventStream<T extends EventType = EventType> implements AsyncIterable<EventOf<T>> {
  readonly #api: Api
  readonly #options: EventOptions<T>
  readonly #times: Times
  #position: number | undefined
  /** Whether it begins with the oldest event that is kept, and not with the next one. */
  #fromOldest = false
  #isRead = false
  /** Whether there ever was an answer. */
  #reached = false
  /** How often in a row nothing new came. */
  #failures = 0
  /** How many sockets in a row did not get through, while HTTP did. */
  #blocked = 0
  /** How often in a row that led to polling. */
  #detours = 0
  /** Whether there was a gap, and no event since. */
  #isGapped = false
  readonly #onMove: (position: number) => void

  /**
   * @param changed for tests
   * @param onMove called when the position moves otherwise than by an event that is given
   * @throws OpenClawError when an option is wrong
   */
  constructor(
    api: Api,
    options: EventOptions<T>,
    changed: Partial<Times> = {},
    onMove: (position: number) => void = () => undefined,
  ) {
    checkOptions(options)
    this.#api = api
    this.#options = options
    this.#times = { ...times, ...changed }
    this.#position = options.after
    this.#onMove = onMove
  }

  /** The last event that was given: pass it as `after` to go on from here. Undefined until the stream knows where it begins. */
  get position(): number | undefined {
    return this.#position
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<EventOf<T>, void, undefined> {
    if (this.#isRead) {
      throw new OpenClawError(
        'This stream is being read already. Get another one for another reader.',
      )
    }
    this.#isRead = true
    const { signal } = this.#options
    try {
      for (;;) {
        try {
          const begin = this.#position ?? (await this.#start())
          this.#move(begin)
          for await (const event of this.#connection(begin)) {
            signal?.throwIfAborted()
            // A connection that was given up may have brought more than was read of it.
            if (event.id <= (this.#position ?? 0)) continue
            this.#failures = 0
            this.#isGapped = false
            this.#position = event.id
            yield event as EventOf<T>
          }
        } catch (error) {
          signal?.throwIfAborted()
          if (error instanceof EventGapError) await this.#overGap(error)
          else if (this.#isFinal(error)) throw error
          else await this.#pause(error)
        }
      }
    } finally {
      this.#isRead = false
    }
  }

  /** Whether no later try can mend it. What never answered may be the wrong address. */
  #isFinal(error: unknown): boolean {
    return error instanceof ApiError ? !isRetriable(error.status, error.headers) : !this.#reached
  }

  async #pause(error: unknown): Promise<void> {
    this.#failures += 1
    const delayMs = delayAfter(error, this.#failures, this.#times.reconnect)
    const reason = error instanceof Error ? error.message : String(error)
    this.#api.settings.logger?.info('events: reconnecting', { reason, delayMs })
    await wait(delayMs, this.#options.signal)
  }

  /** One WebSocket, or polling for a while. Ends when it is to be made again at once; throws when after a pause. */
  async *#connection(after: number): AsyncGenerator<Event, void, undefined> {
    const { WebSocket } = this.#api.settings
    if (WebSocket === undefined) return yield* this.#polled()
    const began = Date.now()
    const ended = yield* socketEvents({
      ...this.#address(after, WebSocket),
      WebSocket,
      buffer: this.#options.buffer ?? 1_000,
      times: this.#times,
      signal: this.#options.signal,
      isAlive: (received) => this.#isAlive(received ?? after),
    })
    const isGarbled = ended.code === ends.garbled
    if (ended.opened && !isGarbled) this.#reached = true
    if (ended.opened && Date.now() - began >= this.#times.steady) this.#failures = 0
    if (ended.code === ends.overflow) return
    if (ended.code === 4410) throw new EventGapError(this.#position ?? after, 'outdatedCursor')
    if (ended.code === 4400) throw new EventGapError(this.#position ?? after, 'futureCursor')
    // One that opens and then brings nothing of what there is serves as little as one that does not.
    const isMute = (isGarbled || ended.code === ends.silent) && !ended.brought
    const isBlocked = !ended.opened || isMute
    // Why it was refused is told over HTTP alone.
    if (isBlocked || ended.code === 1008) await this.#page(1)
    if (!isBlocked) this.#blocked = this.#detours = 0
    // Where an upgrade was not even refused, another one costs as much time again.
    else this.#blocked += ended.code === ends.notOpened ? socketTries : 1
    if (this.#blocked < socketTries) throw new Error(closing(ended))
    this.#api.settings.logger?.info('events: polling', { reason: closing(ended) })
    yield* this.#polled()
  }

  async *#polled(): AsyncGenerator<Event, void, undefined> {
    const { polling, longestPolling, pollEvery } = this.#times
    const until = Date.now() + Math.min(polling * 2 ** this.#detours, longestPolling)
    this.#detours += 1
    const { WebSocket } = this.#api.settings
    while (WebSocket === undefined || Date.now() < until) {
      const { events, nextAfter } = await this.#page(pageSize)
      yield* events
      // It also passes what `types` leaves out.
      this.#move(Math.max(this.#position ?? 0, nextAfter))
      if (events.length < pageSize) await wait(pollEvery, this.#options.signal)
    }
  }

  /** A socket tells nothing of a connection that is gone: where there are events that it did not bring, it is. */
  async #isAlive(received: number): Promise<boolean> {
    try {
      const after = Math.max(received, this.#position ?? 0)
      const { events, nextAfter } = await this.#page(1, after, { timeout: this.#times.opening })
      if (events.length > 0) return false
      // So that a position which `types` holds back does not grow older than the log.
      const position = this.#position ?? 0
      if (position >= received) this.#move(Math.max(position, nextAfter))
      return true
    } catch (error) {
      // A refusal says nothing about the socket.
      return error instanceof ApiError
    }
  }

  async #page(limit: number, after = this.#position, own: CallOptions = {}): Promise<EventPage> {
    const { types, signal } = this.#options
    const query = { limit, types, ...(after === undefined ? {} : { after }) }
    // Once it has begun, what fails is tried again by the stream itself, with pauses of its own.
    const tries = this.#reached ? { maxRetries: 0 } : {}
    const options = { ...tries, ...own, ...(signal === undefined ? {} : { signal }) }
    try {
      const page = await this.#api.call('listEvents', { query }, options)
      this.#reached = true
      return page
    } catch (error) {
      const reason = gapReason(error)
      throw reason === undefined ? error : new EventGapError(after ?? 0, reason)
    }
  }

  /** @returns the number of the event before the first that is wanted */
  async #start(): Promise<number> {
    const { events, newest } = await this.#page(1, undefined)
    const [oldest] = events
    return this.#fromOldest && oldest !== undefined ? oldest.id - 1 : newest
  }

  #move(position: number): void {
    if (position === this.#position) return
    this.#position = position
    this.#onMove(position)
  }

  async #overGap(gap: EventGapError): Promise<void> {
    const { onGap } = this.#options
    if (onGap === undefined) throw gap
    onGap(gap)
    this.#position = undefined
    this.#fromOldest = true
    // One after the other, with nothing in between, is a gateway that contradicts itself.
    if (this.#isGapped) await this.#pause(gap)
    this.#isGapped = true
  }

  #address(after: number, WebSocket: WebSocketClass): { url: string; more: unknown[] } {
    const { baseUrl, token } = this.#api.settings
    const url = new URL(`${baseUrl}/ws`)
    url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:'
    url.searchParams.set('after', String(after))
    const { types } = this.#options
    if (types !== undefined) url.searchParams.set('types', types.join(','))
    const more = withHeaders(WebSocket, { Authorization: `Bearer ${token}` })
    if (more.length === 0) url.searchParams.set('access_token', token)
    return { url: url.href, more }
  }
}

/**
 * What a class takes after the address to send headers. Browsers and Workers have no way to send any, only newer versions of Deno have, and
 * a class of somebody's own may take the address alone.
 * @returns nothing where it is not known to send them
 */
function withHeaders(WebSocket: WebSocketClass, headers: Record<string, string>): unknown[] {
  const { navigator, Deno, WebSocket: own } = globalThis as unknown as Record<string, unknown>
  const { userAgent } = (navigator ?? {}) as { userAgent?: string }
  if (Deno !== undefined) return []
  // It may stand for the global one that Node 20 lacks.
  if (WebSocket.length === 3 && 'terminate' in WebSocket.prototype) return [[], { headers }]
  // Not a class that was put in its place. Workers have a `process.versions.node` too.
  const isOwn = WebSocket === own && Object.getPrototypeOf(WebSocket) === EventTarget
  const isKnown = isOwn && /^(Node\.js|Bun)\//.test(userAgent ?? '')
  return isKnown ? [{ headers }] : []
}

/** @throws OpenClawError */
function checkOptions({ types, buffer }: EventOptions): void {
  if (types?.length === 0) {
    throw new OpenClawError('`types` must name at least one type; leave it out for all of them.')
  }
  if (buffer !== undefined && !(Number.isInteger(buffer) && buffer > 0)) {
    throw new OpenClawError(`\`buffer\` must be a whole number above 0, not ${String(buffer)}.`)
  }
}

const closing = ({ code, reason }: Ended): string =>
  `the connection was closed (${String(code)}${reason === '' ? '' : `, ${reason}`})`

function gapReason(error: unknown): EventGapError['reason'] | undefined {
  if (!(error instanceof InvalidRequestError)) return undefined
  const rules = error.details.issues?.map(({ rule }) => rule) ?? []
  return (['outdatedCursor', 'futureCursor'] as const).find((reason) => rules.includes(reason))
}
