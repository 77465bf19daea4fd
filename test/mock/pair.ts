import { expect } from 'vitest'
import { startMock } from '../../scripts/mock/server.ts'
import type { ErrorResponse } from '../../src/generated/types.ts'
import { webhookSecret } from '../support/config.ts'
import { type Answer, answerOf } from '../support/http.ts'
import { gatewayToken, startTestServer } from '../support/server.ts'

export interface Request {
  path: string
  method?: string
  headers?: Record<string, string>
  body?: string | Buffer<ArrayBuffer>
  /** `null`: none; the gateway's where it is not given. */
  token?: string | null
}

/** The gateway with a channel `support`, and the mock, which takes the gateway's token alone. */
export interface Pair extends AsyncDisposable {
  server: string
  mock: string
}

export async function startPair(): Promise<Pair> {
  const server = await startTestServer({
    config: {
      channels: {
        support: { type: 'webhook', url: 'http://127.0.0.1:9/in', secret: webhookSecret },
      },
    },
  })
  const mock = await startMock({ host: '127.0.0.1', port: 0, token: gatewayToken })
  return {
    server: server.url,
    mock: mock.url,
    async [Symbol.asyncDispose]() {
      await mock.close()
      await server[Symbol.asyncDispose]()
    },
  }
}

export async function ask(
  url: string,
  { path, token = gatewayToken, headers = {}, ...init }: Request,
): Promise<Answer> {
  const bearer: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` }
  return answerOf(
    await fetch(url + path, { ...init, headers: { ...bearer, ...headers }, redirect: 'manual' }),
  )
}

/** Asks both the same. @returns the server's answer and the mock's */
export async function askBoth(
  { server, mock }: Pair,
  request: Request,
): Promise<{ real: Answer; mocked: Answer }> {
  return { real: await ask(server, request), mocked: await ask(mock, request) }
}

/** What a client can tell of an answer but for the values in it: of an error each field and its rule too. */
export function shapeOf({ status, headers, body }: Answer): object {
  return {
    status,
    headers: [...headers.keys()].sort(),
    type: headers.get('content-type'),
    allow: headers.get('allow'),
    challenge: headers.get('www-authenticate'),
    error: status >= 400 && body !== '' ? errorShape(JSON.parse(body) as ErrorResponse) : undefined,
  }
}

function errorShape({ error, ...more }: ErrorResponse): object {
  const { code, message, details, ...others } = error
  expect(message).not.toBe('')
  const issues = details.issues?.map(({ field, rule }) => `${field} ${rule}`).sort()
  return { code, issues, keys: Object.keys({ ...more, ...others, ...details }).sort() }
}

/** Asks both the same, and expects answers that no client can tell from each other by their shape. */
export async function expectSame(pair: Pair, request: Request): Promise<Answer> {
  const { real, mocked } = await askBoth(pair, request)
  const where = `${request.method ?? 'GET'} ${request.path}`.slice(0, 200)
  expect({ where, ...shapeOf(mocked) }).toEqual({ where, ...shapeOf(real) })
  return real
}
