import { afterAll, describe, expect, test } from 'vitest'
import { operations } from '../../src/generated/operations.ts'
import { count } from '../support/counts.ts'
import { expectSame, type Pair, startPair } from './pair.ts'

const pair: Pair = await startPair()
afterAll(() => pair[Symbol.asyncDispose]())

const json = { 'content-type': 'application/json' }
const message = { channel: 'support', userId: 'user-1', message: 'Hello' }
const job = {
  name: 'job',
  schedule: { cron: '* * * * *', timezone: 'UTC' },
  action: { type: 'tool', tool: 'list', params: {} },
}

interface Sent {
  path: string
  method?: string
  headers?: Record<string, string>
  body: string | Buffer<ArrayBuffer>
}

async function refused({ headers, method = 'POST', ...sent }: Sent, status = 400): Promise<void> {
  const real = await expectSame(pair, { ...sent, method, headers: { ...json, ...headers } })
  expect(real.status).toBe(status)
  await count('mock answers compared with the server', 1)
}

describe('a body of every operation that takes one', () => {
  const takers = Object.values(operations).flatMap(({ path, method, requestTypes, security }) => {
    const body = security === 'bearerAuth' && requestTypes.length > 0
    return body ? [{ path: path.replace(/\{\w+\}/, 'none'), method: method.toUpperCase() }] : []
  })
  test.each(takers)('$method $path', async (taker) => {
    await refused({ ...taker, body: 'hello', headers: { 'content-type': 'text/plain' } }, 415)
    await refused({ ...taker, body: '{"a":' })
    await refused({ ...taker, body: '' })
    await refused({ ...taker, body: 'null' })
    await refused({ ...taker, body: '[]' })
    await refused({ ...taker, body: '{"__proto__":{"x":1}}' })
    await refused({ ...taker, body: '{"unknown":1}' })
    await refused({ ...taker, body: Buffer.from([0x22, 0xff, 0xfe, 0x22]) })
    await refused({ ...taker, body: ' '.repeat(1_048_577) }, 413)
    await refused({ ...taker, body: '{}', headers: { 'content-encoding': 'none' } }, 415)
    await refused({ ...taker, body: '{}', headers: { 'content-encoding': 'gzip' } })
  })
})

test.each<[string, object]>([
  ['lacks all', {}],
  ['type', { ...message, userId: 123 }],
  ['null', { ...message, message: null }],
  ['minLength', { ...message, message: '' }],
  ['maxLength', { ...message, message: 'x'.repeat(65_537) }],
  ['pattern', { ...message, channel: 'A b' }],
  ['additionalProperties', { ...message, more: 1 }],
  ['two at once', { ...message, userId: 1, message: 2 }],
  ['half a surrogate pair', { ...message, message: '\ud800' }],
])('a message: %s', async (_name, body) => {
  await refused({ path: '/api/messages', body: JSON.stringify(body) })
})

test.each<[string, object]>([
  ['nested types', { ...job, action: { ...job.action, params: [] }, schedule: { cron: 1 } }],
  ['discriminator', { ...job, action: { type: 'none' } }],
  ['no discriminator', { ...job, action: {} }],
  ['enum', { ...job, missed: 'sometimes' }],
  ['boolean', { ...job, enabled: 'yes' }],
])('a job: %s', async (_name, body) => {
  await refused({ path: '/api/cron', body: JSON.stringify(body) })
})

test.each<[string, object]>([
  ['maximum', { port: 70_000 }],
  ['an unknown key within', { logging: { levle: 'debug' } }],
  ['enum', { logging: { level: 'loud' } }],
])('a patch of the configuration: %s', async (_name, body) => {
  await refused({ path: '/api/config', method: 'PATCH', body: JSON.stringify(body) })
})

test('headers', async () => {
  const body = JSON.stringify(message)
  const tooLong = { 'idempotency-key': 'x'.repeat(256) }
  await refused({ path: '/api/messages', body, headers: tooLong })
  await refused({ path: '/hooks/support', body, headers: { 'webhook-signature': 'v1,none' } })
  const wrong = { 'webhook-id': 'a', 'webhook-timestamp': 'now', 'webhook-signature': 'v1,none' }
  await refused({ path: '/hooks/support', body: '{}', headers: wrong })
})

test.each([
  'sessions?limit=0',
  'sessions?limit=201',
  'sessions?limit=many',
  'sessions?limit=',
  'sessions?limit=1&limit=2',
  'sessions?channel=A%20b',
  'sessions?cursor=%2F',
  'sessions?userId=',
  'events?after=-1',
  'events?after=1.5',
  'events?types=none',
  'events?types=message:received,none',
  'events?types=',
])('the query %s', async (query) => {
  const real = await expectSame(pair, { path: `/api/${query}` })
  expect(real.status).toBe(400)
  await count('mock answers compared with the server', 1)
})
