import { describe, expect, it, vi } from 'vitest'
import { NotFoundError, OpenClaw, TimeoutError, UnexpectedAnswerError } from '../src/index.ts'
import { delayAfter, retryAfterOf } from '../src/retry.ts'
import { createApiError } from '../src/errors.ts'
import { failure, openScriptedClient, status, token } from './support/scripted.ts'

const limitedBy = (value: string) =>
  createApiError({
    status: 429,
    code: 'RATE_LIMITED',
    message: '',
    details: {},
    headers: new Headers({ 'retry-after': value }),
  })

const brokenSoon = failure(500, 'INTERNAL_ERROR', { headers: { 'retry-after-ms': '1' } })

describe('a reader of events', () => {
  it.each(['0', 'Wed, 21 Oct 2015 07:28:00 GMT'])(
    'waits its own time at least, when it is told to come at once: %s',
    (value) => {
      expect(delayAfter(limitedBy(value), 3, 50)).toBeGreaterThanOrEqual(100)
    },
  )

  it.each(['2592000', 'Fri, 31 Dec 9999 23:59:59 GMT'])(
    'comes again after a minute, when it is told to wait for days: %s',
    (value) => {
      expect(delayAfter(limitedBy(value), 1, 50)).toBe(60_000)
    },
  )
})

describe('Retry-After', () => {
  it.each(['-1', 'abc 5', '1,2', '5 GMT', ''])(
    'that is no number and no date says nothing: %j',
    (value) => {
      expect(retryAfterOf(new Headers({ 'retry-after': value }))).toBeUndefined()
    },
  )

  it.each(['Sun, 06 Nov 1994 08:49:37 GMT', 'Sunday, 06-Nov-94 08:49:37 GMT'])(
    'may be a date of HTTP: %s',
    (value) => {
      const before = Date.UTC(1994, 10, 6, 8, 49, 30)
      expect(retryAfterOf(new Headers({ 'retry-after': value }), before)).toBe(7_000)
    },
  )
})

describe('a DELETE', () => {
  it('that finds nothing any more when it is tried again has succeeded', async () => {
    const gone = failure(404, 'NOT_FOUND')
    const { claw, requests } = await openScriptedClient({ steps: ['reset', gone] })
    await expect(claw.sessions.delete('session-1')).resolves.toBeUndefined()
    expect(await requests()).toHaveLength(2)
  })

  it.each([
    { name: 'the first time', steps: [failure(404, 'NOT_FOUND')] },
    {
      name: 'after a try that did nothing',
      steps: [
        failure(429, 'RATE_LIMITED', { headers: { 'retry-after-ms': '1' } }),
        failure(404, 'NOT_FOUND'),
      ],
    },
  ])('that finds nothing $name has not', async ({ steps }) => {
    const { claw } = await openScriptedClient({ steps })
    await expect(claw.sessions.delete('session-1')).rejects.toBeInstanceOf(NotFoundError)
  })

  it('that something else answers with 404 has not', async () => {
    const { claw } = await openScriptedClient({
      steps: [brokenSoon, { status: 404, body: '<h1>Not found</h1>' }],
    })
    await expect(claw.sessions.delete('session-1')).rejects.toBeInstanceOf(UnexpectedAnswerError)
  })
})

describe('a fetch that does not look at its signal', () => {
  const never = () => new Promise<Response>(() => undefined)

  it('is left when the time is over', async () => {
    const claw = new OpenClaw({ token, fetch: never, timeout: 30, maxRetries: 0 })
    await expect(claw.status()).rejects.toBeInstanceOf(TimeoutError)
  })

  it('is left when the call is aborted', async () => {
    const claw = new OpenClaw({ token, fetch: never, maxRetries: 0 })
    const stop = new AbortController()
    const call = claw.status({ signal: stop.signal })
    stop.abort(new Error('enough'))
    await expect(call).rejects.toThrow('enough')
  })
})

it('makes keys where there is no crypto.randomUUID, as in a page over plain HTTP', async () => {
  const spy = vi.spyOn(crypto, 'randomUUID').mockImplementation(() => {
    throw new TypeError('crypto.randomUUID is not a function')
  })
  try {
    const { claw, requests } = await openScriptedClient({ steps: [{ status: 400 }] })
    const hello = { channel: 'support', userId: '42', message: 'Hello' }
    await claw.messages.send(hello).catch(() => undefined)
    await claw.webhooks
      .receive('support', hello, { secret: `whsec_${'A'.repeat(32)}` })
      .catch(() => undefined)
    expect((await requests())[0]?.headers['idempotency-key']).toMatch(/^[\da-f]{32}$/)
    expect((await requests())[1]?.headers['webhook-id']).toMatch(/^msg_[\da-f]{32}$/)
  } finally {
    spy.mockRestore()
  }
})

describe('what a call can not carry', () => {
  it('is said without the value: a header', async () => {
    const claw = new OpenClaw({ token, fetch: () => Promise.reject(new Error('asked')) })
    const error: unknown = await claw
      .status({ headers: { 'X-Key': 'se\ncret' } })
      .catch((reason: unknown) => reason)
    expect(error).toHaveProperty('message', expect.stringMatching(/^The header "X-Key" can not/))
    expect(String(error)).not.toContain('cret')
  })

  it('is said with what it must be: an id', async () => {
    const claw = new OpenClaw({ token })
    await expect(claw.sessions.get(42 as unknown as string)).rejects.toThrow(
      '`id` must be a string, not 42.',
    )
  })
})

it('gives the address of an answer, and sees a signal that a hook aborts', async () => {
  const { claw, url, requests } = await openScriptedClient({ steps: [{ body: status }] })
  const { response } = await claw.status().withResponse()
  expect(response.url).toBe(`${url}/api/status`)
  expect(response.redirected).toBe(false)
  const stop = new AbortController()
  const hooks = {
    onRequest: () => {
      stop.abort(new Error('from a hook'))
    },
  }
  const call = claw.withOptions({ hooks }).status({ signal: stop.signal })
  await expect(call).rejects.toThrow('from a hook')
  expect(await requests()).toHaveLength(1)
})

it('says that a browser was led elsewhere, which tells nothing more of it', async () => {
  const opaque = Object.defineProperties(new Response(), {
    type: { value: 'opaqueredirect' },
    status: { value: 0 },
  })
  const claw = new OpenClaw({ token, fetch: () => Promise.resolve(opaque) })
  const call = claw.messages.send({ channel: 'support', userId: '42', message: 'Hello' })
  await expect(call).rejects.toBeInstanceOf(UnexpectedAnswerError)
  await expect(call).rejects.toThrow('leads to another address: set `baseUrl`')
})
