import { once } from 'node:events'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'

/** Something that a test talks to, at an address of its own. */
export interface Peer extends AsyncDisposable {
  url: string
}

export type Kinds = Record<string, (...args: never[]) => Promise<Peer>>

/** What a test asks for. Arguments and answers are JSON. */
export type Order =
  | { open: string; args: unknown[] }
  | { call: number; member: string; args: unknown[] }
  | { close: number }

/** Opens peers, calls their members and closes them, as tests of any origin order. */
export class PeerServer {
  readonly url: string
  readonly #kinds: Kinds
  readonly #server: Server
  readonly #peers = new Map<number, Peer>()
  #opened = 0

  private constructor(kinds: Kinds, server: Server) {
    this.#kinds = kinds
    this.#server = server
    this.url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
    server.on('request', (request: IncomingMessage, response) => {
      this.#obey(request).then(
        (value) => response.setHeader('access-control-allow-origin', '*').end(text({ value })),
        (error: unknown) =>
          response
            .setHeader('access-control-allow-origin', '*')
            .end(text({ error: error instanceof Error ? error.stack : String(error) })),
      )
    })
  }

  static async listen(kinds: Kinds): Promise<PeerServer> {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    return new PeerServer(kinds, server)
  }

  async close(): Promise<void> {
    this.#server.close()
    await Promise.allSettled([...this.#peers.values()].map((peer) => peer[Symbol.asyncDispose]()))
  }

  async #obey(request: IncomingMessage): Promise<unknown> {
    const order = (await json(request)) as Order
    if ('open' in order) return this.#open(order)
    const id = 'call' in order ? order.call : order.close
    const peer = this.#peers.get(id)
    if (peer === undefined) throw new Error(`There is no peer ${String(id)}.`)
    if ('close' in order) {
      this.#peers.delete(id)
      await peer[Symbol.asyncDispose]()
      return undefined
    }
    const members = peer as unknown as Record<string, unknown>
    const member = members[order.member]
    if (member === undefined && !(order.member in members))
      throw new Error(`A peer has no ${order.member}.`)
    return typeof member === 'function'
      ? ((await Reflect.apply(member, peer, order.args)) as unknown)
      : member
  }

  async #open({ open: kind, args }: Extract<Order, { open: string }>): Promise<unknown> {
    const open = this.#kinds[kind]
    if (open === undefined) throw new Error(`There is no kind ${kind}.`)
    const peer = await open(...(args as never[]))
    this.#opened += 1
    this.#peers.set(this.#opened, peer)
    return { id: this.#opened, url: peer.url }
  }
}

const text = (answer: object): string => JSON.stringify(answer)
