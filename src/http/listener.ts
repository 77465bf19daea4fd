import { once } from 'node:events'
import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { Duplex } from 'node:stream'
import { invalid } from '../kernel/errors.ts'
import { newUlid } from '../kernel/ids.ts'
import type { Log } from '../kernel/log.ts'
import { HttpError, toErrorAnswer } from './errors.ts'
import { wrongEverywhere } from './methods.ts'
import { securityHeaders, sendError } from './reply.ts'

const requestTimeoutMs = 60_000

/**
 * The HTTP server. What Node's parser refuses before there is a request gets the contract's error too: malformed or smuggled
 * requests 400, headers over 16 KiB 431, a request that does not arrive in time 408.
 */
export function createListener(app: RequestListener): Server {
  const server = createServer(
    {
      requestTimeout: requestTimeoutMs,
      // Node would answer without a body, and take two.
      requireHostHeader: false,
      // Other upgrades, such as curl's h2c, are ordinary requests.
      shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
    },
    (request, response) => {
      track(server, response)
      const fault = faultOf(request)
      if (fault === undefined) app(request, response)
      else answer(response, fault)
    },
  )
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (socket.writable && error.code !== 'ECONNRESET') refuse(socket, parserErrors(error.code))
    else socket.destroy()
  })
  server.on('connect', ({ method = '' }, socket: Duplex) => {
    refuse(socket, wrongEverywhere(method))
  })
  server.on('checkExpectation', (_request, response) => {
    answer(
      response,
      new HttpError(417, {
        field: 'header.expect',
        rule: 'expect',
        message: 'must be 100-continue',
      }),
    )
  })
  return server
}

const inFlight = new WeakMap<Server, Set<ServerResponse>>()

/** A server that takes no new connections also ends those it has after their answer. */
function track(server: Server, response: ServerResponse): void {
  if (!server.listening) response.setHeader('Connection', 'close')
  const responses = inFlight.get(server) ?? new Set()
  inFlight.set(server, responses)
  responses.add(response)
  response.once('close', () => responses.delete(response))
}

/** Resolves when all requests that have come are answered or broken off. */
export async function requestsEnded(server: Server): Promise<void> {
  for (;;) {
    const [response] = inFlight.get(server) ?? []
    if (response === undefined) return
    await once(response, 'close')
  }
}

/** What neither Node's parser nor Express refuses in words. Makes the target one that Express can read. */
function faultOf(request: IncomingMessage): Error | undefined {
  const hosts = request.rawHeaders.filter(
    (name, index) => index % 2 === 0 && name.toLowerCase() === 'host',
  )
  if (hosts.length > 1 || (hosts.length === 0 && request.httpVersion !== '1.0')) {
    return invalid({ field: 'header.host', rule: 'once', message: 'must be given once' })
  }
  const target = originForm(request.url ?? '/')
  if (target === undefined) {
    return invalid({ field: 'path', rule: 'uri', message: 'is not a valid request target' })
  }
  request.url = target
  return undefined
}

/** Path and query of a request target, which may be a whole URL, as proxies are sent; undefined when it is neither. */
function originForm(target: string): string | undefined {
  if (target.startsWith('/') || target === '*') return target
  const url = URL.parse(target)
  return url?.protocol === 'http:' || url?.protocol === 'https:'
    ? url.pathname + url.search
    : undefined
}

function parserErrors(code: string | undefined): Error {
  if (code === 'HPE_HEADER_OVERFLOW') {
    return new HttpError(431, {
      field: 'header',
      rule: 'maxBytes',
      message: 'must not be larger than 16384 bytes',
    })
  }
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') {
    return new HttpError(408, {
      field: 'request',
      rule: 'timeout',
      message: 'did not arrive in time',
    })
  }
  return invalid({ field: 'request', rule: 'http', message: 'is not valid HTTP' })
}

/** Answers a request that Express does not see, and ends the connection: what comes next on it is not to be trusted. */
function answer(response: ServerResponse, error: Error): void {
  response.setHeader('X-Request-Id', newUlid())
  response.setHeader('Connection', 'close')
  sendError(response, toErrorAnswer(error))
}

/**
 * Answers on a socket that has no HTTP response (yet), and ends it.
 * @param log is told the cause of what is the server's own fault
 */
export function refuse(socket: Duplex, error: unknown, log?: Log): void {
  const { status, headers, body } = toErrorAnswer(error)
  const requestId = newUlid()
  if (status >= 500) log?.error({ err: error, requestId }, 'request failed')
  const text = JSON.stringify(body)
  const lines = Object.entries({
    ...securityHeaders,
    'Cache-Control': 'no-store',
    'X-Request-Id': requestId,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(text)),
    ...headers,
    Connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.once('error', () => socket.destroy())
  // A client that leaves its side open would keep the socket, and the server from closing, for ever.
  socket.once('finish', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status} Refused\r\n${lines.join('')}\r\n${text}`)
}
