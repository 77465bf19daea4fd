import { readFile } from 'node:fs/promises'
import { afterAll, describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { type OperationId, operations, version } from '../../src/generated/operations.ts'
import { answerOf, errorOf, expectCommonHeaders } from '../support/http.ts'
import { startTestServer } from '../support/server.ts'

const listed = 'https://app.example.com'

const server = await startTestServer({
  config: {
    rateLimits: { enabled: false },
    http: { allowedOrigins: [listed] },
    cron: {
      jobs: {
        once: {
          schedule: { cron: '0 0 29 2 *' },
          action: { type: 'tool', tool: 'list', params: {} },
        },
      },
    },
  },
})
afterAll(() => server[Symbol.asyncDispose]())

type Operation = (typeof operations)[OperationId]

const all: Operation[] = Object.values(operations)
const reads = all.filter(({ method }) => method === 'get')
const paths = [...new Set(all.map(({ path }) => path))]

/** Of the job that there is; what else is asked for is not there. */
const at = (path: string): string => path.replaceAll(/\{\w+\}/g, 'job-once')

/** Without those of the connection, which is the client's own affair. */
const namesOf = (headers: Headers): string[] =>
  [...headers.keys()].filter((name) => !/^(connection|keep-alive)$/.test(name))

describe('HEAD', () => {
  test.each(reads)('$path answers like GET, without the body', async ({ path }) => {
    const get = await answerOf(await server.fetch(at(path)))
    const head = await answerOf(await server.fetch(at(path), { method: 'HEAD' }))
    expect(head.status).toBe(get.status)
    expect(head.body).toBe('')
    expect(Number(head.headers.get('content-length'))).toBeGreaterThan(0)
    expect(namesOf(head.headers)).toEqual(namesOf(get.headers))
    expect(head.headers.get('content-type')).toBe(get.headers.get('content-type'))
    expectCommonHeaders(head.headers)
  })
})

describe('OPTIONS', () => {
  test.each(paths)('%s tells the methods, to anybody', async (path) => {
    const methods = all.filter((operation) => operation.path === path).map(({ method }) => method)
    const answer = await answerOf(await server.fetch(at(path), { method: 'OPTIONS', token: null }))
    expect(answer).toMatchObject({ status: 204, body: '' })
    expectCommonHeaders(answer.headers)
    expect(new Set(answer.headers.get('allow')?.split(', '))).toEqual(
      new Set([
        ...methods.map((method) => method.toUpperCase()),
        ...(methods.includes('get') ? ['HEAD'] : []),
        'OPTIONS',
      ]),
    )
  })

  test('of an unknown path is an error', async () => {
    const response = await server.fetch('/api/none', { method: 'OPTIONS' })
    await errorOf(response, { status: 404, code: 'NOT_FOUND' })
  })
})

describe('web pages', () => {
  const allowed = [
    listed,
    server.url,
    'http://localhost:5173',
    'https://localhost',
    'http://127.0.0.1:8080',
    'http://[::1]:8080',
  ]
  const foreign = [
    'https://evil.example',
    'http://app.example.com',
    'https://app.example.com:8443',
    'https://app.example.com.evil.example',
    'http://localhost.evil.example',
    'http://127.0.0.1.evil.example',
    'http://10.0.0.1',
    'null',
    'localhost',
  ]
  const preflight = (origin: string) =>
    server.fetch('/api/messages', {
      method: 'OPTIONS',
      token: null,
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,idempotency-key',
      },
    })

  test.each(allowed)('%s may read the answers', async (origin) => {
    const { status, headers } = await server.fetch('/api/status', { headers: { origin } })
    expect(status).toBe(200)
    expect(headers.get('access-control-allow-origin')).toBe(origin)
    expect(headers.get('vary')).toMatch(/origin/i)
    expect(headers.has('access-control-allow-credentials')).toBe(false)
    const exposed = headers.get('access-control-expose-headers')?.toLowerCase().split(',')
    expect(exposed).toEqual(
      expect.arrayContaining(['x-request-id', 'location', 'etag', 'retry-after']),
    )
  })

  test.each(allowed)('%s may read errors too', async (origin) => {
    for (const path of ['/api/status', '/none']) {
      const { headers } = await server.fetch(path, { token: null, headers: { origin } })
      expect(headers.get('access-control-allow-origin')).toBe(origin)
    }
  })

  test.each(allowed)('%s may ask first', async (origin) => {
    const answer = await answerOf(await preflight(origin))
    expect(answer).toMatchObject({ status: 204, body: '' })
    expectCommonHeaders(answer.headers)
    expect(answer.headers.get('access-control-allow-origin')).toBe(origin)
    expect(answer.headers.get('access-control-allow-methods')?.split(',')).toEqual(
      expect.arrayContaining(['GET', 'POST', 'PATCH', 'DELETE']),
    )
    expect(answer.headers.get('access-control-allow-headers')?.split(',')).toEqual(
      expect.arrayContaining(['authorization', 'content-type', 'idempotency-key']),
    )
  })

  test.each(foreign)('%s may not', async (origin) => {
    const answers = [
      await server.fetch('/api/status', { headers: { origin } }),
      await server.fetch('/api/status', { token: null, headers: { origin } }),
      await preflight(origin),
    ]
    for (const { headers } of answers) {
      const names = [...headers.keys()].filter((name) => name.startsWith('access-control'))
      expect(names).toEqual([])
    }
  })

  test('the list may change while the server runs', async () => {
    const origin = 'https://new.example.com'
    const patch = (allowedOrigins: string[]) =>
      server.fetch('/api/config', { method: 'PATCH', json: { http: { allowedOrigins } } })
    await patch([listed, origin])
    const after = await server.fetch('/health', { headers: { origin } })
    expect(after.headers.get('access-control-allow-origin')).toBe(origin)
    await patch([listed])
    const undone = await server.fetch('/health', { headers: { origin } })
    expect(undone.headers.has('access-control-allow-origin')).toBe(false)
  })
})

describe('request ids', () => {
  test('are never the same, and never the client', async () => {
    const mine = 'an-id-of-the-client'
    const responses = await Promise.all(
      Array.from({ length: 20 }, () =>
        server.fetch('/health', { headers: { 'x-request-id': mine } }),
      ),
    )
    const ids = responses.map(({ headers }) => headers.get('x-request-id'))
    expect(new Set(ids).size).toBe(20)
    expect(ids).not.toContain(mine)
  })
})

describe('the documentation', () => {
  const source = (name: string): Promise<string> =>
    readFile(new URL(`../../spec/${name}`, import.meta.url), 'utf8')
  const get = async (path: string) => answerOf(await server.fetch(path, { token: null }))

  test('/openapi.yaml and /asyncapi.yaml are the files', async () => {
    for (const name of ['openapi.yaml', 'asyncapi.yaml']) {
      const { status, headers, body } = await get(`/${name}`)
      expect(status).toBe(200)
      expect(headers.get('content-type')).toBe('application/yaml; charset=utf-8')
      expect(body).toBe(await source(name))
    }
  })

  test('/openapi.json is the same document', async () => {
    const { status, headers, body } = await get('/openapi.json')
    expect(status).toBe(200)
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect(JSON.parse(body)).toEqual(parse(await source('openapi.yaml')))
  })

  test('/asyncapi.json needs no other document', async () => {
    const { status, body } = await get('/asyncapi.json')
    expect(status).toBe(200)
    const document = JSON.parse(body) as {
      asyncapi: string
      info: { version: string }
      components: { messages: Record<string, { name: string; payload: { properties: object } }> }
    }
    expect(document).toMatchObject({ asyncapi: '3.0.0', info: { version } })
    const references = [...body.matchAll(/"\$ref":"([^"]*)"/g)].map(([, target = '']) => target)
    expect(references.filter((target) => !target.startsWith('#/'))).toEqual([])
    for (const target of new Set(references)) {
      expect({ target, leadsTo: follow(document, target) }).toEqual({
        target,
        leadsTo: expect.any(Object) as unknown,
      })
    }
    expect(Object.values(document.components.messages).map(({ name }) => name)).toEqual([
      'message:received',
      'message:sent',
      'session:created',
      'tool:invoked',
      'channel:status',
      'cron:started',
      'cron:finished',
      'error',
      'hello',
      'say',
      'ping',
      'welcome',
      'message',
      'accepted',
      'refused',
      'pong',
    ])
    const sent = document.components.messages['messageSent']
    expect(JSON.stringify(sent)).toContain('"direction"')
  })
})

/** Follows a JSON Pointer. */
function follow(document: unknown, pointer: string): unknown {
  const keys = pointer
    .slice(2)
    .split('/')
    .map((key) => decodeURIComponent(key).replaceAll('~1', '/').replaceAll('~0', '~'))
  return keys.reduce<unknown>(
    (value, key) => (value as Record<string, unknown> | undefined)?.[key],
    document,
  )
}
