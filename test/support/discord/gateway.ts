import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { WebSocket, WebSocketServer } from 'ws'
import type { Dispatch, Frame, Identify, Resume, Session } from './frames.ts'
import type { World } from './world.ts'

const intentOf = { server: 1 << 9, direct: 1 << 12, content: 1 << 15 }

export interface GatewayOptions {
  token: string
  world: World
  heartbeatMs: number
  url: () => string
}

/** Discord's gateway, version 10, JSON without compression. */
export class PeerGateway {
  /** What clients have asked for, oldest first. */
  readonly asked: ('identify' | 'resume')[] = []
  /** The URLs that clients connected to. */
  readonly urls: string[] = []
  /** Whether the developer portal's switch is on. */
  grantsMessageContent = true
  /** Heartbeats that are not answered: the connection looks alive, and is dead. */
  deafTo = 0
  /** Codes with which the next connections are closed instead of being told hello. */
  readonly refusals: number[] = []
  /** What is sent next in place of a frame, one each: a line a frame, or nothing at all for an empty text. */
  readonly instead: Record<'hello' | 'READY', string[]> = { hello: [], READY: [] }
  /** Where sessions are resumed; without it here. */
  resumeUrl: string | undefined
  /** Connections that are never accepted, nor refused, as long as there is room for them here. */
  heldMost = 0
  readonly held: Duplex[] = []
  heartbeats = 0
  readonly #options: GatewayOptions
  readonly #sockets = new WebSocketServer({ noServer: true })
  readonly #sessions = new Map<string, Session>()
  readonly #handlers: Record<number, (socket: WebSocket, data: unknown) => void> = {
    1: (socket) => {
      this.#beat(socket)
    },
    2: (socket, data) => {
      this.#identify(socket, data as Identify)
    },
    6: (socket, data) => {
      this.#resume(socket, data as Resume)
    },
  }

  constructor(options: GatewayOptions) {
    this.#options = options
  }

  accept(req: IncomingMessage, duplex: Duplex, head: Buffer): void {
    if (this.held.length < this.heldMost) {
      this.urls.push(req.url ?? '')
      this.held.push(duplex.resume().on('end', () => duplex.destroy()))
      return
    }
    this.#sockets.handleUpgrade(req, duplex, head, (socket) => {
      this.urls.push(req.url ?? '')
      socket.on('error', () => undefined)
      socket.on('message', (data: Buffer) => {
        const { op, d } = JSON.parse(data.toString()) as Frame
        this.#handlers[op]?.(socket, d)
      })
      const refusal = this.refusals.shift()
      const hello = this.instead.hello.shift()
      if (refusal !== undefined) socket.close(refusal)
      else if (hello !== undefined) sendText(socket, hello)
      else send(socket, { op: 10, d: { heartbeat_interval: this.#options.heartbeatMs } })
    })
  }

  /** Tells every session whose intents cover it; those without a connection when they resume. */
  dispatch(t: string, d: Record<string, unknown>): void {
    for (const session of this.#sessions.values()) {
      const intent = d['guild_id'] === undefined ? intentOf.direct : intentOf.server
      if ((session.intents & intent) !== 0) this.#tell(session, t, d)
    }
  }

  get connections(): number {
    return this.#sockets.clients.size
  }

  /** Breaks all connections. Sessions can be resumed. */
  cut(): void {
    for (const socket of this.#sockets.clients) socket.terminate()
  }

  /** Resets all connections, as a router does that was restarted. */
  reset(): void {
    for (const socket of this.#sockets.clients) {
      const { _socket } = socket as unknown as { _socket: { resetAndDestroy(): void } }
      _socket.resetAndDestroy()
    }
  }

  /** @param most how many, the oldest first; without it all */
  close(code: number, most?: number): void {
    for (const socket of [...this.#sockets.clients].slice(0, most)) socket.close(code)
  }

  /** From now on nothing is read from any connection: not even that it is closed. */
  freeze(): void {
    for (const socket of this.#sockets.clients) socket.pause()
  }

  /** Forgets all sessions. */
  forget(): void {
    this.#sessions.clear()
  }

  /** Sends a frame on all connections, as `{ op: 7 }`: connect again; or a text that may be none. */
  broadcast(frame: Partial<Frame> | string): void {
    const text = typeof frame === 'string' ? frame : JSON.stringify(frame)
    for (const socket of this.#sockets.clients) sendText(socket, text)
  }

  #beat(socket: WebSocket): void {
    this.heartbeats += 1
    if (this.deafTo > 0) this.deafTo -= 1
    else send(socket, { op: 11 })
  }

  #identify(socket: WebSocket, { token, intents, shard }: Identify): void {
    this.asked.push('identify')
    if (token !== this.#options.token) {
      socket.close(4004, 'Authentication failed.')
      return
    }
    if ((intents & intentOf.content) !== 0 && !this.grantsMessageContent) {
      socket.close(4014, 'Disallowed intent(s).')
      return
    }
    const instead = this.instead.READY.shift()
    if (instead !== undefined) {
      sendText(socket, instead)
      return
    }
    const { world, url } = this.#options
    const session: Session = { id: world.nextId(), intents, told: [], socket }
    this.#sessions.set(session.id, session)
    this.#tell(session, 'READY', {
      v: 10,
      user: world.bot,
      guilds: [{ id: world.guildId, unavailable: true }],
      session_id: session.id,
      resume_gateway_url: this.resumeUrl ?? `${url()}/resumed`,
      application: { id: world.bot.id, flags: 0 },
      shard,
    })
    this.#tell(session, 'GUILD_CREATE', this.#guild())
  }

  #guild(): object {
    const { world } = this.#options
    const places = [...world.places.values()].filter(({ archived }) => !archived)
    return {
      id: world.guildId,
      roles: world.roles,
      channels: places.filter(({ parent_id }) => parent_id === undefined),
      threads: places.filter(({ parent_id }) => parent_id !== undefined),
    }
  }

  #resume(socket: WebSocket, { token, session_id, seq }: Resume): void {
    this.asked.push('resume')
    const session = this.#sessions.get(session_id)
    if (token !== this.#options.token || session === undefined) {
      send(socket, { op: 9, d: false })
      return
    }
    if (seq > session.told.length) {
      socket.close(4007, 'Invalid seq.')
      return
    }
    session.socket = socket
    for (const dispatch of session.told) if (dispatch.s > seq) send(socket, dispatch)
    this.#tell(session, 'RESUMED', {})
  }

  #tell(session: Session, t: string, d: unknown): void {
    const dispatch: Dispatch = { op: 0, t, s: session.told.length + 1, d }
    session.told.push(dispatch)
    if (session.socket !== undefined) send(session.socket, dispatch)
  }
}

const send = (socket: WebSocket, frame: Partial<Frame>): void => {
  sendText(socket, JSON.stringify(frame))
}

const sendText = (socket: WebSocket, text: string): void => {
  if (text === '' || socket.readyState !== WebSocket.OPEN) return
  for (const line of text.split('\n')) socket.send(line)
}
