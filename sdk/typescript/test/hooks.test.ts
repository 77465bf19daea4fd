import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Logger, UnauthorizedError } from '../src/index.ts'
import type { Peer } from './peers/peer-server.ts'
import { clientOf, targets } from './support/house.ts'
import { listen, openListening } from './support/hearing.ts'
import { gatewayToken } from './support/known.ts'
import { failure, message, status, token } from './support/scripted.ts'

const hello = { channel: 'support', userId: '42', message: 'Hello' }
const soon = failure(500, 'INTERNAL_ERROR', { headers: { 'retry-after-ms': '2' } })

describe('hooks', () => {
  it('are told of each try, its answer and the wait for the next, in this order', async () => {
    const { claw, url, heard } = await openListening([
      soon,
      { status: 202, body: message, headers: { 'x-request-id': 'request-2' } },
    ])
    await claw.messages.send(hello)
    const about = { method: 'POST', url: `${url}/api/messages` }
    const told = heard.filter(({ name }) => name.startsWith('on'))
    expect(told).toMatchObject([
      { name: 'onRequest', told: { ...about, attempt: 1 } },
      { name: 'onResponse', told: { ...about, attempt: 1, status: 500, requestId: 'request-1' } },
      { name: 'onRetry', told: { ...about, attempt: 1, reason: 'status 500', delayMs: 2 } },
      { name: 'onRequest', told: { ...about, attempt: 2 } },
      { name: 'onResponse', told: { ...about, attempt: 2, status: 202, requestId: 'request-2' } },
    ])
    expect(told[1]?.told['durationMs']).toBeGreaterThan(0)
  })

  it('are told why a connection that broke is tried again', async () => {
    const { claw, heard } = await openListening(['reset', { body: status }])
    await claw.status()
    const [retry] = heard.filter(({ name }) => name === 'onRetry')
    expect(retry?.told['reason']).toMatch(/could not be reached, or the connection broke/)
    expect(heard.filter(({ name }) => name === 'onResponse')).toHaveLength(1)
  })

  it.each(['onRequest', 'onResponse', 'onRetry'] as const)(
    'pass on what they throw: %s is no broken connection',
    async (name) => {
      const mistake = new Error('a mistake in a hook')
      const listening = listen()
      listening.hooks[name] = () => {
        throw mistake
      }
      const { claw, requests } = await openListening([soon, { body: status }], listening)
      await expect(claw.status()).rejects.toBe(mistake)
      expect((await requests()).length).toBeLessThanOrEqual(1)
    },
  )
})

describe('the logger', () => {
  it('hears of answers and of tries', async () => {
    const { claw, url, heard } = await openListening([soon, { body: status }])
    await claw.status()
    expect(heard.filter(({ name }) => !name.startsWith('on'))).toMatchObject([
      { name: 'debug', told: { text: `GET ${url}/api/status`, status: 500 } },
      { name: 'info', told: { text: `retrying GET ${url}/api/status`, attempt: 1, delayMs: 2 } },
      { name: 'debug', told: { text: `GET ${url}/api/status`, status: 200 } },
    ])
  })

  it('may be the console', () => {
    const logger: Logger = console
    expect(logger).toBe(console)
  })
})

describe('the token', () => {
  it('is neither told to hooks nor logged, in whatever header it is', async () => {
    const secret = 'a-password-of-the-proxy'
    const { claw, heard, requests } = await openListening([
      soon,
      'reset',
      { status: 202, body: message },
      failure(401, 'UNAUTHORIZED'),
    ])
    const headers = {
      'X-Forwarded': `for ${token}`,
      'Webhook-Signature': secret,
      'X-Session-Cookie': `session=${secret}`,
      'X-Api-Key': secret,
      'X-Plain': 'plain',
    }
    await claw.messages.send(hello, { headers })
    const error: unknown = await claw.status().catch((reason: unknown) => reason)
    const [first] = await requests()
    expect(first?.headers.authorization).toBe(`Bearer ${token}`)
    expect(first?.headers['x-api-key']).toBe(secret)
    const { message: text, stack, ...fields } = error as Error
    const all = JSON.stringify([heard, text, stack, fields])
    expect(all).toContain('"x-plain":"plain"')
    expect(all).toContain('"authorization":"[redacted]"')
    expect(all).toContain('"idempotency-key":"')
    expect(all).not.toContain(token)
    expect(all).not.toContain(secret)
  })

  it('is in no JSON of the client', async () => {
    const { claw } = await openListening(['reset'])
    expect(JSON.stringify(claw)).not.toContain(token)
  })
})

describe.each(targets)('a call to %s', (_name, open) => {
  let target: Peer
  beforeAll(async () => {
    target = await open()
  })
  afterAll(() => target[Symbol.asyncDispose]())

  it('is told to the hooks and logged, with the id that its answer has', async () => {
    const { heard, hooks, logger } = listen()
    const claw = clientOf(target.url, { hooks, logger })
    const { requestId } = await claw.messages.send(hello).withResponse()
    const about = { method: 'POST', url: `${target.url}/api/messages` }
    expect(heard).toMatchObject([
      { name: 'onRequest', told: { ...about, attempt: 1 } },
      { name: 'onResponse', told: { ...about, attempt: 1, status: 202, requestId } },
      { name: 'debug', told: { text: `POST ${about.url}`, status: 202, requestId } },
    ])
    expect(heard[0]?.told['headers']).toMatchObject({
      authorization: '[redacted]',
      'content-type': 'application/json',
      'idempotency-key': expect.stringMatching(/^[\da-f]{32}$/) as string,
    })
    expect(heard[1]?.told['durationMs']).toBeGreaterThan(0)
    expect(JSON.stringify(heard)).not.toContain(gatewayToken)
  })

  it('is told where it was refused, with the id of the error', async () => {
    const { heard, hooks, logger } = listen()
    const claw = clientOf(target.url, { token: 'wrong-token', hooks, logger })
    const error: unknown = await claw.status().catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(UnauthorizedError)
    const { requestId } = error as UnauthorizedError
    expect(heard).toMatchObject([
      { name: 'onRequest', told: { attempt: 1 } },
      { name: 'onResponse', told: { attempt: 1, status: 401, requestId } },
      { name: 'debug', told: { status: 401, requestId } },
    ])
    expect(JSON.stringify(heard)).not.toContain('wrong-token')
  })
})
