import { once } from 'node:events'
import { WebSocket } from 'ws'
import type { Event, Message } from '../../src/generated/types.ts'
import { now } from './clock.ts'
import { token } from './folder.ts'
import { sampleMessage } from './sample.ts'

/** Requests that are on their way at the same time. */
const clients = 32
const headers = { Authorization: `Bearer ${token}` }

export interface Burst {
  channel: string
  messages: number
  /** They go to these in turn. */
  conversations: number
}

/** A program that posts messages and watches when they are sent. */
export class Program implements AsyncDisposable {
  readonly #url: string
  readonly #socket: WebSocket
  /** By the message's id, in ms of the shared clock. */
  readonly #sentAt = new Map<string, number>()
  #onSent: () => void = () => undefined

  private constructor(url: string, socket: WebSocket) {
    this.#url = url
    this.#socket = socket
    socket.on('message', (data: Buffer) => {
      const at = now()
      const event = JSON.parse(data.toString()) as Event
      if (event.type !== 'message:sent') return
      this.#sentAt.set(event.payload.id, at)
      this.#onSent()
    })
  }

  static async start(url: string): Promise<Program> {
    const socket = new WebSocket(`${url}/ws?types=message:sent`, { headers })
    await once(socket, 'open')
    return new Program(url, socket)
  }

  /** Posts so many messages, and waits for none of them to be sent. @returns when each was accepted, by its id */
  async post({ channel, messages, conversations }: Burst): Promise<Map<string, number>> {
    const acceptedAt = new Map<string, number>()
    let begun = 0
    const client = async (): Promise<void> => {
      while (begun < messages) {
        const id = await this.#post(channel, `user-${begun++ % conversations}`)
        acceptedAt.set(id, now())
      }
    }
    await Promise.all(Array.from({ length: clients }, client))
    return acceptedAt
  }

  /** @returns how long each took from its 202 to its `message:sent`, in ms */
  async measure(burst: Burst): Promise<number[]> {
    this.#sentAt.clear()
    const acceptedAt = await this.post(burst)
    while (this.#sentAt.size < acceptedAt.size) {
      await new Promise<void>((resolve) => (this.#onSent = resolve))
    }
    // The event may overtake the answer.
    return [...acceptedAt].map(([id, at]) => Math.max(0, (this.#sentAt.get(id) ?? NaN) - at))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#socket.close()
    await once(this.#socket, 'close')
  }

  async #post(channel: string, userId: string): Promise<string> {
    const { message } = sampleMessage()
    const response = await fetch(`${this.#url}/api/messages`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ channel, userId, message }),
    })
    if (response.status !== 202) throw new Error(`A message was answered ${response.status}.`)
    return ((await response.json()) as Message).id
  }
}
