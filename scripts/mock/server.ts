import { once } from 'node:events'
import type { IncomingMessage, RequestListener, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import openapi from '../../src/generated/openapi.json' with { type: 'json' }
import { chatPath } from '../../src/generated/chat.ts'
import { streamPath } from '../../src/generated/stream.ts'
import { createApp } from '../../src/http/app.ts'
import { toErrorAnswer } from '../../src/http/errors.ts'
import { createListener, refuse } from '../../src/http/listener.ts'
import { sendError } from '../../src/http/reply.ts'
import { notFound } from '../../src/kernel/errors.ts'
import { newUlid } from '../../src/kernel/ids.ts'
import { routeUpgrades } from '../../src/ws/upgrades.ts'
import type { OpenApiDocument } from '../generate/contract.ts'
import type { MockOptions } from './command-line.ts'
import { ExampleLog } from './example-log.ts'
import { createMockHandlers } from './handlers.ts'
import { mockHouse } from './house.ts'
import { takePreferences } from './prefer.ts'
import { openPrism } from './prism.ts'
import { chatEndpoint, streamEndpoint } from './sockets.ts'

export interface RunningMock {
  url: string
  /** The path of the contract's server, without a slash at its end: all but the sockets is below it. */
  base: string
  /** Closes the sockets with 1001, breaks off what goes on, and ends. */
  close(): Promise<void>
}

/** Sockets have this long to take the close: with what else ends, less than a second. */
const closeMs = 500

type Document = OpenApiDocument & { servers?: { url: string }[] }

/**
 * The gateway's own HTTP enforcement and sockets, with Prism and the contract's examples in the place of all that it does.
 * @param document the HTTP contract, from which answers and the base path come
 */
export async function startMock(
  options: MockOptions,
  document: Document = openapi as unknown as Document,
): Promise<RunningMock> {
  const house = mockHouse(options)
  const ask = await openPrism(document)
  const log = new ExampleLog()
  const handlers = createMockHandlers(ask, { contract: house.contract, document, log })
  const base = basePath(document)
  const app = belowBase(base, createApp(house, handlers))
  const server = createListener((request, response) => {
    takeFromQuery(request)
    app(request, response)
  })
  const streams = streamEndpoint(house, log)
  const chat = chatEndpoint(house)
  const upgrade = routeUpgrades({ [streamPath]: streams, [chatPath]: chat }, (socket, error) => {
    refuse(socket, error)
  })
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    takeFromQuery(request)
    upgrade(request, socket, head)
  })
  const url = await listen(server, options)
  return {
    url,
    base,
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      const deadline = AbortSignal.timeout(closeMs)
      await Promise.all([streams.close(deadline), chat.close(deadline)])
      server.closeAllConnections()
      house.limits.close()
      await closed
    },
  }
}

/** Prism takes what is preferred from the query as well. The contract knows nothing of it. What both say, the query decides. */
function takeFromQuery(request: IncomingMessage): void {
  const { target, prefer } = takePreferences(request.url ?? '/')
  if (prefer === undefined) return
  request.url = target
  const { prefer: header } = request.headers
  request.headers['prefer'] = header === undefined ? prefer : `${String(header)}, ${prefer}`
}

function basePath({ servers = [] }: Document): string {
  const [server] = servers
  const path = URL.parse(server?.url ?? '/', 'http://127.0.0.1')?.pathname ?? ''
  return path.replace(/\/$/, '')
}

function belowBase(base: string, listener: RequestListener): RequestListener {
  if (base === '') return listener
  return (request, response) => {
    const { url = '/' } = request
    if (url.startsWith(`${base}/`)) {
      request.url = url.slice(base.length)
      listener(request, response)
    } else {
      response.setHeader('X-Request-Id', newUlid())
      sendError(response, toErrorAnswer(notFound('path', url.split('?', 1)[0] ?? '')))
    }
  }
}

async function listen(server: Server, { host, port }: MockOptions): Promise<string> {
  server.listen(port, host)
  await once(server, 'listening')
  const { address, port: bound, family } = server.address() as AddressInfo
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`
}
