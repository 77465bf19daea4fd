import type { JSONRPCMessage } from '@modelcontextprotocol/sdk/types.js'
import { bounds } from './bounds.ts'

/** Tells a server that talks from one that floods: each message costs time that everybody else waits. */
export class FloodGate {
  #windowEnd = 0
  #left = 0
  #bytesLeft = 0
  /** Ids of the requests that wait for their answers. */
  readonly #waiting = new Set<string | number>()

  /** One more message from the server. @returns false when there are too many */
  admit(now = performance.now()): boolean {
    this.#turn(now)
    this.#left -= 1
    return this.#left >= 0
  }

  /** So much more from the server, of messages or anything else. @returns false when it is too much */
  admitBytes(bytes: number, now = performance.now()): boolean {
    this.#turn(now)
    this.#bytesLeft -= bytes
    return this.#bytesLeft + this.#waiting.size * bounds.messageBytes >= 0
  }

  /** To the server: a request may be answered. What answers the server is nothing that it may answer again. */
  sent(message: JSONRPCMessage, now = performance.now()): void {
    if (!('method' in message)) return
    if (message.method === 'notifications/cancelled') {
      this.#waiting.delete(message.params?.['requestId'] as number)
    }
    if (!('id' in message)) return
    this.#turn(now)
    this.#left += 1
    this.#waiting.add(message.id)
  }

  /** From the server: what was asked for is not held against it. */
  received(message: JSONRPCMessage): void {
    if ('method' in message || message.id === undefined || !this.#waiting.delete(message.id)) return
    this.#bytesLeft = Math.min(bounds.floodBytes, this.#bytesLeft + bounds.messageBytes)
  }

  #turn(now: number): void {
    if (now < this.#windowEnd) return
    this.#windowEnd = now + bounds.floodWindowMs
    this.#left = bounds.floodMessages
    this.#bytesLeft = bounds.floodBytes
  }
}
