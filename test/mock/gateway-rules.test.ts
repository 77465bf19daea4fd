import { afterAll, expect, test } from 'vitest'
import { startMock } from '../../scripts/mock/server.ts'
import type { CronJob } from '../../src/generated/types.ts'
import { count } from '../support/counts.ts'
import { expectError } from '../support/http.ts'
import { ask, expectSame, type Pair, type Request, startPair } from './pair.ts'

const pair: Pair = await startPair()
afterAll(() => pair[Symbol.asyncDispose]())

const json = { 'content-type': 'application/json' }

/** What a schema can't tell: the same refusal from both. */
async function refused(request: Request, status = 400): Promise<void> {
  const real = await expectSame(pair, { ...request, headers: { ...json, ...request.headers } })
  expect({ request, status: real.status }).toEqual({ request, status })
  await count('mock answers compared with the server', 1)
}

const action = { type: 'tool', tool: 'list', params: { path: '.' } }

test.each([
  { cron: 'every day' },
  { cron: '61 * * * *' },
  { cron: '0 0 31 2 *' },
  { cron: '* * * * *', timezone: 'Mars/Olympus' },
  { cron: '* * * * *', timezone: '+02:00' },
  { every: '5 minutes' },
  { every: '5m', timezone: 'UTC' },
  { at: '2020-01-01T00:00:00Z' },
  { at: '2027-02-30T00:00:00Z' },
  { every: '5m', cron: '* * * * *' },
  {},
])('the schedule %j is refused for a new job and for one that is changed', async (schedule) => {
  const body = JSON.stringify({ name: 'job', schedule, action })
  await refused({ path: '/api/cron', method: 'POST', body })
  const made = await ask(pair.server, {
    path: '/api/cron',
    method: 'POST',
    headers: json,
    body: JSON.stringify({ name: 'job', schedule: { every: '1h' }, action }),
  })
  const { id } = JSON.parse(made.body) as CronJob
  const patch = JSON.stringify({ schedule })
  await refused({ path: `/api/cron/${id}`, method: 'PATCH', body: patch })
})

test('an event that has not been is none to begin after', async () => {
  await refused({ path: '/api/events?after=1050' })
  expect((await ask(pair.mock, { path: '/api/events?after=1049' })).status).toBe(200)
})

const message = { channel: 'support', userId: 'user-1', message: 'Hello' }
const sending = (key: string, body: object, prefer?: string): Request => ({
  path: '/api/messages',
  method: 'POST',
  headers: { ...json, 'idempotency-key': key, ...(prefer === undefined ? {} : { prefer }) },
  body: JSON.stringify(body),
})

test('a key is for one body, whatever the order in it', async () => {
  const first = await expectSame(pair, sending('one', message))
  expect(first.status).toBe(202)
  await refused(sending('one', { ...message, message: 'Other' }), 409)
  const { channel, ...others } = message
  const again = await expectSame(pair, sending('one', { ...others, channel }))
  expect(again.headers.get('idempotent-replayed')).toBe('true')
})

test('a key that was answered with an error is as new', async () => {
  const refusedFirst = await ask(pair.mock, sending('two', message, 'code=503'))
  expect(refusedFirst.status).toBe(503)
  const other = await ask(pair.mock, sending('two', { ...message, message: 'Other' }))
  expect(other.status).toBe(202)
  expect(other.headers.has('idempotent-replayed')).toBe(false)
})

test('a key is one of its token', async () => {
  const open = await startMock({ host: '127.0.0.1', port: 0 })
  try {
    const send = (token: string, body: object) =>
      ask(open.url, { ...sending('three', body), token })
    expect((await send('one', message)).status).toBe(202)
    expect((await send('two', { ...message, message: 'Other' })).status).toBe(202)
    const conflict = await send('one', { ...message, message: 'Other' })
    expectError(conflict, { status: 409, code: 'INVALID_REQUEST' })
  } finally {
    await open.close()
  }
})
