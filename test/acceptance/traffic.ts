import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from 'vitest'
import type { Message, OutboundWebhook } from '../../src/generated/types.ts'
import { StreamClient } from '../support/stream-client.ts'
import { ask } from './gateway.ts'

/** The other side of a webhook channel: takes every delivery, after some milliseconds, and knows which process each is of. */
export class Receiver implements AsyncDisposable {
  /** Of each message: the processes that delivered it, in this order. */
  readonly generations = new Map<string, number[]>()
  /** Of each user: the messages, in the order in which each came for the first time. */
  readonly firsts = new Map<string, string[]>()
  readonly #server: Server

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#take(request)
        .then(() => sleep(Math.random() * 30))
        .then(
          () => response.writeHead(204).end(),
          () => response.destroy(),
        )
    })
  }

  static async start(): Promise<Receiver> {
    const receiver = new Receiver()
    receiver.#server.listen(0, '127.0.0.1')
    await once(receiver.#server, 'listening')
    return receiver
  }

  /** Where a process delivers to. */
  urlFor(generation: number): string {
    const { port } = this.#server.address() as AddressInfo
    return `http://127.0.0.1:${port}/${generation}`
  }

  get deliveries(): number {
    return [...this.generations.values()].flat().length
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close()
    this.#server.closeAllConnections()
    await once(this.#server, 'close')
  }

  async #take(request: IncomingMessage): Promise<void> {
    const { id, userId } = (await json(request)) as OutboundWebhook
    const generation = Number(request.url?.slice(1))
    const known = this.generations.get(id)
    if (known === undefined) append(this.firsts, userId, id)
    append(this.generations, id, generation)
  }
}

function append<T>(lists: Map<string, T[]>, name: string, item: T): void {
  const list = lists.get(name)
  if (list === undefined) lists.set(name, [item])
  else list.push(item)
}

/**
 * A program that posts messages at a steady rate, and repeats each request under its key until it is answered with 202. When
 * as many as two seconds bring wait for an answer, it begins no more.
 */
export class Poster implements Disposable {
  /** Key → the message's id. */
  readonly answers = new Map<string, string>()
  /** Answers that told of a message that had been taken before. */
  replayed = 0
  readonly #url: string
  readonly #users: number
  readonly #timer: NodeJS.Timeout
  readonly #posting: Promise<void>[] = []
  #asking: Promise<void> | undefined
  #ended = false

  constructor(url: string, { users, perSecond }: { users: number; perSecond: number }) {
    this.#url = url
    this.#users = users
    let before = performance.now()
    this.#timer = setInterval(() => {
      const now = performance.now()
      const waiting = this.#posting.length - this.answers.size
      const due = Math.min(((now - before) / 1_000) * perSecond, 2 * perSecond - waiting)
      for (let n = 0; n < due; n++) this.#posting.push(this.#post(this.#posting.length))
      before = now
    }, 25)
  }

  /** Begins no more, and waits until all are answered. */
  async finish(): Promise<void> {
    clearInterval(this.#timer)
    await Promise.all(this.#posting)
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer)
    this.#ended = true
  }

  async #post(number: number): Promise<void> {
    const key = `key-${number}`
    const userId = `user-${number % this.#users}`
    const request = {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify({ channel: 'support', userId, message: `${number}` }),
    }
    while (!this.#ended && !(await this.#attempt(key, request))) await this.#answering()
  }

  /** @returns whether it was answered with 202 */
  async #attempt(key: string, request: RequestInit): Promise<boolean> {
    try {
      const response = await ask(`${this.#url}/api/messages`, request)
      const { id } = (await response.json()) as Message
      if (response.status !== 202) return false
      if (response.headers.has('idempotent-replayed')) this.replayed += 1
      this.answers.set(key, id)
      return true
    } catch {
      return false
    }
  }

  /** Resolves when the gateway answers; one asks for all who wait, or they would leave it no time to. */
  #answering(): Promise<void> {
    return (this.#asking ??= this.#poll())
  }

  async #poll(): Promise<void> {
    do await sleep(20)
    while (!this.#ended && !(await isUp(this.#url)))
    this.#asking = undefined
  }
}

const isUp = (url: string): Promise<boolean> =>
  fetch(`${url}/health`).then(
    ({ ok }) => ok,
    () => false,
  )

/** A consumer of the event stream, that connects anew with `after` whenever it breaks. */
export class Follower implements AsyncDisposable {
  connections = 0
  readonly #url: string
  readonly #seen: number[] = []
  readonly #running: Promise<void>
  #client: StreamClient | undefined
  #ended = false

  constructor(url: string) {
    this.#url = url
    this.#running = this.#run()
  }

  /** The numbers of all events, in the order in which they came. */
  get seen(): number[] {
    return [...this.#seen, ...(this.#client?.ids ?? [])]
  }

  async reach(id: number): Promise<void> {
    await expect.poll(() => this.seen.at(-1), { timeout: 20_000 }).toBe(id)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#ended = true
    this.#client?.socket.close()
    await this.#running
  }

  async #run(): Promise<void> {
    while (!this.#ended) {
      const client = new StreamClient(this.#url, { after: this.#seen.at(-1) ?? 0, lean: true })
      this.#client = client
      client.socket.once('open', () => (this.connections += 1))
      await client.closed
      this.#client = undefined
      this.#seen.push(...client.ids)
      await sleep(20)
    }
  }
}
