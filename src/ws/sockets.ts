import { type WebSocket, WebSocketServer } from 'ws'
import { GatewayError, invalid } from '../kernel/errors.ts'
import { type Closing, closing } from './close-codes.ts'
import { Heartbeat } from './heartbeat.ts'
import type { Upgrade } from './upgrades.ts'

export interface SocketsOptions {
  /** Bytes of one frame from a client. */
  maxPayload: number
  /** 30 s where it is not given. */
  heartbeatMs?: number | undefined
}

/** The WebSockets of one path: opened, kept alive and closed together. */
export class Sockets {
  readonly #server: WebSocketServer
  readonly #heartbeat: Heartbeat
  #stopping = false

  constructor({ maxPayload, heartbeatMs = 30_000 }: SocketsOptions) {
    this.#server = new WebSocketServer({ noServer: true, maxPayload, perMessageDeflate: false })
    this.#heartbeat = new Heartbeat(this.#server.clients, heartbeatMs)
  }

  get clients(): ReadonlySet<WebSocket> {
    return this.#server.clients
  }

  /**
   * Makes a WebSocket of an upgrade, unless its client has gone meanwhile.
   * @param welcome is given it, before this returns
   * @throws GatewayError when the server is stopping, or the handshake is wrong
   */
  open({ request, socket, head }: Upgrade, welcome: (client: WebSocket) => void): void {
    if (this.#stopping) throw new GatewayError('unavailable', 'The server is stopping.')
    if (socket.destroyed) return
    const faults: string[] = []
    const onFault = ({ message }: Error): void => {
      faults.push(message)
    }
    // With a listener, ws does not answer a wrong handshake itself, in plain text.
    this.#server.on('wsClientError', onFault)
    this.#server.handleUpgrade(request, socket, head, (client) => {
      this.#heartbeat.watch(client)
      welcome(client)
    })
    this.#server.off('wsClientError', onFault)
    const [message] = faults
    if (message !== undefined) throw invalid({ field: 'request', rule: 'websocket', message })
  }

  closeAll({ code, reason }: Closing): void {
    for (const client of this.clients) client.close(code, reason)
  }

  /** Opens no more, closes every one with 1001, and gives each until `deadline` to take it. */
  async close(deadline: AbortSignal): Promise<void> {
    this.#stopping = true
    this.#heartbeat.stop()
    this.#server.close()
    const clients = [...this.clients]
    const gone = clients.map((client) => new Promise((resolve) => client.once('close', resolve)))
    this.closeAll(closing.stopping)
    const terminate = (): void => {
      for (const client of clients) client.terminate()
    }
    if (deadline.aborted) terminate()
    deadline.addEventListener('abort', terminate, { once: true })
    await Promise.all(gone)
    deadline.removeEventListener('abort', terminate)
  }
}
