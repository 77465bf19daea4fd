import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** How a send fares instead of being passed on: an answer in place of the service's, or a connection that breaks after it was taken. */
export type Fate =
  { status: number; headers?: Record<string, string>; body?: unknown } | 'taken, then reset'

/** A send that came from the gateway. */
export interface Arrival {
  /** By `performance.now()`. */
  at: number
  path: string
  body: string
  /** Whether the service took it. */
  taken: boolean
}

export interface FrontOptions {
  /** The service's address, without a path. */
  service: () => string
  /** Whether a request brings a message; only those are noted and can have a fate. */
  isSend: (method: string, path: string) => boolean
  /** Changes what the service answers to other requests. */
  alter?: (path: string, answer: string) => string
}

interface Passing {
  method: string
  path: string
  body: string
  req: IncomingMessage
  res: ServerResponse
}

/**
 * Stands between the gateway and the HTTP side of a service, whichever that is: notes what is sent and when, answers in its
 * stead, breaks connections after the service has taken what came over them, and goes away and comes back on the same port.
 */
export class Front implements AsyncDisposable {
  readonly arrivals: Arrival[] = []
  /** Called when the service has taken a send, before the gateway is told. */
  onTaken: (body: string) => void = () => undefined
  readonly #options: FrontOptions
  readonly #fates: { fate: Fate; matches: (body: string) => boolean }[] = []
  #server: Server | undefined
  #port = 0

  private constructor(options: FrontOptions) {
    this.#options = options
  }

  static async open(options: FrontOptions): Promise<Front> {
    const front = new Front(options)
    await front.connect()
    return front
  }

  /** Without a path. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** The next sends fare so, one each. */
  next(...fates: Fate[]): void {
    for (const fate of fates) this.nextOf('', fate)
  }

  /** The next send whose body holds this text fares so. */
  nextOf(part: string, fate: Fate): void {
    this.#fates.push({ fate, matches: (body) => body.includes(part) })
  }

  /** Takes connections, on the same port as before. */
  async connect(): Promise<void> {
    const server = createServer((req, res) => {
      this.#handle(req, res).catch(() => res.destroy())
    })
    await new Promise<void>((resolve) => server.listen(this.#port, '127.0.0.1', resolve))
    this.#port = (server.address() as AddressInfo).port
    this.#server = server
  }

  /** Drops all connections and takes none. */
  async disconnect(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    if (server === undefined) return
    const closed = new Promise((resolve) => server.close(resolve))
    server.closeAllConnections()
    await closed
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.disconnect()
  }

  async #handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/' } = req
    const at = performance.now()
    const passing = { method, path, body: await text(req), req, res }
    if (this.#options.isSend(method, path)) await this.#send(passing, at)
    else await this.#pass(passing)
  }

  async #send(passing: Passing, at: number): Promise<void> {
    const { path, body, res } = passing
    const arrival: Arrival = { at, path, body, taken: false }
    this.arrivals.push(arrival)
    const fate = this.#fateOf(body)
    if (typeof fate === 'object') {
      reply(res, { 'content-type': 'application/json', ...fate.headers }, fate)
      return
    }
    const response = await this.#forward(passing)
    const answer = await response.text()
    arrival.taken = response.ok
    if (response.ok) this.onTaken(body)
    if (fate === 'taken, then reset') res.socket?.resetAndDestroy()
    else reply(res, headersOf(response), { status: response.status, body: answer })
  }

  #fateOf(body: string): Fate | undefined {
    const index = this.#fates.findIndex(({ matches }) => matches(body))
    return index === -1 ? undefined : this.#fates.splice(index, 1)[0]?.fate
  }

  async #pass(passing: Passing): Promise<void> {
    const { path, res } = passing
    const gone = new AbortController()
    // A long poll that nobody waits for would take another one's updates.
    res.once('close', () => {
      gone.abort()
    })
    const response = await this.#forward(passing, gone.signal)
    const answer = await response.text()
    const { alter = (_path: string, unchanged: string) => unchanged } = this.#options
    reply(res, headersOf(response), { status: response.status, body: alter(path, answer) })
  }

  #forward({ method, path, body, req }: Passing, signal?: AbortSignal): Promise<Response> {
    const headers = Object.entries(req.headers).filter(([name]) => !hopByHop.has(name))
    return fetch(this.#options.service() + path, {
      method,
      headers: Object.fromEntries(headers) as Record<string, string>,
      ...(body === '' ? {} : { body }),
      ...(signal === undefined ? {} : { signal }),
    })
  }
}

const hopByHop = new Set([
  'host',
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
])

/** Those that are the service's own, not the connection's. */
const headersOf = ({ headers }: Response): Record<string, string> =>
  Object.fromEntries(
    [...headers].filter(([name]) => /^(content-type|retry-after|x-ratelimit)/.test(name)),
  )

function reply(
  res: ServerResponse,
  headers: Record<string, string>,
  { status, body = '' }: { status: number; body?: unknown },
): void {
  res.writeHead(status, headers)
  res.end(status === 204 ? undefined : typeof body === 'string' ? body : JSON.stringify(body))
}
