// What the real server does at each number that the contract promises. The numbers stand here once more, by hand: a test that read
// them from the contract would follow each change of it.
import { beforeAll, describe, expect, it } from 'vitest'
import type { ErrorResponse, Scope } from '../../src/generated/types.ts'
import { namedToken } from '../support/http.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

type Init = Parameters<TestServer['fetch']>[1]

/** As in the table of the reference. `none` is nobody's id, and the body is empty: past the scope all of them end soon. */
const operations: [request: string, scope: Scope, limit: number, status: number][] = [
  ['GET /api/status', 'status:read', 200, 200],
  ['GET /api/sessions', 'sessions:read', 200, 200],
  ['GET /api/sessions/none', 'sessions:read', 200, 404],
  ['DELETE /api/sessions/none', 'sessions:write', 200, 404],
  ['GET /api/sessions/none/messages', 'sessions:read', 200, 404],
  ['POST /api/messages', 'messages:write', 100, 400],
  ['GET /api/messages/none', 'messages:read', 200, 404],
  ['GET /api/channels', 'channels:read', 200, 200],
  ['GET /api/tools', 'tools:read', 200, 200],
  ['POST /api/tools/none/invoke', 'tools:invoke', 50, 400],
  ['GET /api/cron', 'cron:read', 200, 200],
  ['POST /api/cron', 'cron:write', 200, 400],
  ['PATCH /api/cron/none', 'cron:write', 200, 400],
  ['DELETE /api/cron/none', 'cron:write', 200, 404],
  ['POST /api/cron/none/run', 'cron:run', 200, 404],
  ['GET /api/cron/none/runs', 'cron:read', 200, 404],
  ['GET /api/config', 'config:read', 200, 200],
  ['PATCH /api/config', 'config:write', 200, 400],
  ['GET /api/events', 'events:read', 200, 200],
]

const open: [path: string, status: number][] = [
  ['/health', 200],
  ['/chat', 200],
  ['/openapi.json', 200],
  ['/openapi.yaml', 200],
  ['/asyncapi.json', 200],
  ['/asyncapi.yaml', 200],
  ['/docs', 200],
]

const scopes = [...new Set(operations.map(([, scope]) => scope))]
const tokenFor = (what: 'only' | 'but', scope: Scope): string => `token-with-${what}-${scope}`
const tokens = scopes.flatMap((scope) => [
  namedToken(`only-${scope.replace(':', '-')}`, tokenFor('only', scope), [scope]),
  namedToken(
    `but-${scope.replace(':', '-')}`,
    tokenFor('but', scope),
    scopes.filter((other) => other !== scope),
  ),
])

describe('an operation', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer({ config: { auth: { tokens } } })
    return () => server[Symbol.asyncDispose]()
  })

  const call = (request: string, token: string | null): Promise<Response> => {
    const [method = '', path = ''] = request.split(' ')
    const body = ['POST', 'PATCH'].includes(method) && !path.endsWith('/run')
    return server.fetch(path, {
      ...{ method, token, redirect: 'manual' },
      ...(body ? { json: {} } : {}),
    })
  }

  it.each(operations)('%s takes %s, of a budget of %i', async (request, scope, limit, status) => {
    const allowed = await call(request, tokenFor('only', scope))
    expect(allowed.status).toBe(status)
    expect(allowed.headers.get('ratelimit-limit')).toBe(String(limit))
    const reset = Number(allowed.headers.get('ratelimit-reset'))
    expect(reset).toBeGreaterThan(0)
    expect(reset).toBeLessThanOrEqual(60)
    expect((await call(request, tokenFor('but', scope))).status).toBe(403)
    expect((await call(request, null)).status).toBe(401)
  })

  it.each(open)('GET %s takes no token', async (path, status) => {
    const answer = await call(`GET ${path}`, null)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('ratelimit-limit')).toBe('200')
  })
})

const text = (length: number): string => 'a'.repeat(length)
const members = (count: number): object =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, null]))
const get = (path: string): [string, Init] => [path, {}]
const post = (path: string, json: object, headers = {}): [string, Init] => [path, { json, headers }]
const message = { channel: 'webchat', userId: 'user-1', message: 'Hello' }
const job = {
  name: 'job',
  schedule: { cron: '0 7 * * *' },
  action: { type: 'message', ...message },
}
const jobWith = (schedule: object): [string, Init] => post('/api/cron', { ...job, schedule })

/** Each with the last value that is taken and the first that is not, and which rule says so. */
const bounds: [
  field: string,
  rule: string,
  last: number,
  first: number,
  request: (n: number) => [string, Init],
][] = [
  [
    'header.idempotency-key',
    'maxLength',
    255,
    256,
    (n) => post('/api/messages', message, { 'idempotency-key': text(n) }),
  ],
  [
    'body.message',
    'maxLength',
    65536,
    65537,
    (n) => post('/api/messages', { ...message, message: text(n) }),
  ],
  [
    'body.message',
    'minLength',
    1,
    0,
    (n) => post('/api/messages', { ...message, message: text(n) }),
  ],
  [
    'body.userId',
    'maxLength',
    255,
    256,
    (n) => post('/api/messages', { ...message, userId: text(n) }),
  ],
  ['body.userId', 'minLength', 1, 0, (n) => post('/api/messages', { ...message, userId: text(n) })],
  [
    'body.channel',
    'maxLength',
    64,
    65,
    (n) => post('/api/messages', { ...message, channel: text(n) }),
  ],
  ['query.limit', 'maximum', 200, 201, (n) => get(`/api/sessions?limit=${n}`)],
  ['query.limit', 'minimum', 1, 0, (n) => get(`/api/events?limit=${n}`)],
  ['query.cursor', 'maxLength', 512, 513, (n) => get(`/api/sessions?cursor=${text(n)}`)],
  ['query.channel', 'maxLength', 64, 65, (n) => get(`/api/sessions?channel=${text(n)}`)],
  ['query.userId', 'maxLength', 255, 256, (n) => get(`/api/sessions?userId=${text(n)}`)],
  [
    'query.types',
    'maxItems',
    20,
    21,
    (n) => get(`/api/events?types=${Array(n).fill('error').join()}`),
  ],
  ['query.after', 'minimum', 0, -1, (n) => get(`/api/events?after=${n}`)],
  ['path.id', 'maxLength', 80, 81, (n) => get(`/api/messages/${text(n)}`)],
  ['path.name', 'maxLength', 128, 129, (n) => post(`/api/tools/${text(n)}/invoke`, { params: {} })],
  ['path.file', 'maxLength', 100, 101, (n) => get(`/docs/${text(n)}`)],
  [
    'body.params',
    'maxProperties',
    100,
    101,
    (n) => post('/api/tools/read/invoke', { params: members(n) }),
  ],
  ['body.name', 'maxLength', 100, 101, (n) => post('/api/cron', { ...job, name: text(n) })],
  ['body.name', 'minLength', 1, 0, (n) => post('/api/cron', { ...job, name: text(n) })],
  ['body.schedule.cron', 'maxLength', 200, 201, (n) => jobWith({ cron: text(n) })],
  [
    'body.schedule.timezone',
    'maxLength',
    64,
    65,
    (n) => jobWith({ cron: '0 7 * * *', timezone: text(n) }),
  ],
  ['body.schedule.every', 'maxLength', 8, 9, (n) => jobWith({ every: `${'1'.repeat(n - 1)}s` })],
  [
    'body.schedule.at',
    'maxLength',
    40,
    41,
    (n) => jobWith({ at: `2099-01-01T00:00:00.${'1'.repeat(n - 21)}Z` }),
  ],
  [
    'body',
    'minProperties',
    1,
    0,
    (n) => ['/api/cron/none', { method: 'PATCH', json: n === 0 ? {} : { enabled: true } }],
  ],
  ['body', 'maxProperties', 50, 51, (n) => ['/api/config', { method: 'PATCH', json: members(n) }]],
  [
    'header.if-match',
    'maxLength',
    100,
    101,
    (n) => [
      '/api/config',
      { method: 'PATCH', json: { port: null }, headers: { 'if-match': text(n) } },
    ],
  ],
]

describe('a server without limits', () => {
  let server: TestServer
  beforeAll(async () => {
    server = await startTestServer({ config: { rateLimits: { enabled: false } } })
    return () => server[Symbol.asyncDispose]()
  })

  /** Which rules this field broke. */
  const brokenBy = async ([path, init]: [string, Init], field: string): Promise<string[]> => {
    const response = await server.fetch(path, init)
    if (response.status !== 400) return []
    const { error } = (await response.json()) as ErrorResponse
    return (error.details.issues ?? []).filter((one) => one.field === field).map(({ rule }) => rule)
  }

  it.each(bounds)(
    'holds %s to its %s: %i is taken, %i is not',
    async (field, rule, last, first, request) => {
      expect(await brokenBy(request(last), field)).not.toContain(rule)
      expect(await brokenBy(request(first), field)).toContain(rule)
    },
  )

  it('gives 50 of a list where no limit is asked for', async () => {
    const sent = Array.from({ length: 51 }, () => server.fetch(...post('/api/messages', message)))
    const [first] = await Promise.all(sent)
    const { sessionId } = (await first?.json()) as { sessionId: string }
    const page = await server.fetch(`/api/sessions/${sessionId}/messages`)
    expect(await page.json()).toMatchObject({
      messages: Array(50).fill(expect.anything()) as unknown[],
      nextCursor: expect.any(String) as unknown,
    })
  })

  it('makes a job that is enabled, runs once for what it missed, and not beside itself', async () => {
    const made = await server.fetch(...post('/api/cron', job))
    expect(made.status).toBe(201)
    expect(await made.json()).toMatchObject({ enabled: true, overlap: false, missed: 'once' })
  })

  it.each(['once', 'skip', 'catchUp'])('takes %s for what was missed', async (missed) => {
    const made = await server.fetch(...post('/api/cron', { ...job, missed }))
    expect(await made.json()).toMatchObject({ missed })
  })
})
