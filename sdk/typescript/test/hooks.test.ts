import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import type { Hooks, Logger } from '../src/index.ts'
import { failure, message, openScriptedClient, status, token } from './support/scripted-server.ts'

const hello = { channel: 'support', userId: '42', message: 'Hello' }
const soon = failure(500, 'INTERNAL_ERROR', { headers: { 'retry-after-ms': '2' } })

interface Heard {
  name: string
  told: Record<string, unknown>
}

/** Hooks and a logger that keep all that they get. */
function listen(): { heard: Heard[]; hooks: Required<Hooks>; logger: Logger } {
  const heard: Heard[] = []
  const hook = (name: string) => (told: object) => {
    heard.push({ name, told: { ...told } })
  }
  const log = (name: string) => (text: string, details?: object) => {
    heard.push({ name, told: { text, ...details } })
  }
  return {
    heard,
    hooks: {
      onRequest: hook('onRequest'),
      onResponse: hook('onResponse'),
      onRetry: hook('onRetry'),
    },
    logger: { debug: log('debug'), info: log('info'), warn: log('warn'), error: log('error') },
  }
}

/** A client whose hooks are these and no others. */
const open = async (
  steps: Parameters<typeof openScriptedClient>[0]['steps'],
  listening = listen(),
) => {
  const { heard, hooks, logger } = listening
  const { claw, url, requests } = await openScriptedClient({ steps })
  return { claw: claw.withOptions({ hooks, logger }), url, requests, heard }
}

describe('hooks', () => {
  it('are told of each try, its answer and the wait for the next, in this order', async () => {
    const { claw, url, heard } = await open([
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
    const { claw, heard } = await open(['reset', { body: status }])
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
      const { claw, requests } = await open([soon, { body: status }], listening)
      await expect(claw.status()).rejects.toBe(mistake)
      expect(requests.length).toBeLessThanOrEqual(1)
    },
  )
})

describe('the logger', () => {
  it('hears of answers and of tries', async () => {
    const { claw, url, heard } = await open([soon, { body: status }])
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
  const secret = 'a-password-of-the-proxy'

  it('is neither told to hooks nor logged, in whatever header it is', async () => {
    const { claw, heard, requests } = await open([
      soon,
      'reset',
      { status: 202, body: message },
      failure(401, 'UNAUTHORIZED'),
    ])
    const headers = {
      'X-Forwarded': `for ${token}`,
      'Webhook-Signature': secret,
      Cookie: `session=${secret}`,
      'Proxy-Authorization': secret,
      'X-Api-Key': secret,
      'X-Plain': 'plain',
    }
    await claw.messages.send(hello, { headers })
    const error: unknown = await claw.status().catch((reason: unknown) => reason)
    expect(requests[0]?.headers.authorization).toBe(`Bearer ${token}`)
    expect(requests[0]?.headers['x-api-key']).toBe(secret)
    const all = inspect([heard, error], { depth: Infinity, showHidden: true })
    expect(all).toContain("'x-plain': 'plain'")
    expect(all).toContain("authorization: '[redacted]'")
    expect(all).toContain("'idempotency-key': '")
    expect(all).not.toContain(token)
    expect(all).not.toContain(secret)
  })

  it('is not shown by the client, its parts or its errors', async () => {
    const { claw } = await openScriptedClient({ steps: ['reset'] }, { maxRetries: 0 })
    const error: unknown = await claw.status().catch((reason: unknown) => reason)
    expect(inspect(error, { depth: Infinity, showHidden: true })).not.toContain(token)
    expect(inspect(claw, { depth: Infinity })).not.toContain(token)
    expect(JSON.stringify(claw)).not.toContain(token)
  })
})
