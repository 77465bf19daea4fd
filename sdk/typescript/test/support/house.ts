import { onTestFinished } from 'vitest'
import { Webhook } from 'standardwebhooks'
import {
  gatewayToken,
  startTestServer,
  type TestServer,
  type TestServerOptions,
} from '../../../../test/support/server.ts'
import { OpenClaw, type ClientOptions } from '../../src/index.ts'

const secret = `whsec_${'A'.repeat(32)}`

const support = {
  type: 'webhook',
  // Nobody receives there: what is sent stays queued.
  url: 'http://127.0.0.1:9/in',
  secret,
  maxPerMinute: 100_000,
}

export const houseConfig = { rateLimits: { enabled: false }, channels: { support } }

/** The real server with a webhook channel and without limits. */
export const startHouse = (options: TestServerOptions = {}): Promise<TestServer> =>
  startTestServer({ ...options, config: { ...houseConfig, ...options.config } })

/** It is gone after the test. */
export async function openHouse(options: TestServerOptions = {}): Promise<TestServer> {
  const server = await startHouse(options)
  onTestFinished(() => server[Symbol.asyncDispose]())
  return server
}

/** A client with the gateway token. */
export const clientOf = (baseUrl: string, options: ClientOptions = {}): OpenClaw =>
  new OpenClaw({ baseUrl, token: gatewayToken, ...options })

/** Has a message come in. */
export async function receive(url: string, userId: string, message: string): Promise<void> {
  const id = crypto.randomUUID()
  const now = new Date()
  const body = JSON.stringify({ userId, message })
  const response = await fetch(`${url}/hooks/support`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign(id, now, body),
    },
  })
  const text = await response.text()
  if (response.status !== 202) throw new Error(`${String(response.status)}: ${text}`)
}

/** Has messages come in at once; each makes one event, and each of 10 users' first one another. */
export async function receiveMany(
  url: string,
  { from, count }: { from: number; count: number },
): Promise<void> {
  const numbers = Array.from({ length: count }, (_, index) => from + index)
  await Promise.all(
    numbers.map((number) =>
      receive(url, `user-${String(number % 10)}`, `message ${String(number)}`),
    ),
  )
}
