import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerOf, expectCommonHeaders, expectError } from '../support/http.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

describe('GET /chat', () => {
  let server: TestServer

  beforeAll(async () => {
    server = await startTestServer()
  })

  afterAll(async () => {
    await server[Symbol.asyncDispose]()
  })

  it('is the page, for everybody', async () => {
    const answer = await answerOf(await server.fetch('/chat', { token: null }))
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expectCommonHeaders(answer.headers)
    expect(answer.body).toMatch(/^<!doctype html>/i)
    expect(Buffer.byteLength(answer.body)).toBeLessThan(18_000)
    const [, script = ''] = /<script>(.*)<\/script>/s.exec(answer.body) ?? []
    expect(Buffer.byteLength(script)).toBeLessThan(10_240)
  })

  it('may run its own script and style and speak to its server, and nothing else', async () => {
    const { headers, body } = await answerOf(await server.fetch('/chat'))
    const policy = new Map(
      (headers.get('content-security-policy') ?? '').split('; ').map((directive) => {
        const [name = '', ...values] = directive.split(' ')
        return [name, values.join(' ')]
      }),
    )
    expect(Object.fromEntries(policy)).toEqual({
      'default-src': `'none'`,
      'script-src': `'${hashOf(body, 'script')}'`,
      'style-src': `'${hashOf(body, 'style')}'`,
      'connect-src': `'self'`,
      'img-src': 'data:',
      'base-uri': `'none'`,
      'form-action': `'none'`,
      'frame-ancestors': `'none'`,
      'require-trusted-types-for': `'script'`,
      'trusted-types': `'none'`,
    })
  })

  it('takes no parameters', async () => {
    expectError(await answerOf(await server.fetch('/chat?token=1')), {
      status: 400,
      code: 'INVALID_REQUEST',
    })
  })

  it('is not there while no web chat is enabled', async () => {
    const config = { channels: { webchat: { type: 'webchat', enabled: false } } }
    await using without = await startTestServer({ config })
    expectError(await answerOf(await without.fetch('/chat')), { status: 404, code: 'NOT_FOUND' })
    expect(without.output()).not.toContain('/chat')
  })

  it('is named at the start', () => {
    expect(server.output()).toContain(`Chat: ${server.url}/chat\n`)
  })
})

/** Of the page's one element of this name. */
function hashOf(page: string, name: string): string {
  const [text, ...more] = [...page.matchAll(new RegExp(`<${name}>(.*?)</${name}>`, 'gs'))]
  expect(more).toEqual([])
  return `sha256-${createHash('sha256')
    .update(text?.[1] ?? '')
    .digest('base64')}`
}
