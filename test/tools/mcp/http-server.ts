import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import type { McpHttpConfig } from '../../../src/generated/types.ts'
import { openServers, text } from './setting.ts'

export interface RpcMessage {
  id?: number
  method?: string
  params?: { name?: string; arguments?: Record<string, unknown> }
}

export interface Exchange {
  request: IncomingMessage
  response: ServerResponse
  message: RpcMessage
}

export interface Behaviour {
  /** In place of an answer, by method or, for calls, by the name of the tool. */
  answers?: Record<string, (exchange: Exchange) => void>
  /** Without it there is no such stream. */
  onGet?: (request: IncomingMessage, response: ServerResponse) => void
  /** Before anything else. @returns whether it has answered */
  onRequest?: (request: IncomingMessage, response: ServerResponse) => boolean
  session?: string
}

export const rpc = (id: number | undefined, result: unknown) =>
  JSON.stringify({ jsonrpc: '2.0', id, result })

export function sendJson({ response }: Exchange, body: string): void {
  response.writeHead(200, { 'content-type': 'application/json' }).end(body)
}

export function openStream(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.flushHeaders()
}

/** A server of streamable HTTP by hand, so that it can do what it must not. Each tool answers as `answers` says. */
export class HttpMcpServer {
  readonly requests: {
    method: string
    headers: IncomingMessage['headers']
    rpc?: string
    at: number
  }[] = []
  readonly #server = createServer((request, response) => void this.#handle(request, response))
  behaviour: Behaviour

  constructor(behaviour: Behaviour) {
    this.behaviour = behaviour
  }

  static async open(behaviour: Behaviour): Promise<HttpMcpServer> {
    const server = new HttpMcpServer(behaviour)
    await server.listen(0)
    onTestFinished(() => {
      server.drop()
    })
    return server
  }

  async listen(port: number): Promise<void> {
    await once(this.#server.listen(port, '127.0.0.1'), 'listening')
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port
  }

  get origin(): string {
    return `http://127.0.0.1:${this.port}`
  }

  config(headers: Record<string, string> = {}): McpHttpConfig {
    return { type: 'http', enabled: true, url: `${this.origin}/mcp?key=hunter2`, headers }
  }

  drop(): void {
    this.#server.close()
    this.#server.closeAllConnections()
  }

  count(method: string): number {
    return this.requests.filter((request) => request.method === method).length
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const seen = { method: request.method ?? '', headers: request.headers, at: performance.now() }
    const { onRequest, onGet, session } = this.behaviour
    if (onRequest?.(request, response) === true) {
      this.requests.push(seen)
      return
    }
    if (request.method === 'GET' && onGet !== undefined) {
      this.requests.push(seen)
      onGet(request, response)
    } else if (request.method === 'POST') {
      const message = (await json(request)) as RpcMessage
      this.requests.push({ ...seen, rpc: message.method ?? 'answer' })
      if (session !== undefined) response.setHeader('mcp-session-id', session)
      this.#post({ request, response, message })
    } else {
      this.requests.push(seen)
      response.writeHead(405).end()
    }
  }

  #post(exchange: Exchange): void {
    const { message, response } = exchange
    const { answers = {} } = this.behaviour
    const own = answers[message.params?.name ?? ''] ?? answers[message.method ?? '']
    if (own !== undefined) own(exchange)
    else if (message.method === 'initialize') sendJson(exchange, rpc(message.id, this.#hello()))
    else if (message.method === 'tools/list') sendJson(exchange, rpc(message.id, this.#tools()))
    else if (message.method === 'ping') sendJson(exchange, rpc(message.id, {}))
    else response.writeHead(202).end()
  }

  #hello(): object {
    return {
      protocolVersion: '2025-11-25',
      capabilities: { tools: {} },
      serverInfo: { name: 'http', version: '1' },
    }
  }

  #tools(): object {
    const names = Object.keys(this.behaviour.answers ?? {})
    return { tools: names.map((name) => ({ name, inputSchema: { type: 'object' } })) }
  }
}

const ok = (exchange: Exchange) => {
  sendJson(exchange, rpc(exchange.message.id, text('ok')))
}

/** Such a server as `web`, with a tool `ok`, and what is connected to it. */
export async function openWeb(behaviour: Behaviour, pace = {}) {
  const server = await HttpMcpServer.open({ ...behaviour, answers: { ok, ...behaviour.answers } })
  const config = server.config({ Authorization: 'Bearer hunter2' })
  const house = await openServers({ web: config }, { pace })
  return { server, house }
}
