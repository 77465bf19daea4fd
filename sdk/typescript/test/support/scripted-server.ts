import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { onTestFinished } from 'vitest'
import { OpenClaw, version, type ClientOptions } from '../../src/index.ts'

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

export interface ScriptedServer {
  url: string
  /** All but those for `/health`. */
  requests: ScriptedRequest[]
  /** How often `/health` was asked. */
  readonly healthChecks: number
}

export interface Script {
  /** One for each request, the last one for all that follow. */
  steps: Step[]
  /** What `/health` gives; by default that of a gateway of the SDK's version. */
  health?: Step
}

export const token = 'scripted-token-0123456789'

export const status = {
  gateway: 'running',
  channels: {},
  channelReasons: {},
  sessions: 0,
  memory: { used: 1, total: 2 },
}

export const message = {
  id: 'message-1',
  sessionId: 'session-1',
  channel: 'support',
  userId: '42',
  direction: 'outbound',
  message: 'Hello',
  status: 'queued',
  createdAt: '2026-12-01T00:00:00.000Z',
}

/** The contract's one shape of errors. */
export const failure = (
  httpStatus: number,
  code: string,
  more: { headers?: Record<string, string>; details?: object } = {},
): ScriptedAnswer => ({
  status: httpStatus,
  headers: { 'x-request-id': 'request-1', ...more.headers },
  body: { error: { code, message: `It is ${code}.`, details: more.details ?? {} } },
})

export const broken = failure(500, 'INTERNAL_ERROR')

/** A server that does what its script says; it is gone after the test. */
export async function openScripted({ steps, health }: Script): Promise<ScriptedServer> {
  const requests: ScriptedRequest[] = []
  let healthChecks = 0
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { method = '', url: path = '', headers } = request
      if (path === '/health' && health !== undefined) {
        healthChecks += 1
        act(response, health)
        return
      }
      requests.push({ method, path, headers, body })
      act(response, steps[Math.min(requests.length, steps.length) - 1] ?? 'reset')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    get healthChecks() {
      return healthChecks
    },
  }
}

/** What `/health` of a gateway says. */
export const healthOf = (other: string = version): ScriptedAnswer => ({
  body: { status: 'ok', version: other, uptime: 1 },
})

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

export interface Scripted extends ScriptedServer {
  claw: OpenClaw
  /** The delay before each further try, in milliseconds, as hooks were told. */
  delays: number[]
}

/** A scripted server and a client of it that remembers its waits. */
export async function openScriptedClient(
  script: Script,
  options: ClientOptions = {},
): Promise<Scripted> {
  const server = await openScripted({ health: healthOf(), ...script })
  const delays: number[] = []
  const hooks = {
    ...options.hooks,
    onRetry: (retry: { delayMs: number }) => {
      delays.push(retry.delayMs)
    },
  }
  const claw = new OpenClaw({ baseUrl: server.url, token, ...options, hooks })
  return Object.assign(server, { claw, delays })
}
