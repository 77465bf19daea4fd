import { afterAll, describe, expect, test } from 'vitest'
import { allScopes, type OperationId, operations } from '../../src/generated/operations.ts'
import type { Scope } from '../../src/generated/types.ts'
import { answerOf, errorOf, expectCommonHeaders, expectError, namedToken } from '../support/http.ts'
import { gatewayToken, startTestServer } from '../support/server.ts'

type Operation = (typeof operations)[OperationId]

const all: Operation[] = Object.values(operations)
const guarded = all.filter(({ security }) => security === 'bearerAuth')
const open = all.filter(({ security }) => security === 'public')

const without = (scope: Scope): string => `token-without-${scope}`
const only = (scope: Scope): string => `token-with-only-${scope}`
const nameOf = (token: string): string => token.replace(':', '-')

const tokens = allScopes.flatMap((scope) => [
  namedToken(
    nameOf(without(scope)),
    without(scope),
    allScopes.filter((other) => other !== scope),
  ),
  namedToken(nameOf(only(scope)), only(scope), [scope]),
])

const server = await startTestServer({
  config: { auth: { tokens }, rateLimits: { enabled: false } },
})
afterAll(() => server[Symbol.asyncDispose]())

/** Asks for a thing that there is not, and without a body. */
const request = ({ method, path }: Operation, token: string | null): Promise<Response> =>
  server.fetch(path.replaceAll(/\{\w+\}/g, 'none'), { method: method.toUpperCase(), token })

test('the contract has operations of each kind', () => {
  expect(guarded.map(({ scopes }) => scopes.length)).toEqual(guarded.map(() => 1))
  expect(guarded.length).toBeGreaterThan(15)
  expect(open.map(({ id }) => id)).toContain('getHealth')
  expect(guarded.length + open.length + 1).toBe(all.length)
})

describe.each(guarded)('$id', (operation) => {
  const [scope] = operation.scopes as readonly [Scope]

  test('asks for a token', async () => {
    const response = await request(operation, null)
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
    const error = await errorOf(response, { status: 401, code: 'UNAUTHORIZED' })
    expect(error).toEqual({
      code: 'UNAUTHORIZED',
      message: 'Missing or invalid token.',
      details: {},
    })
  })

  test('refuses a wrong token', async () => {
    const response = await request(operation, 'wrong-token')
    expect(response.headers.get('www-authenticate')).toBe('Bearer')
    await errorOf(response, { status: 401, code: 'UNAUTHORIZED' })
  })

  test('refuses a token that has every scope but the one that it needs', async () => {
    const error = await errorOf(await request(operation, without(scope)), {
      status: 403,
      code: 'FORBIDDEN',
    })
    expect(error.message).toContain(scope)
  })

  test.each([only(scope), gatewayToken])('takes the token %s', async (token) => {
    const { status, headers } = await answerOf(await request(operation, token))
    expectCommonHeaders(headers)
    // Some miss a body, or the thing.
    expect([200, 400, 404]).toContain(status)
  })
})

describe.each(open)('$id', (operation) => {
  test.each([null, 'wrong-token'])('answers with the token %s', async (token) => {
    const { status } = await answerOf(await request(operation, token))
    // There is no such file of the documentation.
    expect(status).toBe(operation.id === 'getDocsFile' ? 404 : operation.success)
  })
})

test('a webhook asks for a signature and for no token', async () => {
  await errorOf(await request(operations.receiveWebhook, gatewayToken), {
    status: 401,
    code: 'UNAUTHORIZED',
  })
})

describe('the Authorization header', () => {
  test.each([
    ['bearer in small letters', `bearer ${gatewayToken}`, 200],
    ['more than one space', `Bearer   ${gatewayToken}`, 200],
    ['the token alone', gatewayToken, 401],
    ['another scheme', `Basic ${gatewayToken}`, 401],
    ['no token', 'Bearer', 401],
    ['two tokens', `Bearer ${gatewayToken} ${gatewayToken}`, 401],
    ['the beginning of the token', `Bearer ${gatewayToken.slice(0, -1)}`, 401],
    ['more than the token', `Bearer ${gatewayToken}x`, 401],
    ['the token in capitals', `Bearer ${gatewayToken.toUpperCase()}`, 401],
    ["a named token's hash", `Bearer ${tokens[0]?.hash ?? ''}`, 401],
    ["a named token's name", `Bearer ${tokens[0]?.name ?? ''}`, 401],
  ])('with %s', async (_name, authorization, status) => {
    const response = await fetch(`${server.url}/api/status`, { headers: { authorization } })
    expect(response.status).toBe(status)
  })

  test('is the only place for a token', async () => {
    const query = `access_token=${gatewayToken}&token=${gatewayToken}`
    await errorOf(await server.fetch(`/api/status?${query}`, { token: null }), {
      status: 401,
      code: 'UNAUTHORIZED',
    })
  })
})

describe('the order of enforcement', () => {
  const malformed = { method: 'POST', body: '{', headers: { 'content-type': 'application/json' } }
  const foreign = { method: 'POST', body: '{', headers: { 'content-type': 'text/plain' } }
  const large = { ...malformed, body: 'x'.repeat(2_000_000) }
  const stranger = { token: null }
  const unprivileged = { token: without('messages:write') }

  test.each([
    ['401 before what the body is', { ...malformed, ...stranger }, 401],
    ['401 before what type it has', { ...foreign, ...stranger }, 401],
    ['401 before how large it is', { ...large, ...stranger }, 401],
    ['403 before what the body is', { ...malformed, ...unprivileged }, 403],
    ['403 before what type it has', { ...foreign, ...unprivileged }, 403],
    ['403 before how large it is', { ...large, ...unprivileged }, 403],
    ['415 before 413', { ...large, headers: foreign.headers }, 415],
    ['415 before what the body is', foreign, 415],
    ['413 before what the body is', large, 413],
    ['what the body is last', malformed, 400],
  ])('%s', async (_name, init, status) => {
    const response = await server.fetch('/api/messages', init)
    expect(response.status).toBe(status)
  })

  test('the contract is asked before the domain', async () => {
    const init = { json: { channel: 'none', userId: 'user-1', message: 'Hello', more: true } }
    const error = await errorOf(await server.fetch('/api/messages', init), {
      status: 400,
      code: 'INVALID_REQUEST',
    })
    expect(error.details.issues?.map(({ field }) => field)).toEqual(['body.more'])
  })

  test('the budget goes before the scope, the scope before the body', async () => {
    const token = 'token-for-the-order'
    await using limited = await startTestServer({
      config: { auth: { tokens: [namedToken('order', token, ['status:read'])] } },
    })
    const call = () =>
      limited.fetch('/api/tools/list/invoke', { ...malformed, token }).then(answerOf)
    const { limit } = operations.invokeTool.limit
    const within = await Promise.all(Array.from({ length: limit }, call))
    for (const answer of within) expectError(answer, { status: 403, code: 'FORBIDDEN' })
    expectError(await call(), { status: 429, code: 'RATE_LIMITED' })
  })

  test('the budget of the address goes before the missing token', async () => {
    await using limited = await startTestServer()
    const call = () => limited.fetch('/api/status', { token: null }).then(answerOf)
    const { limit } = operations.getStatus.limit
    const within = await Promise.all(Array.from({ length: limit }, call))
    for (const answer of within) expectError(answer, { status: 401, code: 'UNAUTHORIZED' })
    expectError(await call(), { status: 429, code: 'RATE_LIMITED' })
  })
})

describe('named tokens', () => {
  test('begin and end with the configuration that names them, at once', async () => {
    await using changing = await startTestServer()
    const statusWith = async (token: string): Promise<number> =>
      (await changing.fetch('/api/status', { token })).status
    const patch = (tokensNow: object[]) =>
      changing.fetch('/api/config', { method: 'PATCH', json: { auth: { tokens: tokensNow } } })

    expect(await statusWith('token-of-one')).toBe(401)
    await patch([namedToken('one', 'token-of-one', ['status:read'])])
    expect(await statusWith('token-of-one')).toBe(200)
    await patch([namedToken('one', 'token-of-one', ['cron:read'])])
    expect(await statusWith('token-of-one')).toBe(403)
    await patch([namedToken('two', 'token-of-two', ['status:read'])])
    expect(await statusWith('token-of-one')).toBe(401)
    expect(await statusWith('token-of-two')).toBe(200)
    expect(await statusWith(gatewayToken)).toBe(200)
  })
})
