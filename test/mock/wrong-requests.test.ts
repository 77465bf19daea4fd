import { afterAll, describe, expect, test } from 'vitest'
import { operations } from '../../src/generated/operations.ts'
import { count } from '../support/counts.ts'
import { exchange, parseAnswer } from '../support/http.ts'
import { expectSame, type Pair, type Request, shapeOf, startPair } from './pair.ts'

const pair: Pair = await startPair()
afterAll(() => pair[Symbol.asyncDispose]())

/** Asks both, and expects the same refusal. */
async function refused(request: Request, status: number): Promise<void> {
  const real = await expectSame(pair, request)
  expect({ path: request.path, status: real.status }).toEqual({ path: request.path, status })
  await count('mock answers compared with the server', 1)
}

const all = Object.values(operations)
const filled = (path: string): string => path.replaceAll(/\{\w+\}/g, 'none')
const hooks = {
  'webhook-id': 'one',
  'webhook-timestamp': '1771070400',
  'webhook-signature': 'v1,none',
}

describe('every operation', () => {
  test('without a token, or with a wrong one', async () => {
    for (const { path, method, security } of all) {
      if (security === 'public') continue
      await refused({ path: filled(path), method: method.toUpperCase(), token: null }, 401)
    }
    await refused({ path: '/api/status', token: 'wrong' }, 401)
    await refused(
      { path: '/api/status', token: null, headers: { authorization: 'Basic eDp5' } },
      401,
    )
  })

  test('with a parameter that it does not have', async () => {
    for (const { path, method, requestTypes, security } of all) {
      const [type] = requestTypes
      const whole = type === undefined ? {} : { body: '{}', headers: { 'content-type': type } }
      const headers = { ...whole.headers, ...(security === 'webhookSignature' ? hooks : {}) }
      const request = { ...whole, headers, method: method.toUpperCase() }
      await refused({ ...request, path: `${filled(path)}?unknown=1` }, 400)
    }
  })

  test('by another method', async () => {
    for (const path of new Set(all.map((operation) => operation.path))) {
      await refused({ path: filled(path), method: 'PUT', token: null }, 405)
    }
  })
})

test.each<[string, Request, number]>([
  ['an unknown path', { path: '/nope' }, 404],
  ['one below a path', { path: '/api/sessions/a/b' }, 404],
  ['a socket without an upgrade', { path: '/ws' }, 400],
  ['the chat without an upgrade', { path: '/chat/ws' }, 400],
  ['a path of half a character', { path: '/api/sessions/%E0%A4%A' }, 400],
  ['a path of wrong characters', { path: '/api/sessions/a%20b' }, 400],
  ['a path that is too long', { path: `/api/sessions/${'x'.repeat(81)}` }, 400],
  ['a file of a wrong name', { path: '/docs/.hidden' }, 400],
])('%s', async (_name, request, status) => {
  await refused(request, status)
})

test.each([
  'GET /health HTTP/1.1\r\n\r\n',
  'nonsense\r\n\r\n',
  'GET /health HTTP/1.1\r\nHost: a\r\nX: \0\r\n\r\n',
])('what is not HTTP: %j', async (bytes) => {
  const [real, mocked] = await Promise.all([
    exchange(pair.server, bytes),
    exchange(pair.mock, bytes),
  ])
  expect(shapeOf(parseAnswer(mocked))).toEqual(shapeOf(parseAnswer(real)))
  expect(parseAnswer(real).status).toBe(400)
  await count('mock answers compared with the server', 1)
})
