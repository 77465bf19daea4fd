import { once } from 'node:events'
import {
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'

/** An answer on its way to the client. */
export interface PassingAnswer {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: Buffer
}

export type Lie = (answer: PassingAnswer) => PassingAnswer

/** They say how bytes are carried, which is another connection's own matter. */
const ofConnection = new Set(['connection', 'keep-alive', 'transfer-encoding', 'content-length'])

/** Stands between a client and servers. It passes requests on as they are, and may change what is answered. */
export class LyingProxy implements AsyncDisposable {
  readonly #server: Server
  #target = ''
  #lie: Lie = (answer) => answer

  private constructor() {
    this.#server = createServer((incoming, outgoing) => {
      this.#pass(incoming, outgoing).catch((error: unknown) => outgoing.destroy(error as Error))
    })
  }

  static async start(): Promise<LyingProxy> {
    const proxy = new LyingProxy()
    proxy.#server.listen(0, '127.0.0.1')
    await once(proxy.#server, 'listening')
    return proxy
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`
  }

  /** Where requests go from now on, and what becomes of their answers. */
  aim(target: string, lie: Lie): void {
    this.#target = target
    this.#lie = lie
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close()
    this.#server.closeAllConnections()
    await once(this.#server, 'close')
  }

  async #pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method, url, headers } = incoming
    const lie = this.#lie
    const forwarded = request(this.#target + (url ?? ''), { method, headers, agent: false })
    // A server may answer, and end, before all of a large body has arrived: then the answer counts.
    incoming.pipe(forwarded)
    const [answer] = (await once(forwarded, 'response')) as [IncomingMessage]
    forwarded.on('error', () => undefined)
    const { statusCode = 0 } = answer
    const told = lie({ status: statusCode, headers: answer.headers, body: await buffer(answer) })
    outgoing.statusCode = told.status
    for (const [name, value] of Object.entries(told.headers)) {
      if (value !== undefined && !ofConnection.has(name)) outgoing.setHeader(name, value)
    }
    outgoing.end(told.body)
  }
}
