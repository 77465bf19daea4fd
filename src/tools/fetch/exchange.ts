import { type IncomingMessage, request as httpRequest } from 'node:http'
import type { Socket } from 'node:net'
import { urlFailure } from './failure.ts'
import type { Outgoing } from './request.ts'

/** Some sites need more than Node's 16 KiB; browsers take 256. */
const maxHeaderSize = 65_536

/** Answers of the kind `103 Early Hints` that may come before the answer; each has a header of its own to read. */
const maxInformation = 16

const defaults: readonly [string, string][] = [
  ['user-agent', 'openclaw'],
  ['accept', '*/*'],
  ['accept-encoding', 'gzip, br'],
]

/**
 * Sends a request over a connection of its own, and waits for the head of the answer. `http.request` with a socket in its hand uses no
 * agent, and so no proxy of the environment and no other connection.
 */
export function exchange(socket: Socket, outgoing: Outgoing): Promise<IncomingMessage> {
  const { url, method, headers, body } = outgoing
  return new Promise((resolve, reject) => {
    const request = httpRequest({
      createConnection: () => socket,
      method,
      path: url.pathname + url.search,
      setHost: false,
      maxHeaderSize,
      // Whatever NODE_OPTIONS says: it is what request smuggling needs.
      insecureHTTPParser: false,
    })
    request.setHeader('host', url.host)
    for (const [name, value] of [...defaults, ...headers]) request.setHeader(name, value)
    if (body !== undefined && !headers.has('content-type')) {
      request.setHeader('content-type', 'text/plain;charset=UTF-8')
    }
    let information = 0
    request.on('information', () => {
      if (++information > maxInformation) request.destroy(notHttp())
    })
    request.on('response', (response) => {
      // A body that ends with its connection would look whole when that is reset, or closed by us.
      request.on('error', (error) => response.destroy(error))
      resolve(response)
    })
    request.on('error', reject)
    // Without an error after `101 Switching Protocols`, which nobody asked for.
    request.on('close', () => {
      reject(notHttp())
    })
    request.end(body)
  })
}

const notHttp = () => urlFailure('did not answer as HTTP/1.1 asks')
