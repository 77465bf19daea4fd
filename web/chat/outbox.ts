import type { ChatFrames, VisitorFrame } from '../../src/generated/chat.ts'
import { memory, type Unsent } from './memory.ts'

/** Other refusals pass by themselves. */
const final: ReadonlySet<string> = new Set(['INVALID_REQUEST', 'FORBIDDEN'])
const retryMs = 10_000
/** What another tab has written, that tab sends; unless it is closed. */
const otherTabMs = 5_000

export interface OutboxEvents {
  send: (frame: VisitorFrame) => void
  /** What waits has changed, or why it does. */
  changed: () => void
}

/**
 * What the visitor wrote, one after the other until each is stored. It is kept with its id, so that it can be sent again after
 * any break without being a second message.
 */
export class Outbox {
  readonly #events: OutboxEvents
  #connected = false
  #inFlight: string | undefined
  #wait: number | undefined
  #problem: string | undefined

  constructor(events: OutboxEvents) {
    this.#events = events
  }

  /** Why what waits is not taken at the moment, where the gateway has said so. */
  get problem(): string | undefined {
    return this.#problem
  }

  add(text: string): void {
    memory.keep({ id: newId(), text, time: new Date().toISOString() })
    this.#events.changed()
    this.#next()
  }

  resume(): void {
    this.#connected = true
    this.#events.changed()
    this.#next()
  }

  pause(): void {
    this.#connected = false
    this.#inFlight = undefined
    clearTimeout(this.#wait)
    this.#wait = undefined
    this.#problem = undefined
    this.#events.changed()
  }

  accepted(id: string): void {
    memory.drop(id)
    this.#problem = undefined
    this.#events.changed()
    this.#next(id)
  }

  refused({ id, code, message, retryAfter }: ChatFrames['refused']): void {
    if (final.has(code)) {
      const unsent = memory.unsent().find((other) => other.id === id)
      if (unsent !== undefined) memory.keep({ ...unsent, refusal: message })
      this.#events.changed()
      this.#next(id)
    } else {
      if (this.#inFlight === id) this.#inFlight = undefined
      this.#problem = message
      this.#events.changed()
      this.#later(retryAfter === undefined ? retryMs : retryAfter * 1000)
    }
  }

  retry({ id, text, time }: Unsent): void {
    memory.keep({ id, text, time })
    this.#events.changed()
    this.#next()
  }

  discard({ id }: Unsent): void {
    memory.drop(id)
    this.#events.changed()
  }

  /** Another tab has written, or what it wrote is stored. */
  changedElsewhere(): void {
    this.#events.changed()
    setTimeout(() => {
      this.#next()
    }, otherTabMs)
  }

  /** @param answered what has just been answered */
  #next(answered?: string): void {
    if (answered !== undefined && answered === this.#inFlight) this.#inFlight = undefined
    if (!this.#connected || this.#inFlight !== undefined || this.#wait !== undefined) return
    const unsent = memory.unsent().find(({ refusal }) => refusal === undefined)
    if (unsent === undefined) return
    this.#inFlight = unsent.id
    this.#events.send({ type: 'say', id: unsent.id, text: unsent.text })
  }

  #later(ms: number): void {
    this.#wait ??= setTimeout(() => {
      this.#wait = undefined
      this.#next()
    }, ms)
  }
}

/** `crypto.randomUUID` is there over HTTPS and on loopback only. */
function newId(): string {
  const random = crypto.getRandomValues(new Uint32Array(3))
  return [Date.now(), ...random].map((part) => part.toString(36)).join('-')
}
