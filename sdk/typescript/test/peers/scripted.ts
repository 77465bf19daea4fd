import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http'
import { text } from 'node:stream/consumers'
import { closeHttp, listen } from './listening.ts'
import type { Peer } from './peer-server.ts'

export interface ScriptedAnswer {
  status?: number
  headers?: Record<string, string>
  /** An object is sent as JSON, a text as it is. */
  body?: unknown
}

/**
 * One request's fate. `hang` never answers; `reset` breaks the connection before the answer, `cut` in the middle of
 * its body, and `stall` stops there.
 */
export type Step = ScriptedAnswer | 'hang' | 'reset' | 'cut' | 'stall'

export interface ScriptedRequest {
  method: string
  path: string
  headers: IncomingHttpHeaders
  body: string
}

export interface Script {
  /** One for each request, the last one for all that follow. */
  steps: Step[]
  /** What `/health` gives; as any other request where it is not given. */
  health?: Step | undefined
}

export interface ScriptedServer extends Peer {
  /** All but those for `/health`. */
  requests: ScriptedRequest[]
  /** How often `/health` was asked. */
  readonly healthChecks: number
}

/** A server that does what its script says, and that pages of any origin may ask. */
export async function openScripted({ steps, health }: Script): Promise<ScriptedServer> {
  const requests: ScriptedRequest[] = []
  let healthChecks = 0
  const server = createServer((request, response) => {
    permit(request, response)
    if (response.writableEnded) return
    void text(request).then(
      (body) => {
        const { method = '', url: path = '', headers } = request
        if (path === '/health' && health !== undefined) {
          healthChecks += 1
          act(response, health)
          return
        }
        requests.push({ method, path, headers, body })
        act(response, steps[Math.min(requests.length, steps.length) - 1] ?? 'reset')
        // Who left in the middle of a request has made none.
      },
      () => undefined,
    )
  })
  return {
    url: await listen(server),
    requests,
    get healthChecks() {
      return healthChecks
    },
    [Symbol.asyncDispose]: () => closeHttp(server),
  }
}

/** Pages of other origins: a preflight is answered, and counts as nothing. */
export function permit({ method, headers }: IncomingMessage, response: ServerResponse): void {
  if (headers.origin === undefined) return
  // Browsers ask again by themselves where a connection breaks that was used before.
  response.setHeader('connection', 'close')
  response.setHeader('access-control-allow-origin', '*')
  response.setHeader('access-control-expose-headers', '*')
  const wanted = headers['access-control-request-method']
  if (method !== 'OPTIONS' || wanted === undefined) return
  response.setHeader('access-control-allow-methods', wanted)
  const names = headers['access-control-request-headers']
  if (names !== undefined) response.setHeader('access-control-allow-headers', names)
  response.writeHead(204).end()
}

function act(response: ServerResponse, step: Step): void {
  if (step === 'hang') return
  if (step === 'reset') {
    response.socket?.resetAndDestroy()
    return
  }
  if (step === 'cut' || step === 'stall') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' })
    response.write('{"gateway":', () => {
      if (step === 'cut') response.socket?.destroy()
    })
    return
  }
  const { body = '', headers = {} } = step
  const isText = typeof body === 'string'
  response.writeHead(step.status ?? 200, {
    'content-type': isText ? 'text/html' : 'application/json',
    ...headers,
  })
  response.end(isText ? body : JSON.stringify(body))
}
