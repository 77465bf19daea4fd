import { afterAll, afterEach, expect } from 'vitest'
import { answerOf, expectError } from '../support/http.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

export const json = { 'content-type': 'application/json' }
export const message = { channel: 'support', userId: 'user-1', message: 'Hello' }
export const good = JSON.stringify(message)
export const invalid = { status: 400, code: 'INVALID_REQUEST' }

export interface Issue {
  field: string
  rule: string
}

/** A server for this test file, with a channel `support`, that must go on answering after each test. */
export async function startSteadfastServer(): Promise<TestServer> {
  const secret = `whsec_${'A'.repeat(32)}`
  const server = await startTestServer({
    config: {
      rateLimits: { enabled: false },
      channels: { support: { type: 'webhook', url: 'http://127.0.0.1:9/in', secret } },
    },
  })
  afterAll(() => server[Symbol.asyncDispose]())
  afterEach(async () => {
    const { status } = await fetch(`${server.url}/health`)
    expect(status).toBe(200)
  })
  return server
}

/** Asks for what is refused. @returns each field and the rule that it breaks */
export async function refusal(
  server: TestServer,
  path: string,
  init: Parameters<TestServer['fetch']>[1],
  expected: { status: number; code: string },
): Promise<Issue[]> {
  const error = expectError(await answerOf(await server.fetch(path, init)), expected)
  return (error.details.issues ?? []).map(({ field, rule }) => ({ field, rule }))
}
