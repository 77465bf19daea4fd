import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  ApiError,
  ConflictError,
  ForbiddenError,
  InternalServerError,
  InvalidRequestError,
  NotFoundError,
  type OpenClaw,
  OpenClawError,
  RateLimitedError,
  UnauthorizedError,
} from '../src/index.ts'
import type { Peer } from './peers/peer-server.ts'
import { hashToken } from './support/hash-token.ts'
import { clientOf, targets } from './support/house.ts'
import { gatewayToken } from './support/known.ts'
import { openPeer } from './support/peer.ts'
import { failure, openScriptedClient } from './support/scripted.ts'

const limitedToken = 'a-token-that-may-only-read-the-status'
const requestId = /^[0-9A-HJKMNP-TV-Z]{26}$/
const hello = { channel: 'support', userId: '42', message: 'Hello' }

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

let target: Peer

/** One for all tests of a group. */
function useTarget(open: () => Promise<Peer>): void {
  beforeAll(async () => {
    target = await open()
  })
  afterAll(() => target[Symbol.asyncDispose]())
}

const client = (token: string = gatewayToken): OpenClaw =>
  clientOf(target.url, { token, maxRetries: 0 })

describe.each(targets)('what is refused on %s', (_name, open) => {
  useTarget(open)

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

  it('is an InvalidRequestError for a query that is wrong, with its field and rule', async () => {
    const error = await errorOf(client().listEvents({ limit: 0 }))
    expect(error).toBeInstanceOf(InvalidRequestError)
    expect(error.details.issues).toMatchObject([{ field: 'query.limit', rule: 'minimum' }])
  })
})

describe.each(targets)('what clashes or is missing on %s', (_name, open) => {
  useTarget(open)

  it('is a ConflictError for a key that another message had', async () => {
    const options = { idempotencyKey: 'of-another-message' }
    await client().messages.send(hello, options)
    const error = await errorOf(client().messages.send({ ...hello, message: 'Bye' }, options))
    expect(error).toBeInstanceOf(ConflictError)
    expect(error).toBeInstanceOf(InvalidRequestError)
    expect(error).toMatchObject({ name: 'ConflictError', status: 409, code: 'INVALID_REQUEST' })
    expect(error.requestId).toMatch(requestId)
  })

  it('is a NotFoundError for a path that there is not', async () => {
    // Health takes no token, and so pages ask for it without a preflight, which would be refused itself.
    const error = await errorOf(
      client()
        .withOptions({ baseUrl: `${target.url}/none` })
        .health(),
    )
    expect(error).toBeInstanceOf(NotFoundError)
    expect(error).toMatchObject({ name: 'NotFoundError', status: 404, code: 'NOT_FOUND' })
    expect(error.requestId).toBe(error.headers.get('x-request-id'))
  })
})

describe('on the server', () => {
  useTarget(async () => {
    const hash = await hashToken(limitedToken)
    const tokens = [{ name: 'monitor', hash, scopes: ['status:read'] }]
    return openPeer('house', { rateLimits: { enabled: true }, auth: { tokens } })
  })

  it('a wrong signature is an UnauthorizedError that does not blame the token', async () => {
    // Another secret than the one that is signed with.
    const options = { secret: `whsec_${'A'.repeat(32)}` }
    const body = { userId: '42', message: 'Hello' }
    const error = await errorOf(client().webhooks.receive('support', body, options))
    expect(error).toBeInstanceOf(UnauthorizedError)
    expect(error.message).not.toContain('`token`')
  })

  it('a call without the scope is a ForbiddenError', async () => {
    const error = await errorOf(client(limitedToken).config.get())
    expect(error).toBeInstanceOf(ForbiddenError)
    expect(error).toMatchObject({ name: 'ForbiddenError', status: 403, code: 'FORBIDDEN' })
    expect(error.message).toContain('config:read')
    expect(error.requestId).toMatch(requestId)
  })

  it('what there is not is a NotFoundError', async () => {
    const error = await errorOf(client().sessions.get('session-none'))
    expect(error).toBeInstanceOf(NotFoundError)
    expect(error).toMatchObject({ name: 'NotFoundError', status: 404, code: 'NOT_FOUND' })
    expect(error.requestId).toBe(error.headers.get('x-request-id'))
  })

  it('a budget that is used up is a RateLimitedError that says how long to wait', async () => {
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

describe('a configuration on the server', () => {
  useTarget(() => openPeer('house'))

  it('that has changed is a ConflictError, which is an InvalidRequestError too', async () => {
    const error = await errorOf(
      client().config.update({ rateLimits: { enabled: true } }, { ifMatch: '"old"' }),
    )
    expect(error).toBeInstanceOf(ConflictError)
    expect(error).toBeInstanceOf(InvalidRequestError)
    expect(error).toMatchObject({ name: 'ConflictError', status: 409, code: 'INVALID_REQUEST' })
  })

  it('that has not changed is taken, by the tag of its answer', async () => {
    const { response } = await client().config.get().withResponse()
    const ifMatch = response.headers.get('etag') ?? ''
    const changed = await client().config.update({ tools: { maxConcurrent: 3 } }, { ifMatch })
    expect(changed.tools?.maxConcurrent).toBe(3)
  })
})

describe('what the mock is asked to refuse', () => {
  useTarget(() => openPeer('mock', gatewayToken))

  it.each([
    { code: 400, Class: InvalidRequestError, name: 'INVALID_REQUEST' },
    { code: 401, Class: UnauthorizedError, name: 'UNAUTHORIZED' },
    { code: 403, Class: ForbiddenError, name: 'FORBIDDEN' },
    { code: 404, Class: NotFoundError, name: 'NOT_FOUND' },
    { code: 409, Class: ConflictError, name: 'INVALID_REQUEST' },
    { code: 429, Class: RateLimitedError, name: 'RATE_LIMITED' },
    { code: 500, Class: InternalServerError, name: 'INTERNAL_ERROR' },
    { code: 503, Class: InternalServerError, name: 'INTERNAL_ERROR' },
  ])('is of the class of its code with $code', async ({ code, Class, name }) => {
    const headers = { Prefer: `code=${String(code)}` }
    const error = await errorOf(client().cron.update('job-1', { enabled: false }, { headers }))
    expect(error).toBeInstanceOf(Class)
    expect(error).toMatchObject({ name: Class.name, status: code, code: name })
    expect(error.requestId).toMatch(requestId)
  })

  it('says how long to wait with 429', async () => {
    const error = await errorOf(client().sessions.get('one', { headers: { Prefer: 'code=429' } }))
    const seconds = Number(error.headers.get('retry-after'))
    expect(seconds).toBeGreaterThan(0)
    expect(error).toMatchObject({ retryAfterMs: seconds * 1000 })
  })

  it('is no error where the gateway is degraded and its health was asked', async () => {
    const told: number[] = []
    const claw = clientOf(target.url, {
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
