import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { RateLimitedError } from '../src/index.ts'
import type { Peer } from './peers/peer-server.ts'
import { clientOf, targets } from './support/house.ts'
import { gatewayToken } from './support/known.ts'
import { openPeer } from './support/peer.ts'

const hello = { channel: 'support', userId: '42', message: 'Hello' }

describe('what the mock fails with', () => {
  let mock: Peer
  beforeAll(async () => {
    mock = await openPeer('mock', gatewayToken)
  })
  afterAll(() => mock[Symbol.asyncDispose]())

  it.each([
    { code: 400, tries: 1 },
    { code: 401, tries: 1 },
    { code: 403, tries: 1 },
    { code: 404, tries: 1 },
    { code: 500, tries: 3 },
    { code: 503, tries: 3 },
  ])('$code is tried $tries times', async ({ code, tries }) => {
    const statuses: number[] = []
    const claw = clientOf(mock.url, {
      hooks: { onResponse: ({ status: told }) => statuses.push(told) },
    })
    const headers = { Prefer: `code=${String(code)}` }
    await expect(claw.sessions.get('session-1', { headers })).rejects.toMatchObject({
      status: code,
    })
    expect(statuses).toEqual(Array.from({ length: tries }, () => code))
  })

  it('429 is waited for as long as it says', async () => {
    const stop = new AbortController()
    const delays: number[] = []
    const onRetry = ({ delayMs }: { delayMs: number }): void => {
      delays.push(delayMs)
      stop.abort(new Error('waits'))
    }
    const claw = clientOf(mock.url, { hooks: { onRetry } })
    const options = { headers: { Prefer: 'code=429' }, signal: stop.signal }
    const error: unknown = await claw.sessions
      .get('session-1', { ...options, maxRetries: 0 })
      .catch((reason: unknown) => reason)
    await expect(claw.sessions.get('session-1', options)).rejects.toThrow('waits')
    expect(error).toBeInstanceOf(RateLimitedError)
    expect(delays).toEqual([(error as RateLimitedError).retryAfterMs])
  })
})

describe.each(targets)('a message to %s', (_name, open) => {
  let target: Peer
  beforeAll(async () => {
    target = await open()
  })
  afterAll(() => target[Symbol.asyncDispose]())

  /** As if the connection broke after the gateway had done what it was asked for. */
  const losing = async (request: Request): Promise<Response> => {
    const response = await fetch(request)
    if (response.headers.has('idempotent-replayed')) return response
    throw new TypeError('lost')
  }

  it('whose answer was lost is sent once more with its key, and is the same message', async () => {
    const claw = clientOf(target.url, { fetch: losing })
    const options = { idempotencyKey: `of-a-test-${crypto.randomUUID()}` }
    const { data, response } = await claw.messages.send(hello, options).withResponse()
    expect(response.headers.get('idempotent-replayed')).toBe('true')
    expect(await clientOf(target.url).messages.send(hello, options)).toEqual(data)
  })

  it('whose answer was lost is the same with a key of its own making too', async () => {
    const { response } = await clientOf(target.url, { fetch: losing })
      .messages.send(hello)
      .withResponse()
    expect(response.status).toBe(202)
    expect(response.headers.get('idempotent-replayed')).toBe('true')
  })
})
