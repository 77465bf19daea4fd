import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Caller, EventStream } from '../gateway/gateway.ts'
import { streamPath } from '../generated/stream.ts'
import { GatewayError, invalid, notFound } from '../kernel/errors.ts'
import type { Log } from '../kernel/log.ts'
import { closing } from './close-codes.ts'
import { Heartbeat } from './heartbeat.ts'
import { parseStreamQuery } from './stream-query.ts'
import { Subscription } from './subscription.ts'

/** Clients send nothing, so this is only what a control frame needs. */
const maxPayload = 1024

export interface StreamServerOptions {
  events: EventStream
  log: Log
  /** @throws GatewayError when this client may not listen */
  admit: (request: IncomingMessage, accessToken: string | undefined) => Promise<Caller>
  /** Answers with the contract's error and ends the connection. */
  refuse: (socket: Duplex, error: unknown) => void
  /** Bytes that may wait for one consumer; 256 KiB where it is not given. */
  maxBuffered?: number
  /** How long a full buffer may stay as it is; 10 s where it is not given. */
  stallMs?: number
  heartbeatMs?: number
}

/** The event stream: WebSockets on the HTTP server's port. */
export class StreamServer {
  readonly #options: StreamServerOptions
  readonly #sockets: WebSocketServer
  readonly #heartbeat: Heartbeat
  readonly #callers = new WeakMap<WebSocket, Caller>()
  #stopping = false

  constructor(options: StreamServerOptions) {
    this.#options = options
    this.#sockets = new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate: false })
    // What ws finds wrong with a handshake it would answer in plain text.
    this.#sockets.on('wsClientError', ({ message }, socket) => {
      options.refuse(socket, invalid({ field: 'request', rule: 'websocket', message }))
    })
    this.#heartbeat = new Heartbeat(this.#sockets.clients, options.heartbeatMs ?? 30_000)
  }

  /** For the HTTP server's `upgrade` event. */
  readonly onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // Until ws takes over nobody else listens, and an error without a listener ends the process.
    const onError = (): void => {
      socket.destroy()
    }
    socket.on('error', onError)
    this.#upgrade(request, socket, head).then(
      () => socket.off('error', onError),
      (error: unknown) => {
        this.#options.refuse(socket, error)
      },
    )
  }

  async #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const target = request.url ?? '/'
    const url = URL.parse(target, 'http://host')
    if (url?.pathname !== streamPath) throw notFound('path', url?.pathname ?? target)
    const token = url.searchParams.get('access_token') ?? undefined
    const caller = await this.#options.admit(request, token)
    const streamRequest = parseStreamQuery(url.searchParams)
    if (this.#stopping) throw new GatewayError('unavailable', 'The server is stopping.')
    if (socket.destroyed) return
    this.#sockets.handleUpgrade(request, socket, head, (client) => {
      this.#callers.set(client, caller)
      this.#welcome(client, streamRequest)
    })
  }

  #welcome(client: WebSocket, request: ReturnType<typeof parseStreamQuery>): void {
    const { events, log, maxBuffered = 262_144, stallMs = 10_000 } = this.#options
    client.on('error', (error) => {
      log.debug({ err: error }, 'an event stream broke')
    })
    client.once('message', () => {
      client.close(closing.oneWay.code, closing.oneWay.reason)
    })
    this.#heartbeat.watch(client)
    void new Subscription({ socket: client, events, request, log, maxBuffered, stallMs }).run()
  }

  /** Closes with 1008 the streams of those who may not listen any more, as after their token was revoked. */
  review(mayListen: (caller: Caller) => boolean): void {
    for (const client of this.#sockets.clients) {
      const caller = this.#callers.get(client)
      if (caller !== undefined && !mayListen(caller)) {
        client.close(closing.revoked.code, closing.revoked.reason)
      }
    }
  }

  /** Closes every stream with 1001, and gives each until `deadline` to take it. */
  async close(deadline: AbortSignal): Promise<void> {
    this.#stopping = true
    this.#heartbeat.stop()
    this.#sockets.close()
    const clients = [...this.#sockets.clients]
    const gone = clients.map((client) => new Promise((resolve) => client.once('close', resolve)))
    for (const client of clients) client.close(closing.stopping.code, closing.stopping.reason)
    const terminate = (): void => {
      for (const client of clients) client.terminate()
    }
    if (deadline.aborted) terminate()
    deadline.addEventListener('abort', terminate, { once: true })
    await Promise.all(gone)
    deadline.removeEventListener('abort', terminate)
  }
}
