import { type IncomingMessage, request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { Duplex } from 'node:stream'

/** An answer as the upstream gave it, byte for byte. */
export interface RawAnswer {
  status: number
  headers: IncomingMessage['headers']
  rawHeaders: string[]
  body: Buffer
}

/** Larger than the server's own bound, so that it is the server that refuses. */
export const maxHeaderSize = 1_000_000

/** As sockets take it: an IPv6 address without its brackets. */
export const hostOf = ({ hostname }: URL): string => hostname.replace(/^\[(.*)\]$/, '$1')

/** Hands a request on as it came, its Host and the spelling of its path included. Ends it when `signal` does. */
export function relay(
  request: IncomingMessage,
  upstream: URL,
  signal: AbortSignal,
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest({
      host: hostOf(upstream),
      port: upstream.port,
      method: request.method,
      path: request.url,
      headers: request.rawHeaders,
      setHost: false,
      maxHeaderSize,
      signal,
      agent: false,
    })
    outgoing.on('error', reject)
    outgoing.on('response', (response) => {
      // The server may answer before it was sent everything, and then hang up.
      request.unpipe(outgoing)
      request.resume()
      const { statusCode: status = 0, headers, rawHeaders } = response
      buffer(response).then((body) => {
        outgoing.destroy()
        resolve({ status, headers, rawHeaders, body })
      }, reject)
    })
    request.pipe(outgoing)
  })
}

/** An upgrade goes past Prism, which knows HTTP only. */
export function relayUpgrade(request: IncomingMessage, client: Duplex, upstream: URL): void {
  const { method = 'GET', url = '/', rawHeaders } = request
  const server = connect(Number(upstream.port), hostOf(upstream))
  const lines = rawHeaders.map((part, index) => (index % 2 === 0 ? `${part}: ` : `${part}\r\n`))
  server.write(`${method} ${url} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1')
  for (const [from, to] of [
    [client, server],
    [server, client],
  ] as const) {
    from.pipe(to)
    from.on('error', () => to.destroy())
    from.on('close', () => to.destroy())
  }
}
