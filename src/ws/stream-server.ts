import type { IncomingMessage } from 'node:http'
import type { WebSocket } from 'ws'
import type { Caller, EventStream } from '../gateway/gateway.ts'
import type { Log } from '../kernel/log.ts'
import { closing } from './close-codes.ts'
import { Sockets } from './sockets.ts'
import { parseStreamQuery } from './stream-query.ts'
import { Subscription } from './subscription.ts'
import type { Endpoint, Upgrade } from './upgrades.ts'

/** Clients send nothing, so this is only what a control frame needs. */
const maxPayload = 1024

export interface StreamServerOptions {
  events: EventStream
  log: Log
  /** @throws GatewayError when this client may not listen */
  admit: (request: IncomingMessage, accessToken: string | undefined) => Promise<Caller>
  /** Bytes that may wait for one consumer; 256 KiB where it is not given. */
  maxBuffered?: number
  /** How long a full buffer may stay as it is; 10 s where it is not given. */
  stallMs?: number
  heartbeatMs?: number
}

/** The event stream. */
export class StreamServer implements Endpoint {
  readonly #options: StreamServerOptions
  readonly #sockets: Sockets
  readonly #callers = new WeakMap<WebSocket, Caller>()

  constructor(options: StreamServerOptions) {
    this.#options = options
    this.#sockets = new Sockets({ maxPayload, heartbeatMs: options.heartbeatMs })
  }

  async accept(upgrade: Upgrade): Promise<void> {
    const parameters = upgrade.url.searchParams
    const token = parameters.get('access_token') ?? undefined
    const caller = await this.#options.admit(upgrade.request, token)
    const streamRequest = parseStreamQuery(parameters)
    this.#sockets.open(upgrade, (client) => {
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
  close(deadline: AbortSignal): Promise<void> {
    return this.#sockets.close(deadline)
  }
}
