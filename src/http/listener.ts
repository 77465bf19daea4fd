import { createServer, type RequestListener, type Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { invalid } from '../kernel/errors.ts'
import { newUlid } from '../kernel/ids.ts'
import { HttpError, toErrorAnswer } from './errors.ts'
import { securityHeaders } from './reply.ts'

const requestTimeoutMs = 60_000

/**
 * The HTTP server. What Node's parser refuses before there is a request gets the contract's error too: malformed or smuggled
 * requests 400, headers over 16 KiB 431, a request that does not arrive in time 408.
 */
export function createListener(app: RequestListener): Server {
  const server = createServer(
    {
      requestTimeout: requestTimeoutMs,
      // Other upgrades, such as curl's h2c, are ordinary requests.
      shouldUpgradeCallback: ({ headers }) => headers.upgrade?.toLowerCase() === 'websocket',
    },
    app,
  )
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Duplex) => {
    if (socket.writable && error.code !== 'ECONNRESET') refuse(socket, parserErrors(error.code))
    else socket.destroy()
  })
  server.on('connect', (_request, socket: Duplex) => {
    refuse(
      socket,
      new HttpError(405, { field: 'method', rule: 'method', message: 'CONNECT is not allowed' }),
    )
  })
  server.on('checkExpectation', (_request, response) => {
    const answer = toErrorAnswer(
      new HttpError(417, {
        field: 'header.expect',
        rule: 'expect',
        message: 'must be 100-continue',
      }),
    )
    response.writeHead(answer.status, {
      ...securityHeaders,
      'Content-Type': 'application/json; charset=utf-8',
    })
    response.end(JSON.stringify(answer.body))
  })
  return server
}

function parserErrors(code: string | undefined): unknown {
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

/** Answers on a socket that has no HTTP response (yet), and ends it. */
export function refuse(socket: Duplex, error: unknown): void {
  const { status, headers, body } = toErrorAnswer(error)
  const text = JSON.stringify(body)
  const lines = Object.entries({
    ...securityHeaders,
    'Cache-Control': 'no-store',
    'X-Request-Id': newUlid(),
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(text)),
    ...headers,
    Connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`)
  socket.once('error', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status} Refused\r\n${lines.join('')}\r\n${text}`)
}
