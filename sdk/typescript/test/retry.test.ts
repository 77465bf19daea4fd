import { describe, expect, it } from 'vitest'
import {
  ConflictError,
  ConnectionError,
  InternalServerError,
  OpenClaw,
  RateLimitedError,
  TimeoutError,
} from '../src/index.ts'
import { usePeer } from './support/peer.ts'
import {
  broken,
  failure,
  message,
  openScriptedClient,
  status,
  type Step,
  token,
} from './support/scripted.ts'

const hello = { channel: 'support', userId: '42', message: 'Hello' }
const later = (headers: Record<string, string>): Step => failure(429, 'RATE_LIMITED', { headers })
const soon = { 'retry-after-ms': '1' }
const brokenSoon = failure(500, 'INTERNAL_ERROR', { headers: soon })

describe('the wait that an answer asks for', () => {
  it.each([
    { name: 'seconds', headers: { 'retry-after': '0.02' }, delayMs: 20 },
    { name: 'milliseconds', headers: { 'retry-after-ms': '15' }, delayMs: 15 },
    {
      name: 'milliseconds rather than seconds',
      headers: { 'retry-after-ms': '5', 'retry-after': '50' },
      delayMs: 5,
    },
    {
      name: 'a date that is past',
      headers: { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' },
      delayMs: 0,
    },
  ])('is taken in $name', async ({ headers, delayMs }) => {
    const { claw, requests, delays } = await openScriptedClient({
      steps: [later(headers), { body: status }],
    })
    await expect(claw.status()).resolves.toEqual(status)
    expect(await requests()).toHaveLength(2)
    expect(delays).toEqual([delayMs])
  })

  it('is taken as a date to come', async () => {
    // Such a date has whole seconds.
    const date = new Date(Math.ceil(Date.now() / 1000) * 1000 + 3_000)
    const { claw, requests, delays } = await openScriptedClient({
      steps: [later({ 'retry-after': date.toUTCString() }), { body: status }],
    })
    await expect(claw.status()).resolves.toEqual(status)
    expect(Date.now()).toBeGreaterThanOrEqual(date.getTime() - 1)
    expect(await requests()).toHaveLength(2)
    expect(delays[0]).toBeGreaterThan(0)
    expect(delays[0]).toBeLessThanOrEqual(4_000)
  })

  it.each(['61', 'Fri, 31 Dec 9999 23:59:59 GMT'])(
    'is left to the caller when it is longer than a minute: %s',
    async (value) => {
      const { claw, requests, delays } = await openScriptedClient({
        steps: [later({ 'retry-after': value })],
      })
      const error = await claw.status().catch((reason: unknown) => reason)
      expect(error).toBeInstanceOf(RateLimitedError)
      expect((error as RateLimitedError).retryAfterMs).toBeGreaterThanOrEqual(61_000)
      expect(await requests()).toHaveLength(1)
      expect(delays).toEqual([])
    },
  )

  it('is its own where the answer says nothing that can be read', async () => {
    const { claw, delays } = await openScriptedClient({
      steps: [later({ 'retry-after': 'soon' }), { body: status }],
    })
    await claw.status()
    expect(delays[0]).toBeGreaterThanOrEqual(250)
    expect(delays[0]).toBeLessThanOrEqual(500)
  })
})

describe('a call that fails', () => {
  it('is tried until it succeeds, with waits that grow and are not all the same', async () => {
    const { claw, requests, delays } = await openScriptedClient({
      steps: [broken, broken, { body: status }],
    })
    await expect(claw.status()).resolves.toEqual(status)
    expect(await requests()).toHaveLength(3)
    expect(delays).toHaveLength(2)
    const [first = 0, second = 0] = delays
    expect(first).toBeGreaterThanOrEqual(250)
    expect(first).toBeLessThanOrEqual(500)
    expect(second).toBeGreaterThanOrEqual(500)
    expect(second).toBeLessThanOrEqual(1_000)
    expect(new Set([first * 2, second]).size).toBe(2)
  })

  it.each([
    { maxRetries: undefined, tries: 3 },
    { maxRetries: 0, tries: 1 },
    { maxRetries: 5, tries: 6 },
  ])('is tried $tries times with maxRetries $maxRetries', async ({ maxRetries, tries }) => {
    const { claw, requests, delays } = await openScriptedClient({ steps: [brokenSoon] })
    const options = maxRetries === undefined ? {} : { maxRetries }
    await expect(claw.status(options)).rejects.toBeInstanceOf(InternalServerError)
    expect(await requests()).toHaveLength(tries)
    expect(delays).toHaveLength(tries - 1)
  })

  it('is tried as often as the client says, and as the call says before that', async () => {
    const { claw, requests } = await openScriptedClient({ steps: [brokenSoon] }, { maxRetries: 1 })
    await expect(claw.status()).rejects.toThrow()
    expect(await requests()).toHaveLength(2)
    await expect(claw.status({ maxRetries: 0 })).rejects.toThrow()
    expect(await requests()).toHaveLength(3)
  })
})

describe('a try that fails', () => {
  it.each([
    { name: 'with 408', step: failure(408, 'INVALID_REQUEST', { headers: soon }) },
    { name: 'with 503', step: failure(503, 'INTERNAL_ERROR', { headers: soon }) },
    { name: 'with 502 of a proxy', step: { status: 502, headers: soon, body: '<h1>Bad</h1>' } },
    { name: 'with 409 that says when', step: failure(409, 'INVALID_REQUEST', { headers: soon }) },
    { name: 'by a reset before the answer', step: 'reset' as const },
    { name: 'by a cut in the middle of the body', step: 'cut' as const },
  ])('$name is tried again', async ({ step }) => {
    const { claw, requests, delays } = await openScriptedClient({ steps: [step, { body: status }] })
    await expect(claw.status()).resolves.toEqual(status)
    expect(await requests()).toHaveLength(2)
    expect(delays).toHaveLength(1)
  })

  it.each([
    { code: 400, name: 'INVALID_REQUEST' },
    { code: 401, name: 'UNAUTHORIZED' },
    { code: 403, name: 'FORBIDDEN' },
    { code: 404, name: 'NOT_FOUND' },
    { code: 409, name: 'INVALID_REQUEST' },
    { code: 413, name: 'INVALID_REQUEST' },
  ])('with $code is not', async ({ code, name }) => {
    const { claw, requests } = await openScriptedClient({ steps: [failure(code, name)] })
    await expect(claw.status()).rejects.toMatchObject({ status: code })
    expect(await requests()).toHaveLength(1)
  })

  it('by resets alone ends as a ConnectionError that keeps its cause', async () => {
    const { claw, requests } = await openScriptedClient({ steps: ['reset'] }, { maxRetries: 1 })
    const error = await claw.status().catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ConnectionError)
    expect(error).not.toBeInstanceOf(TimeoutError)
    expect((error as Error).cause).toBeInstanceOf(TypeError)
    expect(await requests()).toHaveLength(2)
  })
})

describe('a call that nobody answers', () => {
  it.each(['hang', 'stall'] as const)('for a %s is tried again after its timeout', async (step) => {
    const { claw, requests, delays } = await openScriptedClient(
      { steps: [step, { body: status }] },
      // The second try has to be answered within it, by a server that has other tests too.
      { timeout: 5_000 },
    )
    await expect(claw.status()).resolves.toEqual(status)
    expect(await requests()).toHaveLength(2)
    expect(delays).toHaveLength(1)
  })

  it('where nobody listens is tried as often as any', async () => {
    const { url } = await usePeer('nobody')
    const attempts: number[] = []
    const claw = new OpenClaw({
      baseUrl: url,
      token,
      hooks: { onRequest: ({ attempt }) => attempts.push(attempt) },
    })
    const error: unknown = await claw.status({ maxRetries: 1 }).catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(ConnectionError)
    expect((error as Error).message).toMatch(/could not be reached.*`baseUrl`/)
    expect(attempts).toEqual([1, 2])
  })
})

describe('what may not be done twice', () => {
  const failures: { name: string; step: Step }[] = [
    { name: 'a 500', step: brokenSoon },
    { name: 'a 429', step: later(soon) },
    { name: 'a reset', step: 'reset' },
    { name: 'a cut', step: 'cut' },
  ]

  it.each(failures)('is a POST that has no key: it ends with $name', async ({ step }) => {
    const { claw, requests } = await openScriptedClient({ steps: [step] })
    await expect(claw.tools.invoke('clock', { params: {} })).rejects.toThrow()
    expect(await requests()).toHaveLength(1)
    await expect(claw.cron.run('job-1')).rejects.toThrow()
    expect(await requests()).toHaveLength(2)
  })

  it.each(failures)('is not a POST that has one: after $name it comes again', async ({ step }) => {
    const { claw, requests } = await openScriptedClient({
      steps: [step, { status: 202, body: message }],
    })
    await expect(claw.messages.send(hello, { idempotencyKey: 'mine' })).resolves.toEqual(message)
    expect((await requests()).map(({ headers }) => headers['idempotency-key'])).toEqual([
      'mine',
      'mine',
    ])
    expect((await requests()).map(({ body }) => JSON.parse(body) as unknown)).toEqual([
      hello,
      hello,
    ])
  })
})

describe('a message', () => {
  it('has a key of its own making, the same at each try and another at each call', async () => {
    const { claw, requests } = await openScriptedClient({
      steps: [brokenSoon, brokenSoon, { status: 202, body: message }],
    })
    await claw.messages.send(hello)
    await claw.messages.send(hello)
    const keys = (await requests()).map(({ headers }) => headers['idempotency-key'])
    expect(keys).toHaveLength(4)
    expect(keys[0]).toMatch(/^[\da-f]{32}$/)
    expect(keys[1]).toBe(keys[0])
    expect(keys[2]).toBe(keys[0])
    expect(keys[3]).toMatch(/^[\da-f]{32}$/)
    expect(keys[3]).not.toBe(keys[0])
  })

  it('keeps the key that a header of the call gives, in whatever case', async () => {
    const { claw, requests } = await openScriptedClient({
      steps: [brokenSoon, { status: 202, body: message }],
    })
    await claw.messages.send(hello, { headers: { 'idempotency-key': 'mine' } })
    expect((await requests()).map(({ headers }) => headers['idempotency-key'])).toEqual([
      'mine',
      'mine',
    ])
  })
})

describe('what may be done twice', () => {
  it('is a webhook, whose id names it', async () => {
    const { claw, requests } = await openScriptedClient({
      steps: [brokenSoon, { status: 202, body: message }],
    })
    const options = { secret: `whsec_${'A'.repeat(32)}`, webhookId: 'w-1' }
    await claw.webhooks.receive('support', { userId: '42', message: 'Hello' }, options)
    expect((await requests()).map(({ headers }) => headers['webhook-id'])).toEqual(['w-1', 'w-1'])
  })

  it('is a DELETE, and a PATCH that has no If-Match', async () => {
    const { claw, requests } = await openScriptedClient({
      steps: [brokenSoon, { status: 204 }, brokenSoon, failure(409, 'INVALID_REQUEST'), brokenSoon],
    })
    await claw.sessions.delete('session-1')
    const update = claw.config.update({ port: 1 }, { ifMatch: undefined })
    await expect(update).rejects.toBeInstanceOf(ConflictError)
    expect((await requests()).map(({ method }) => method)).toEqual([
      'DELETE',
      'DELETE',
      'PATCH',
      'PATCH',
    ])
    expect((await requests())[3]?.body).toBe('{"port":1}')
    await expect(claw.config.update({ port: 1 }, { ifMatch: '"1"' })).rejects.toBeInstanceOf(
      InternalServerError,
    )
    expect(await requests()).toHaveLength(5)
    expect((await requests())[4]?.headers['if-match']).toBe('"1"')
  })
})

it('does not follow a POST to another place, where it would arrive as a GET', async () => {
  const { claw, requests } = await openScriptedClient({
    steps: [{ status: 301, headers: { location: 'https://gateway.example/api/messages' } }],
  })
  // Pages are not told where it leads.
  await expect(claw.messages.send(hello)).rejects.toThrow(/leads to .*`baseUrl`/)
  expect(await requests()).toHaveLength(1)
})
