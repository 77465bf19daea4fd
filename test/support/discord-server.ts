import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { PeerGateway } from './discord/gateway.ts'
import { type Answer, apiError, type Call, PeerRest } from './discord/rest.ts'
import { type Message, type Sent, type User, World } from './discord/world.ts'

export { type Answer, apiError, rateLimited } from './discord/rest.ts'

/**
 * How one call goes wrong: an answer, none at all, or a connection that is reset after the request was read (`taken`: after
 * Discord has carried it out).
 */
export type Fault = Answer | 'hang' | 'reset' | 'taken, then reset'

export interface Saying {
  userId?: string
  /** In the server; without it directly to the bot. */
  channelId?: string
  /** Begins with a mention of the bot. */
  mention?: boolean
  /** Replaces parts of the message, as in `{ attachments: [{ filename: 'offer.pdf' }] }`. */
  extra?: Record<string, unknown>
}

const version = '/api/v10'
/** A client that has not read the answer to its heartbeat by the next one believes the connection to be dead. */
const usualHeartbeatMs = 1_000
const someone = '1150000000000000001'

/** Discord, as its documentation tells: REST and gateway in version 10, on one port, with one server and any number of users. */
export class DiscordServer implements AsyncDisposable {
  readonly token: string
  readonly world = new World()
  readonly gateway: PeerGateway
  readonly rest: PeerRest
  readonly #calls: Call[] = []
  readonly #faults = new Map<string, Fault[]>()
  #front: Server | undefined
  #port = 0

  private constructor(token: string, heartbeatMs: number) {
    this.token = token
    const url = (): string => `ws://127.0.0.1:${this.#port}`
    this.gateway = new PeerGateway({ token, world: this.world, heartbeatMs, url })
    this.rest = new PeerRest(this.world, url)
  }

  static async start(
    token = 'canary-token.of.discord',
    heartbeatMs = usualHeartbeatMs,
  ): Promise<DiscordServer> {
    const server = new DiscordServer(token, heartbeatMs)
    await server.connect()
    return server
  }

  /** Without a version, as in the configuration. */
  get apiRoot(): string {
    return `http://127.0.0.1:${this.#port}/api`
  }

  /** What the bot has sent, oldest first. */
  get sent(): Sent[] {
    return this.world.sent
  }

  /** Says something as a user. @returns the message's id */
  say(content: string, { userId = someone, channelId, mention, extra = {} }: Saying = {}): string {
    const { bot, guildId } = this.world
    const author: User = { id: userId, username: `user${userId.slice(-3)}`, global_name: null }
    const place = channelId ?? this.world.openDirect(userId)
    const parts = mention ? { content: `<@${bot.id}> ${content}`, mentions: [bot] } : { content }
    const message: Message = this.world.write(author, place, { ...parts, ...extra })
    const server = channelId === undefined ? {} : { guild_id: guildId, member: { nick: null } }
    this.gateway.dispatch('MESSAGE_CREATE', { ...server, ...message })
    return message.id
  }

  /** The calls of a route, as `POST /channels/{id}/messages`, oldest first. */
  calls(route: string): Call[] {
    return this.#calls.filter((call) => call.route === route)
  }

  /** The next calls of this route fail so, one each. */
  fail(route: string, ...faults: Fault[]): void {
    this.#faults.set(route, [...(this.#faults.get(route) ?? []), ...faults])
  }

  /** Breaks the connections to the gateway. Their sessions can be resumed. */
  cut(): void {
    this.gateway.cut()
  }

  /** Breaks them, and forgets their sessions. */
  invalidate(): void {
    this.gateway.forget()
    this.gateway.cut()
  }

  /** Takes connections again, on the same port. */
  async connect(): Promise<void> {
    const front = createServer((req, res) => {
      this.#handle(req, res).catch((error: unknown) => res.destroy(error as Error))
    })
    front.on('upgrade', (req, socket, head) => {
      this.gateway.accept(req, socket, head)
    })
    await new Promise<void>((resolve) => front.listen(this.#port, '127.0.0.1', resolve))
    this.#port = (front.address() as AddressInfo).port
    this.#front = front
  }

  /** Drops all connections and takes none. */
  async disconnect(): Promise<void> {
    const front = this.#front
    if (front === undefined) return
    this.#front = undefined
    const closed = new Promise((resolve) => front.close(resolve))
    front.closeAllConnections()
    this.gateway.cut()
    await closed
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.disconnect()
  }

  async #handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = await text(req)
    const { pathname, searchParams } = new URL(req.url ?? '', this.apiRoot)
    const path = pathname.replace(version, '')
    const call = {
      route: `${req.method} ${path.replaceAll(/\d{2,}/g, '{id}')}`,
      ids: path.match(/\d{2,}/g) ?? [],
      query: searchParams,
      body: (body === '' ? {} : JSON.parse(body)) as Record<string, unknown>,
    }
    this.#calls.push(call)
    if (req.headers.authorization !== `Bot ${this.token}`) {
      reply(res, apiError(401, 0, '401: Unauthorized'))
      return
    }
    const fault = this.#faults.get(call.route)?.shift()
    if (fault === undefined) reply(res, this.rest.serve(call))
    else this.#break(call, res, fault)
  }

  #break(call: Call, res: ServerResponse, fault: Fault): void {
    if (fault === 'hang') return
    if (typeof fault === 'object') {
      reply(res, fault)
      return
    }
    if (fault === 'taken, then reset') this.rest.serve(call)
    res.socket?.resetAndDestroy()
  }
}

/** A body that is a text is somebody else's page. */
function reply(res: ServerResponse, { status, body = {}, headers = {} }: Answer): void {
  const isPage = typeof body === 'string'
  const type = isPage ? 'text/html' : 'application/json'
  res.writeHead(status, { 'content-type': type, ...headers })
  res.end(isPage ? body : JSON.stringify(body))
}
