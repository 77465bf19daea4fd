import { describe, expect, test } from 'vitest'
import {
  type Answer,
  answerOf,
  errorOf,
  exchange,
  expectError,
  namedToken,
  parseAnswer,
} from '../support/http.ts'
import { gatewayToken, startTestServer, type TestServer } from '../support/server.ts'
import { WebhookReceiver } from '../support/webhook-receiver.ts'
import { until } from '../support/until.ts'

const otherToken = 'token-of-another-program'
const auth = {
  tokens: [
    namedToken('other', otherToken, [
      'status:read',
      'tools:invoke',
      'messages:write',
      'config:write',
    ]),
  ],
}

type Init = Parameters<TestServer['fetch']>[1]
type Call = (init?: Init) => Promise<Answer>

const rateLimited = { status: 429, code: 'RATE_LIMITED' }

const caller =
  (server: TestServer, path: string, always: Init = {}): Call =>
  async (init) =>
    answerOf(await server.fetch(path, { ...always, ...init }))

/** As many at once. */
const times = (count: number, call: Call, init?: Init): Promise<Answer[]> =>
  Promise.all(Array.from({ length: count }, () => call(init)))

const statusesOf = (answers: Answer[]): number[] => [
  ...new Set(answers.map(({ status }) => status)),
]

/** Uses the whole budget, and checks what is said when it is used up. */
async function exhaust(call: Call, { limit, status }: { limit: number; status: number }) {
  expect(statusesOf(await times(limit, call))).toEqual([status])
  for (const answer of await times(2, call)) {
    const error = expectError(answer, rateLimited)
    expect(error).toEqual({
      code: 'RATE_LIMITED',
      message: `Too many requests: ${limit} a minute are allowed.`,
      details: {},
    })
    expectRetryAfter(answer.headers)
    expect(answer.headers.get('ratelimit-limit')).toBe(String(limit))
    expect(answer.headers.get('ratelimit-remaining')).toBe('0')
  }
}

function expectRetryAfter(headers: Headers): void {
  expect(headers.get('retry-after')).toMatch(/^[1-9]\d?$/)
  expect(Number(headers.get('retry-after'))).toBeLessThanOrEqual(60)
}

describe('a token has three budgets a minute', () => {
  test('100 messages, 50 tool calls, 200 of everything else, each by itself', async () => {
    await using receiver = await WebhookReceiver.start()
    const support = { type: 'webhook', url: receiver.url, secret: WebhookReceiver.secret }
    await using server = await startTestServer({ config: { auth, channels: { support } } })
    const send = caller(server, '/api/messages', {
      json: { channel: 'support', userId: 'user-1', message: 'Hello' },
    })
    const invoke = caller(server, '/api/tools/list/invoke', { json: { params: {} } })
    const status = caller(server, '/api/status')
    const other = { token: otherToken }

    await exhaust(send, { limit: 100, status: 202 })
    await exhaust(invoke, { limit: 50, status: 200 })
    await exhaust(status, { limit: 200, status: 200 })

    expect((await send(other)).status).toBe(202)
    expect((await invoke(other)).status).toBe(200)
    expect((await status(other)).status).toBe(200)
    await until(() => {
      expect(receiver.deliveries).toHaveLength(101)
    })
  })

  test('everything else draws on one budget, well or badly asked', async () => {
    await using server = await startTestServer({ config: { auth } })
    const calls = [
      caller(server, '/api/sessions'),
      caller(server, '/api/sessions/session-none'),
      caller(server, '/api/sessions?limit=0'),
      caller(server, '/api/channels', { method: 'HEAD' }),
      caller(server, '/api/config', { method: 'PATCH', body: '{' }),
    ]
    for (const call of calls) expect(statusesOf(await times(40, call))).not.toContain(429)
    for (const call of calls) expect((await call()).status).toBe(429)
    expect((await calls[0]?.({ token: otherToken }))?.status).toBe(403)
  })

  test('each answer says what is left', async () => {
    await using server = await startTestServer()
    const left = async (path: string) => {
      const { headers } = await server.fetch(path)
      expect(Number(headers.get('ratelimit-reset'))).toBeGreaterThanOrEqual(1)
      expect(Number(headers.get('ratelimit-reset'))).toBeLessThanOrEqual(60)
      expect(headers.has('retry-after')).toBe(false)
      return `${headers.get('ratelimit-remaining') ?? ''} of ${headers.get('ratelimit-limit') ?? ''}`
    }
    expect(await left('/api/status')).toBe('199 of 200')
    expect(await left('/api/sessions/session-none')).toBe('198 of 200')
    expect(await left('/api/status')).toBe('197 of 200')
    const { headers } = await server.fetch('/api/messages', { json: {} })
    expect(headers.get('ratelimit-remaining')).toBe('99')
  })

  test('the event stream draws on the budget of everything else', async () => {
    await using server = await startTestServer()
    await exhaust(caller(server, '/api/status'), { limit: 200, status: 200 })
    const answer = await upgrade(server)
    expectError(answer, rateLimited)
    expectRetryAfter(answer.headers)
  })

  test('named tokens have their own, also when they come from one address', async () => {
    await using server = await startTestServer({ config: { auth } })
    const status = caller(server, '/api/status', { token: otherToken })
    await exhaust(status, { limit: 200, status: 200 })
    expect((await status({ token: gatewayToken })).status).toBe(200)
    expect((await server.fetch('/health')).status).toBe(200)
  })
})

describe('where there is no token', () => {
  test('the address has the budget', async () => {
    await using server = await startTestServer()
    const health = caller(server, '/health', { token: null })
    const forged = { headers: { 'x-forwarded-for': '203.0.113.7' } }
    await exhaust(health, { limit: 200, status: 200 })
    expect((await health({ token: gatewayToken })).status).toBe(429)
    expect((await health(forged)).status).toBe(429)
    expect((await caller(server, '/docs')()).status).toBe(429)
    expect((await caller(server, '/hooks/none', { method: 'POST' })()).status).toBe(429)
    expect((await caller(server, '/api/status')()).status).toBe(200)
  })

  test('behind a trusted proxy it is the address that this proxy saw', async () => {
    await using server = await startTestServer({ config: { http: { trustProxy: true } } })
    const from = (addresses: string) =>
      caller(server, '/health', { token: null, headers: { 'x-forwarded-for': addresses } })
    await exhaust(from('203.0.113.7'), { limit: 200, status: 200 })
    expect((await from('198.51.100.1, 203.0.113.7')()).status).toBe(429)
    expect((await from('203.0.113.7, 198.51.100.1')()).status).toBe(200)
    expect((await from('203.0.113.8')()).status).toBe(200)
  })

  test('an IPv6 network counts as one address', async () => {
    await using server = await startTestServer({ config: { http: { trustProxy: true } } })
    const from = (address: string) =>
      caller(server, '/health', { token: null, headers: { 'x-forwarded-for': address } })
    expect(statusesOf(await times(100, from('2001:db8::1')))).toEqual([200])
    expect(statusesOf(await times(100, from('2001:db8::2:1')))).toEqual([200])
    expect((await from('2001:db8::3')()).status).toBe(429)
    expect((await from('2001:db9::1')()).status).toBe(200)
    expect((await from('no:address')()).status).toBe(200)
  })
})

describe('rateLimits.enabled', () => {
  test('false: there are none, and no headers of them', async () => {
    await using server = await startTestServer({ config: { rateLimits: { enabled: false } } })
    const answers = await times(210, caller(server, '/api/status'))
    expect(statusesOf(answers)).toEqual([200])
    const names = answers.flatMap(({ headers }) => [...headers.keys()])
    expect(names.filter((name) => name.startsWith('ratelimit'))).toEqual([])
  })

  test('takes effect at once', async () => {
    await using server = await startTestServer({ config: { auth } })
    const status = caller(server, '/api/status')
    await exhaust(status, { limit: 200, status: 200 })
    const patch = (enabled: boolean) =>
      server.fetch('/api/config', {
        method: 'PATCH',
        json: { rateLimits: { enabled } },
        token: otherToken,
      })
    expect((await patch(false)).status).toBe(200)
    expect((await status()).status).toBe(200)
    expect((await patch(true)).status).toBe(200)
    expect((await status()).status).toBe(429)
  })
})

/** Asks for the event stream. @returns what is said instead */
async function upgrade(server: TestServer): Promise<Answer> {
  const lines = [
    'GET /ws HTTP/1.1',
    'Host: gateway',
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    `Sec-WebSocket-Key: ${Buffer.alloc(16).toString('base64')}`,
    `Authorization: Bearer ${gatewayToken}`,
  ]
  return parseAnswer(await exchange(server.url, `${lines.join('\r\n')}\r\n\r\n`))
}

describe('wrong tokens', () => {
  const guess = (server: TestServer, token: string, from?: string): Promise<Answer> =>
    caller(server, '/api/status', {
      token,
      ...(from === undefined ? {} : { headers: { 'x-forwarded-for': from } }),
    })()
  const guesses = (server: TestServer, count: number, from?: string): Promise<Answer[]> =>
    Promise.all(Array.from({ length: count }, (_, index) => guess(server, `wrong-${index}`, from)))

  test('20 different ones: then the address is not heard, even with the right one', async () => {
    await using server = await startTestServer({ config: { rateLimits: { enabled: false } } })
    expect(statusesOf(await guesses(server, 19))).toEqual([401])
    expect((await guess(server, gatewayToken)).status).toBe(200)
    expect((await guess(server, 'wrong-19')).status).toBe(401)

    for (const token of ['wrong-20', 'wrong-0', gatewayToken]) {
      const answer = await guess(server, token)
      const error = expectError(answer, rateLimited)
      expect(error.message).toMatch(/wrong tokens/)
      expectRetryAfter(answer.headers)
    }
    expect((await server.fetch('/health')).status).toBe(200)
    await errorOf(await server.fetch('/api/status', { token: null }), {
      status: 401,
      code: 'UNAUTHORIZED',
    })
  })

  test('one that is repeated, such as a stale one, locks nobody out', async () => {
    await using server = await startTestServer()
    const answers = await Promise.all(
      Array.from({ length: 100 }, () => guess(server, 'a-stale-token')),
    )
    expect(statusesOf(answers)).toEqual([401])
    expect((await guess(server, gatewayToken)).status).toBe(200)
  })

  test('of one address leave the others alone', async () => {
    await using server = await startTestServer({ config: { http: { trustProxy: true } } })
    await guesses(server, 20, '203.0.113.7')
    expect((await guess(server, gatewayToken, '203.0.113.7')).status).toBe(429)
    expect((await guess(server, gatewayToken, '203.0.113.8')).status).toBe(200)
  })

  test('count over the event stream as over HTTP', async () => {
    await using server = await startTestServer()
    await guesses(server, 20)
    const answer = await upgrade(server)
    expectError(answer, rateLimited)
    expectRetryAfter(answer.headers)
  })
})
