import { afterAll, describe, expect, test } from 'vitest'
import { startMock } from '../../scripts/mock/server.ts'
import { type OperationId, operations } from '../../src/generated/operations.ts'
import type { OpenApiDocument } from '../../scripts/generate/contract.ts'
import openapi from '../../src/generated/openapi.json' with { type: 'json' }
import { Judge } from '../contract/judge.ts'
import { count } from '../support/counts.ts'
import { type Answer, expectError } from '../support/http.ts'
import { ask, type Request } from './pair.ts'

const local = { host: '127.0.0.1', port: 0 }
const mock = await startMock(local)
afterAll(() => mock.close())
const judge = await Judge.open()

const hooks = {
  'webhook-id': 'one',
  'webhook-timestamp': '1771070400',
  'webhook-signature': 'v1,none',
}

interface Media {
  example?: unknown
}

/** A request that the contract takes, with the body of its own example. */
function requestOf(id: OperationId): Request {
  const { path, method, requestTypes, security } = operations[id]
  const [type] = requestTypes
  const document = openapi as unknown as OpenApiDocument
  const content = document.paths[path]?.[method]?.requestBody?.content ?? {}
  const media = type === undefined ? undefined : (content[type] as Media)
  return {
    path: path.replace('{file}', 'index.html').replaceAll(/\{\w+\}/g, 'none'),
    method: method.toUpperCase(),
    headers: {
      ...(type === undefined ? {} : { 'content-type': type }),
      ...(security === 'webhookSignature' ? hooks : {}),
    },
    ...(media === undefined ? {} : { body: JSON.stringify(media.example) }),
  }
}

async function preferring(id: OperationId, prefer: string): Promise<Answer> {
  const request = requestOf(id)
  return ask(mock.url, { ...request, headers: { ...request.headers, prefer } })
}

const ids = Object.keys(operations) as OperationId[]

test.each(ids)('every documented answer of %s comes when it is preferred', async (id) => {
  const codes = Object.keys(judge.responsesOf(id)).map(Number)
  for (const code of codes) {
    const answer = await preferring(id, `code=${code}`)
    expect({ code, status: answer.status }).toEqual({ code, status: code })
    expect(judge.faultsOf(id, answer)).toEqual([])
    const { headers } = answer
    expect(headers.get('retry-after')).toBe(code === 429 ? '12' : null)
    expect(headers.get('www-authenticate')).toBe(code === 401 ? 'Bearer' : null)
  }
  await count('mock answers preferred', codes.length)
})

test.each(ids)('what is made up for %s is as the contract has it', async (id) => {
  const bodies = new Set<string>()
  for (let made = 0; made < 5; made += 1) {
    const answer = await preferring(id, 'dynamic=true')
    expect(answer.status).toBe(operations[id].success)
    expect(judge.faultsOf(id, answer)).toEqual([])
    bodies.add(answer.body)
  }
  if (id === 'listSessions' || id === 'getMessage') expect(bodies.size).toBeGreaterThan(1)
})

test('a seed makes up the same again', async () => {
  const [one, two] = [
    await preferring('getSession', 'dynamic=true, seed=7'),
    await preferring('getSession', 'dynamic=true, seed=7'),
  ]
  expect(one.body).toBe(two.body)
})

describe('a preference that can not be met is refused in the shape of all errors', () => {
  test.each([
    ['code=418', 'code'],
    ['code=all', 'code'],
    ['dynamic=often', 'dynamic'],
    ['example=none', 'example'],
  ])('%s', async (prefer, rule) => {
    const answer = await preferring('listSessions', prefer)
    const { details } = expectError(answer, { status: 400, code: 'INVALID_REQUEST' })
    expect(details.issues).toMatchObject([{ field: 'header.prefer', rule }])
  })
})

test('what RFC 7240 has besides is left alone', async () => {
  const answer = await preferring('getStatus', 'respond-async, return=minimal; code="503"')
  expect(answer.status).toBe(503)
})

test('a query says it too, and leaves the rest of it as it was', async () => {
  const answers = await Promise.all([
    ask(mock.url, { path: '/health?__code=503' }),
    ask(mock.url, { path: '/api/sessions?limit=1&__code=429' }),
    ask(mock.url, { path: '/api/events?types=error,cron:started&__dynamic=true&limit=1' }),
    ask(mock.url, { path: '/api/sessions?limit=0&__code=429' }),
    ask(mock.url, { path: '/health?__other=503' }),
  ])
  expect(answers.map(({ status }) => status)).toEqual([503, 429, 200, 400, 400])
})

test('a header beside it switches nothing off', async () => {
  const headers = { prefer: 'respond-async, dynamic=true' }
  const answer = await ask(mock.url, { path: '/api/status?__code=503', headers })
  expect(answer.status).toBe(503)
})

test('a request that breaks the contract is refused, whatever it prefers', async () => {
  const prefer = { prefer: 'code=200' }
  const [anonymous, wrong] = [
    await ask(mock.url, { path: '/api/status', token: null, headers: prefer }),
    await ask(mock.url, { path: '/api/sessions?limit=0', headers: prefer }),
  ]
  expectError(anonymous, { status: 401, code: 'UNAUTHORIZED' })
  expectError(wrong, { status: 400, code: 'INVALID_REQUEST' })
})

test('any token is taken where none is named', async () => {
  const answer = await ask(mock.url, { path: '/api/status', token: 'whatever' })
  expect(answer.status).toBe(200)
})

test('a page or a file comes in the type that its name says, whatever is accepted', async () => {
  const types = await Promise.all(
    ['index.html', 'try.js', 'openapi.yaml', 'openapi.json'].map(async (file) => {
      const headers = { accept: 'image/png' }
      const answer = await ask(mock.url, { path: `/docs/${file}`, headers })
      expect(judge.faultsOf('getDocsFile', answer)).toEqual([])
      return answer.headers.get('content-type')?.split(';')[0]
    }),
  )
  expect(types).toEqual(['text/html', 'text/javascript', 'application/yaml', 'application/json'])
})

test('a path of the contract may say more than its operations', async () => {
  const document = structuredClone(openapi) as unknown as OpenApiDocument
  Object.assign(document.paths['/health'] ?? {}, { summary: 'Health', servers: [{ url: '/' }] })
  const described = await startMock(local, document)
  try {
    expect((await ask(described.url, { path: '/health?__code=503' })).status).toBe(503)
  } finally {
    await described.close()
  }
})

test('the paths are below the path of the contract’s server', async () => {
  const document = { ...openapi, servers: [{ url: 'https://example.com/v1/' }] }
  const below = await startMock(local, document as unknown as OpenApiDocument)
  try {
    const answers = [
      await ask(below.url, { path: '/v1/api/sessions?limit=1' }),
      await ask(below.url, { path: '/api/sessions' }),
      await ask(below.url, { path: '/v1x/api/sessions' }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 404, 404])
    expect((await ask(`${below.url}${below.base}`, { path: '/api/status' })).status).toBe(200)
    const outside = answers[1]
    if (outside !== undefined) expectError(outside, { status: 404, code: 'NOT_FOUND' })
  } finally {
    await below.close()
  }
})
