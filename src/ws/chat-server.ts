import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import type { WebSocket } from 'ws'
import type { EventStream, Gateway } from '../gateway/gateway.ts'
import { chatPath } from '../generated/chat.ts'
import { GatewayError, notFound } from '../kernel/errors.ts'
import type { Log } from '../kernel/log.ts'
import { ChatFeed } from './chat-feed.ts'
import { closing } from './close-codes.ts'
import { Sockets } from './sockets.ts'
import type { Endpoint, Upgrade } from './upgrades.ts'
import { Visitor } from './visitor.ts'

const maxPayload = 65_536

export interface ChatServerOptions {
  chat: Gateway['chat']
  events: EventStream
  log: Log
  /** @returns whose budget the visitor draws on: one for each address. @throws GatewayError when they may not come in */
  admit: (request: IncomingMessage) => Promise<string>
  /** Draws on that budget for one message. @throws GatewayError `rateLimited` */
  takeSay: (budget: string) => Promise<void>
  /** How long `hello` may take; 10 s where it is not given. */
  helloMs?: number
  /** Bytes that may wait for one visitor; 256 KiB where it is not given. */
  maxBuffered?: number
  maxVisitors?: number
  maxPerAddress?: number
  heartbeatMs?: number
}

/** What the web chat is called and says; undefined while none is enabled. */
type Shown = ReturnType<Gateway['chat']['describe']> | undefined

/** The web chat's socket: each visitor reaches their own conversation and no other. */
export class ChatServer implements Endpoint {
  readonly #options: ChatServerOptions
  readonly #sockets: Sockets
  readonly #feed: ChatFeed
  readonly #visitors = new Map<WebSocket, { visitor: Visitor; budget: string }>()
  #shown: Shown

  constructor(options: ChatServerOptions) {
    this.#options = options
    this.#sockets = new Sockets({ maxPayload, heartbeatMs: options.heartbeatMs })
    this.#feed = new ChatFeed(options.events, () => this.#shown?.channel)
  }

  async accept(upgrade: Upgrade): Promise<void> {
    const budget = await this.#options.admit(upgrade.request)
    this.review()
    if (this.#shown === undefined) throw notFound('path', chatPath)
    this.#refuseCrowd(budget)
    this.#sockets.open(upgrade, (client) => {
      this.#receive(client, budget)
    })
  }

  #refuseCrowd(budget: string): void {
    const { maxVisitors = 1000, maxPerAddress = 20 } = this.#options
    const visitors = [...this.#visitors.values()]
    const neighbours = visitors.filter((other) => other.budget === budget).length
    if (visitors.length >= maxVisitors || neighbours >= maxPerAddress) {
      const where = neighbours >= maxPerAddress ? 'from this address' : 'in the web chat'
      throw new GatewayError(
        'unavailable',
        `There are too many visitors ${where}; try again later.`,
      )
    }
  }

  #receive(socket: WebSocket, budget: string): void {
    const { chat, log, takeSay, helloMs = 10_000, maxBuffered = 262_144 } = this.#options
    socket.on('error', (error) => {
      log.debug({ err: error }, 'a connection of the web chat broke')
    })
    const visitor = new Visitor({
      socket,
      chat,
      feed: this.#feed,
      log,
      takeSay: () => takeSay(budget),
      helloMs,
      maxBuffered,
    })
    this.#visitors.set(socket, { visitor, budget })
    socket.once('close', () => {
      // What they said last is still being stored.
      void visitor.settled.then(() => this.#visitors.delete(socket))
    })
  }

  /** After a change of the configuration: closes with 1001 who sees what the web chat is no more. */
  review(): void {
    const before = this.#shown
    this.#shown = this.#describe()
    if (JSON.stringify(before) !== JSON.stringify(this.#shown)) {
      this.#sockets.closeAll(closing.chatChanged)
    }
  }

  #describe(): Shown {
    try {
      return this.#options.chat.describe()
    } catch (error) {
      if (error instanceof GatewayError && error.kind === 'notFound') return undefined
      throw error
    }
  }

  /** Closes every connection with 1001. Resolves when all that was said is dealt with, or at `deadline`. */
  async close(deadline: AbortSignal): Promise<void> {
    await this.#sockets.close(deadline)
    const settled = [...this.#visitors.values()].map(({ visitor }) => visitor.settled)
    if (!deadline.aborted) await Promise.race([Promise.all(settled), once(deadline, 'abort')])
  }
}
