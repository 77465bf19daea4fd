import { ServerResponse, IncomingMessage } from 'node:http'
import { Socket } from 'node:net'
import helmet from 'helmet'
import type { ErrorAnswer } from './errors.ts'

/** Helmet's headers never change, so they are taken once: 12 `setHeader` calls a request are 4 µs. */
export const securityHeaders: Record<string, string> = takeHelmetHeaders()

function takeHelmetHeaders(): Record<string, string> {
  const response = new ServerResponse(new IncomingMessage(new Socket()))
  helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
        frameAncestors: ["'none'"],
        styleSrc: ["'unsafe-inline'"],
      },
    },
    // Loopback and plain HTTP behind a proxy: whether there is TLS, the proxy knows.
    strictTransportSecurity: false,
    crossOriginResourcePolicy: { policy: 'cross-origin' },
  })(new IncomingMessage(new Socket()), response, () => undefined)
  return Object.fromEntries(
    Object.entries(response.getHeaders()).map(([name, value]) => [name, String(value)]),
  )
}

export interface Answer {
  status: number
  headers: Record<string, string>
  /** Left out: no body at all. */
  body?: string | Buffer | undefined
  /** Of the body. */
  type?: string
}

/** Writes a whole answer at once. Node leaves the body out of answers to HEAD by itself. */
export function sendAnswer(
  response: ServerResponse,
  { status, headers, body, type = 'application/json' }: Answer,
): void {
  const always = { ...securityHeaders, 'Cache-Control': 'no-store', ...headers }
  if (body === undefined) response.writeHead(status, always).end()
  else {
    const length = Buffer.byteLength(body)
    response
      .writeHead(status, {
        ...always,
        'Content-Type': `${type}; charset=utf-8`,
        'Content-Length': length,
      })
      .end(body)
  }
}

export function sendError(response: ServerResponse, { status, headers, body }: ErrorAnswer): void {
  sendAnswer(response, { status, headers, body: JSON.stringify(body) })
}
