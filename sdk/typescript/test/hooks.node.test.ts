import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { openListening } from './support/hearing.ts'
import { failure, message, openScriptedClient, token } from './support/scripted.ts'

const hello = { channel: 'support', userId: '42', message: 'Hello' }
const soon = failure(500, 'INTERNAL_ERROR', { headers: { 'retry-after-ms': '2' } })

describe('the token', () => {
  const secret = 'a-password-of-the-proxy'

  it('is neither told to hooks nor logged, in whatever header it is', async () => {
    const { claw, heard, requests } = await openListening([
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
    expect((await requests())[0]?.headers.authorization).toBe(`Bearer ${token}`)
    expect((await requests())[0]?.headers['x-api-key']).toBe(secret)
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
