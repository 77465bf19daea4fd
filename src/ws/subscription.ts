import { setImmediate as nextTurn } from 'node:timers/promises'
import type { WebSocket } from 'ws'
import type { EventFrame, EventStream } from '../gateway/gateway.ts'
import type { Log } from '../kernel/log.ts'
import { closing } from './close-codes.ts'
import type { StreamRequest } from './stream-query.ts'

const largestPage = 100
const pollMs = 20
/** Node tells of what it hands to the system only when all of it is out, so a replay fills the buffer in small portions. */
const replayShare = 4

export interface SubscriptionOptions {
  socket: WebSocket
  events: EventStream
  request: StreamRequest
  log: Log
  /** Bytes that may wait for this consumer. */
  maxBuffered: number
  /** A consumer that takes nothing of a full buffer for so long is too slow. */
  stallMs: number
}

/**
 * One consumer's place in the log. It reads old events page by page at the consumer's own pace and then follows live; with
 * its buffer full it goes back to reading, because what it has not sent stands in the log anyway.
 */
export class Subscription {
  readonly #options: SubscriptionOptions
  /** The number of the newest event that was sent, filtered out or withheld. */
  #position: number
  /** As many as went out of the last page: with large events, most of a large page would be read in vain. */
  #pageSize = largestPage
  #ended = false
  #leaveLive: () => void = () => undefined

  constructor(options: SubscriptionOptions) {
    this.#options = options
    this.#position = options.request.after ?? options.events.position
    options.socket.once('close', () => {
      this.#end()
    })
  }

  async run(): Promise<void> {
    const { log, events } = this.#options
    try {
      await this.#refuseWrongStart()
      // The check and the beginning of live delivery share a turn: with an `await` between them an event could slip through.
      while (!this.#ended) {
        if (this.#position < events.position) await this.#catchUp()
        else {
          await this.#live()
          await this.#drained()
        }
      }
    } catch (error) {
      log.error({ err: error }, 'an event stream failed')
      this.#close(closing.failed)
    }
  }

  async #refuseWrongStart(): Promise<void> {
    const { request, events } = this.#options
    const fault = request.after === undefined ? undefined : await events.checkCursor(request.after)
    if (fault !== undefined) this.#close(closing[fault])
  }

  async #catchUp(): Promise<void> {
    // SQLite answers without waiting, so a long replay would keep all others from their turn.
    await nextTurn()
    const page = await this.#options.events.read(this.#position, this.#pageSize)
    const [first] = page
    if (first !== undefined && first.id !== this.#position + 1) this.#close(closing.outdatedCursor)
    const mark = this.#options.maxBuffered / replayShare
    let sent = 0
    for (const frame of page) {
      // The rest is read again later: until then it would stay in memory, for each slow consumer.
      if (this.#isBeyond(mark)) break
      this.#send(frame)
      sent += 1
    }
    const whole = sent === page.length
    this.#pageSize = whole ? Math.min(largestPage, 2 * this.#pageSize) : Math.max(1, sent)
    if (this.#isBeyond(mark)) await this.#drained()
  }

  /** Resolves when the consumer has gone or its buffer is full. */
  #live(): Promise<void> {
    if (this.#ended) return Promise.resolve()
    return new Promise((resolve) => {
      const unsubscribe = this.#options.events.subscribe({
        deliver: (frames) => {
          this.#follow(frames)
        },
      })
      this.#leaveLive = () => {
        unsubscribe()
        resolve()
      }
    })
  }

  #follow(frames: readonly EventFrame[]): void {
    for (const frame of frames) {
      if (this.#isBeyond(this.#options.maxBuffered)) {
        this.#leaveLive()
        return
      }
      this.#send(frame)
    }
  }

  #send({ id, type, frame }: EventFrame): void {
    if (this.#ended || id <= this.#position) return
    this.#position = id
    if (frame === undefined) return
    if (this.#options.request.types?.has(type) !== false) this.#options.socket.send(frame, asText)
  }

  #isBeyond(mark: number): boolean {
    return this.#options.socket.bufferedAmount > mark
  }

  /** Waits until the buffer is empty, as long as it goes on getting smaller. */
  async #drained(): Promise<void> {
    const { socket, stallMs, log } = this.#options
    let least = socket.bufferedAmount
    let since = performance.now()
    while (!this.#ended && socket.bufferedAmount > 0) {
      await new Promise((resolve) => setTimeout(resolve, pollMs))
      if (socket.bufferedAmount < least) {
        least = socket.bufferedAmount
        since = performance.now()
      } else if (performance.now() - since > stallMs) {
        log.info({ position: this.#position }, 'a consumer of the event stream is too slow')
        this.#close(closing.tooSlow)
      }
    }
  }

  /** The close frame queues behind what is buffered, so a consumer that reads again gets both. */
  #close({ code, reason }: { code: number; reason: string }): void {
    this.#end()
    this.#options.socket.close(code, reason)
  }

  #end(): void {
    this.#ended = true
    this.#leaveLive()
  }
}

const asText = { binary: false }
