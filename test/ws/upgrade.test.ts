import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createConnection, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { operations } from '../../src/generated/operations.ts'
import type { ErrorResponse } from '../../src/generated/types.ts'
import { gatewayToken, startTestServer, type TestServer } from '../support/server.ts'
import { refusalOf, StreamClient, type StreamOptions } from '../support/stream-client.ts'

const listener = 'token-that-may-listen-0123456789'
const reader = 'token-that-may-not-listen-01234567'
const hashOf = (token: string) => `sha256:${createHash('sha256').update(token).digest('hex')}`

const config = {
  auth: {
    tokens: [
      { name: 'listener', hash: hashOf(listener), scopes: ['events:read'] },
      { name: 'reader', hash: hashOf(reader), scopes: ['sessions:read', 'status:read'] },
    ],
  },
  http: { allowedOrigins: ['https://dashboard.example'] },
}

describe('an upgrade', () => {
  let server: TestServer

  beforeAll(async () => {
    server = await startTestServer({ config: { ...config, rateLimits: { enabled: false } } })
  })

  afterAll(async () => {
    await server[Symbol.asyncDispose]()
  })

  const refusal = (options: StreamOptions) => refusalOf(server.url, options)

  const expectOpen = async (options: StreamOptions) => {
    await using client = await StreamClient.open(server.url, options)
    expect(client.socket.readyState).toBe(client.socket.OPEN)
  }

  it.each([
    ['the gateway token', { token: gatewayToken }],
    ['a token with the scope', { token: listener }],
    ['a token in the query, as a web page has it', { token: null, accessToken: listener }],
  ])('is for %s', async (_name, options) => {
    await expectOpen(options)
  })

  it.each([
    ['no token', { token: null }],
    ['a wrong token', { token: 'wrong' }],
    ['a wrong token in the query', { token: null, accessToken: 'wrong' }],
    [
      'a wrong token in the header and a right one in the query',
      { token: 'w', accessToken: listener },
    ],
  ])('with %s is refused with 401', async (_name, options) => {
    const { status, headers, body } = await refusal(options)
    expect(status).toBe(401)
    expect(headers['www-authenticate']).toBe('Bearer')
    expect(headers['x-request-id']).toBeTruthy()
    expect(body).toEqual({
      error: { code: 'UNAUTHORIZED', message: 'Missing or invalid token.', details: {} },
    })
  })

  it('with a token that lacks the scope is refused with 403, naming the scope', async () => {
    const { status, body } = await refusal({ token: reader })
    expect(status).toBe(403)
    expect(body.error).toMatchObject({
      code: 'FORBIDDEN',
      message: expect.stringContaining('events:read') as string,
    })
  })

  it.each([
    'http://localhost:5173',
    'http://127.0.0.1:8080',
    'http://[::1]',
    'https://dashboard.example',
  ])('is for a page of %s', async (origin) => {
    await expectOpen({ origin })
  })

  it('is for a page of the server itself', async () => {
    const headers = { host: 'gateway.example:3000' }
    await expectOpen({ headers, origin: 'http://gateway.example:3000' })
    await expectOpen({ origin: server.url })
  })

  it.each([
    'https://evil.example',
    'https://dashboard.example.evil.example',
    'http://dashboard.example',
    'https://localhost.evil.example',
    'null',
  ])('is refused with 403 to a page of %s, also with a right token', async (origin) => {
    const { status, body } = await refusal({ origin })
    expect(status).toBe(403)
    expect(body.error.code).toBe('FORBIDDEN')
  })

  it.each(['/', '/ws/', '/wss', '/api/events', '//', '//ws'])(
    'to %s is refused with 404, with and without a token',
    async (path) => {
      for (const token of [gatewayToken, null]) {
        const { status, body } = await rawRefusal(server.url, { path, token })
        expect(status).toBe(404)
        expect(body.error.code).toBe('NOT_FOUND')
      }
    },
  )

  it.each([
    ['an unknown parameter', '/ws?since=1', 'query.since', 'additionalProperties'],
    [
      'a parameter named like what every object has',
      '/ws?toString=1',
      'query.toString',
      'additionalProperties',
    ],
    ['__proto__', '/ws?__proto__=1', 'query.__proto__', 'additionalProperties'],
    ['an after that is no number', '/ws?after=yesterday', 'query.after', 'type'],
    ['a negative after', '/ws?after=-1', 'query.after', 'minimum'],
    ['an after beyond all numbers', '/ws?after=9007199254740992', 'query.after', 'maximum'],
    ['an empty after', '/ws?after=', 'query.after', 'type'],
    ['an after in hexadecimal', '/ws?after=0x1', 'query.after', 'type'],
    ['an after with an exponent', '/ws?after=1e0', 'query.after', 'type'],
    ['an after with a blank', '/ws?after=%201', 'query.after', 'type'],
    ['after twice', '/ws?after=1&after=2', 'query.after', 'once'],
    ['an unknown type', '/ws?types=message:sent,message:lost', 'query.types', 'enum'],
    ['no types', '/ws?types=', 'query.types', 'minLength'],
  ])('with %s is refused with 400, naming the field', async (_name, path, field, rule) => {
    const { status, body } = await refusal({ path })
    expect(status).toBe(400)
    expect(body.error.code).toBe('INVALID_REQUEST')
    expect(body.error.details).toMatchObject({ issues: [{ field, rule }] })
  })

  it.each([
    ['no key', 'sec-websocket-key', ''],
    ['an unknown version', 'sec-websocket-version', '99'],
  ])('with %s is refused with 400 in the words of the contract', async (_name, name, value) => {
    const { status, body } = await rawRefusal(server.url, { headers: { [name]: value } })
    expect(status).toBe(400)
    expect(body.error).toMatchObject({
      code: 'INVALID_REQUEST',
      details: { issues: [{ field: 'request', rule: 'websocket' }] },
    })
  })
})

describe('upgrades', () => {
  const { limit } = operations.listEvents.limit
  const withToken = { headers: { authorization: `Bearer ${listener}` } }

  it('count in the same budget as requests', async () => {
    await using server = await startTestServer({ config })
    const opened = Array.from({ length: 10 }, () =>
      StreamClient.open(server.url, { token: listener }),
    )
    for (const client of await Promise.all(opened)) await client[Symbol.asyncDispose]()
    for (let n = 10; n < limit; n++) {
      const response = await server.fetch('/api/events?limit=1', withToken)
      expect(response.status).toBe(200)
      await response.arrayBuffer()
    }
    expect((await server.fetch('/api/events', withToken)).status).toBe(429)
    const { status, headers, body } = await refusalOf(server.url, { token: listener })
    expect(status).toBe(429)
    expect(body.error.code).toBe('RATE_LIMITED')
    expect(Number(headers['retry-after'])).toBeGreaterThan(0)
    // Another token has a budget of its own.
    await using other = await StreamClient.open(server.url)
    expect(other.socket.readyState).toBe(other.socket.OPEN)
  })

  it('that were refused do not keep the server from closing, however long the client stays', async () => {
    const server = await startTestServer({ config })
    for (const request of [{ token: null }, { headers: { 'sec-websocket-version': '99' } }]) {
      const socket = await sendUpgrade(server.url, request, { allowHalfOpen: true })
      onTestFinished(() => void socket.destroy())
      socket.resume()
      await once(socket, 'end')
    }
    await server[Symbol.asyncDispose]()
  })

  it('with wrong tokens are heard no more after some', async () => {
    await using server = await startTestServer({ config })
    let status: number | undefined
    for (let n = 0; n < 100 && status !== 429; n++) {
      ;({ status } = await refusalOf(server.url, { token: `wrong-${n}` }))
    }
    expect(status).toBe(429)
    expect((await refusalOf(server.url)).status).toBe(429)
  })
})

interface RawRequest {
  path?: string
  token?: string | null
  headers?: Record<string, string>
}

/** The answer to an upgrade that no WebSocket client would send. */
async function rawRefusal(
  url: string,
  request: RawRequest,
): Promise<{ status: number; body: ErrorResponse }> {
  const socket = await sendUpgrade(url, request)
  const answer = await text(socket)
  const [head = '', body = ''] = answer.split('\r\n\r\n')
  return { status: Number(head.split(' ')[1]), body: JSON.parse(body) as ErrorResponse }
}

/** On a connection whose end of this side is for the caller to bring about, when `allowHalfOpen` says so. */
async function sendUpgrade(
  url: string,
  { path = '/ws', token = gatewayToken, headers: more }: RawRequest,
  { allowHalfOpen = false } = {},
): Promise<Socket> {
  const { hostname, port } = new URL(url)
  const headers = {
    host: `${hostname}:${port}`,
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    'sec-websocket-version': '13',
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    ...more,
  }
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`)
  const socket = createConnection({ host: hostname, port: Number(port), allowHalfOpen })
  await once(socket, 'connect')
  socket.write(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`)
  return socket
}
