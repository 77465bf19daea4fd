import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startMock } from '../../../scripts/mock/server.ts'
import { hashToken } from '../../../src/kernel/token.ts'
import { gatewayToken, startTestServer, type TestServer } from '../../../test/support/server.ts'
import {
  ApiError,
  ConflictError,
  ForbiddenError,
  InternalServerError,
  InvalidRequestError,
  NotFoundError,
  OpenClaw,
  OpenClawError,
  RateLimitedError,
  UnauthorizedError,
} from '../src/index.ts'
import { failure, openScriptedClient } from './support/scripted-server.ts'

const limitedToken = 'a-token-that-may-only-read-the-status'
const tokens = [{ name: 'monitor', hash: hashToken(limitedToken), scopes: ['status:read'] }]
// Another secret than the one that is signed with.
const support = {
  type: 'webhook',
  url: 'http://127.0.0.1:9/in',
  secret: `whsec_${'B'.repeat(32)}`,
}
const requestId = /^[0-9A-HJKMNP-TV-Z]{26}$/

async function errorOf(call: PromiseLike<unknown>): Promise<ApiError> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(ApiError)
  expect(error).toBeInstanceOf(OpenClawError)
  expect(error).toBeInstanceOf(Error)
  return error as ApiError
}

let server: TestServer
beforeAll(async () => {
  server = await startTestServer({ config: { auth: { tokens }, channels: { support } } })
})
afterAll(() => server[Symbol.asyncDispose]())

const client = (token: string = gatewayToken): OpenClaw =>
  new OpenClaw({ baseUrl: server.url, token, maxRetries: 0 })

describe('what the server refuses to somebody', () => {
  it('is an UnauthorizedError with a wrong token, and says what to look at', async () => {
    const error = await errorOf(client('wrong-token').status())
    expect(error).toBeInstanceOf(UnauthorizedError)
    expect(error).toMatchObject({
      name: 'UnauthorizedError',
      status: 401,
      code: 'UNAUTHORIZED',
      details: {},
    })
    expect(error.requestId).toMatch(requestId)
    expect(error.message).toContain('`token`')
    expect(error.message).not.toContain('wrong-token')
  })

  it('is an UnauthorizedError that does not blame the token for a signature', async () => {
    const options = { secret: `whsec_${'A'.repeat(32)}` }
    const body = { userId: '42', message: 'Hello' }
    const error = await errorOf(client().webhooks.receive('support', body, options))
    expect(error).toBeInstanceOf(UnauthorizedError)
    expect(error.message).not.toContain('`token`')
  })

  it('is a ForbiddenError without the scope', async () => {
    const error = await errorOf(client(limitedToken).config.get())
    expect(error).toBeInstanceOf(ForbiddenError)
    expect(error).toMatchObject({ name: 'ForbiddenError', status: 403, code: 'FORBIDDEN' })
    expect(error.message).toContain('config:read')
    expect(error.requestId).toMatch(requestId)
  })
})

describe('what the server refuses of a request', () => {
  it('is a NotFoundError for what there is not', async () => {
    const error = await errorOf(client().sessions.get('session-none'))
    expect(error).toBeInstanceOf(NotFoundError)
    expect(error).toMatchObject({ name: 'NotFoundError', status: 404, code: 'NOT_FOUND' })
    expect(error.requestId).toBe(error.headers.get('x-request-id'))
  })

  it('is an InvalidRequestError that names each field which is wrong', async () => {
    const body = { channel: 'x', userId: '', message: '' }
    const error = await errorOf(client().messages.send(body))
    expect(error).toBeInstanceOf(InvalidRequestError)
    expect(error).not.toBeInstanceOf(ConflictError)
    expect(error).toMatchObject({
      name: 'InvalidRequestError',
      status: 400,
      code: 'INVALID_REQUEST',
    })
    expect(error.details.issues?.map(({ field, rule }) => `${field} ${rule}`)).toEqual(
      expect.arrayContaining(['body.userId minLength', 'body.message minLength']),
    )
    expect(error.message).toContain('body.userId')
  })

  it('is a ConflictError, which is an InvalidRequestError too, for a configuration that has changed', async () => {
    const error = await errorOf(
      client().config.update({ rateLimits: { enabled: true } }, { ifMatch: '"old"' }),
    )
    expect(error).toBeInstanceOf(ConflictError)
    expect(error).toBeInstanceOf(InvalidRequestError)
    expect(error).toMatchObject({ name: 'ConflictError', status: 409, code: 'INVALID_REQUEST' })
  })
})

describe('what the server takes', () => {
  it('is a configuration that has not changed, by the tag of its answer', async () => {
    const { response } = await client().config.get().withResponse()
    const ifMatch = response.headers.get('etag') ?? ''
    const changed = await client().config.update({ tools: { maxConcurrent: 3 } }, { ifMatch })
    expect(changed.tools?.maxConcurrent).toBe(3)
  })

  it('ends with a RateLimitedError that says how long to wait when the budget is used up', async () => {
    const limited = client(limitedToken)
    let error: unknown
    for (let calls = 0; calls < 300 && error === undefined; calls += 1) {
      error = await limited.status().then(
        () => undefined,
        (reason: unknown) => reason,
      )
    }
    expect(error).toBeInstanceOf(RateLimitedError)
    expect(error).toMatchObject({ name: 'RateLimitedError', status: 429, code: 'RATE_LIMITED' })
    const { retryAfterMs = 0, headers } = error as RateLimitedError
    expect(retryAfterMs).toBe(Number(headers.get('retry-after')) * 1000)
    expect(retryAfterMs).toBeGreaterThan(0)
    expect(retryAfterMs).toBeLessThanOrEqual(60_000)
  })
})

describe('what the mock is asked to refuse', () => {
  let mock: Awaited<ReturnType<typeof startMock>>
  beforeAll(async () => {
    mock = await startMock({ host: '127.0.0.1', port: 0 })
  })
  afterAll(() => mock.close())

  it.each([
    { code: 400, Class: InvalidRequestError, name: 'INVALID_REQUEST' },
    { code: 401, Class: UnauthorizedError, name: 'UNAUTHORIZED' },
    { code: 403, Class: ForbiddenError, name: 'FORBIDDEN' },
    { code: 404, Class: NotFoundError, name: 'NOT_FOUND' },
    { code: 429, Class: RateLimitedError, name: 'RATE_LIMITED' },
    { code: 500, Class: InternalServerError, name: 'INTERNAL_ERROR' },
  ])('is of the class of its code with $code', async ({ code, Class, name }) => {
    const claw = new OpenClaw({ baseUrl: mock.url, token: 'any', maxRetries: 0 })
    const headers = { Prefer: `code=${String(code)}` }
    const error = await errorOf(claw.sessions.get('session-1', { headers }))
    expect(error).toBeInstanceOf(Class)
    expect(error).toMatchObject({ name: Class.name, status: code, code: name })
    expect(error.requestId).toMatch(requestId)
  })

  it('is no error where the gateway is degraded and its health was asked', async () => {
    const told: number[] = []
    const claw = new OpenClaw({
      baseUrl: mock.url,
      token: 'any',
      hooks: { onResponse: ({ status }) => told.push(status) },
    })
    const health = await claw.health({ headers: { Prefer: 'code=503' } })
    expect(health.status).toBe('degraded')
    expect(told).toEqual([503])
  })
})

describe('what another gateway says', () => {
  it('is an InternalServerError with 503', async () => {
    const step = failure(503, 'INTERNAL_ERROR')
    const { claw } = await openScriptedClient({ steps: [step] }, { maxRetries: 0 })
    const error = await errorOf(claw.tools.list())
    expect(error).toBeInstanceOf(InternalServerError)
    expect(error).toMatchObject({ status: 503, requestId: 'request-1' })
  })

  it('is an ApiError with a code that only a newer one knows', async () => {
    const details = { hint: 'pay' }
    const step = failure(402, 'PAYMENT_REQUIRED', { details })
    const { claw } = await openScriptedClient({ steps: [step] })
    const error = await errorOf(claw.status())
    expect(error.constructor).toBe(ApiError)
    expect(error).toMatchObject({ status: 402, code: 'PAYMENT_REQUIRED', details })
  })

  it('is not taken for what an object has by itself', async () => {
    const { claw } = await openScriptedClient({ steps: [failure(402, 'constructor')] })
    expect((await errorOf(claw.status())).constructor).toBe(ApiError)
  })

  it('has no time to wait where a 429 does not say', async () => {
    const { claw } = await openScriptedClient(
      { steps: [failure(429, 'RATE_LIMITED')] },
      { maxRetries: 0 },
    )
    const error = await errorOf(claw.status())
    expect(error).toBeInstanceOf(RateLimitedError)
    expect(error).toMatchObject({ retryAfterMs: undefined })
  })
})

it('An error with nothing but its code has a message and details all the same', async () => {
  const step = { status: 400, body: { error: { code: 'INVALID_REQUEST' } } }
  const { claw } = await openScriptedClient({ steps: [step] })
  const error = await errorOf(claw.status())
  expect(error).toBeInstanceOf(InvalidRequestError)
  expect(error.message).toBe('The gateway answered with INVALID_REQUEST.')
  expect(error.details).toEqual({})
})
