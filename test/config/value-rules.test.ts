import { describe, expect, it } from 'vitest'
import { issuesOf, loadFrom, webhookSecret } from '../support/config.ts'
import { startTestServer } from '../support/server.ts'

const hash = `sha256:${'a'.repeat(64)}`
const otherHash = `sha256:${'b'.repeat(64)}`

const tokens = (...given: { name: string; hash: string; expires?: string }[]): string =>
  JSON.stringify({
    auth: { tokens: given.map((token) => ({ ...token, scopes: ['status:read'] })) },
  })

const origins = (...allowedOrigins: string[]): string =>
  JSON.stringify({ http: { allowedOrigins } })

describe('a token', () => {
  it('has a hash of its own', async () => {
    const three = tokens({ name: 'a', hash }, { name: 'b', hash: otherHash }, { name: 'c', hash })
    expect(await issuesOf(three)).toEqual([
      {
        field: 'auth.tokens.2.hash',
        rule: 'unique',
        message: 'is the hash of "a" too: make a token of its own',
      },
    ])
  })

  it.each(['2016-12-31T23:59:60Z', '2030-01-31T09:00:00+01'])(
    'can not expire at %s, which would be never',
    async (expires) => {
      expect(await issuesOf(tokens({ name: 'a', hash, expires }))).toMatchObject([
        { field: 'auth.tokens.0.expires', rule: 'date-time' },
      ])
    },
  )

  it.each([
    '1999-12-31T23:59:59Z',
    '2030-01-31T09:00:00+01:00',
    '2030-01-31t09:00:00.123456789z',
    '2030-01-31T09:00:00-0530',
  ])('may expire at %s', async (expires) => {
    const { config } = await loadFrom({
      'openclaw.yaml': tokens({ name: 'a', hash, expires }, { name: 'b', hash: otherHash }),
    })
    expect(config.auth.tokens[0]?.expires).toBe(expires)
  })
})

describe('an allowed origin', () => {
  it.each([
    'https://Dashboard.example',
    'https://dashboard.example:443',
    'http://dashboard.example:80',
    'https://user@dashboard.example',
    'https://dashboard.example?x',
    'https://dashboard.example#x',
    'https://dashboard example',
    'https://münchen.example',
    'https://dashboard.example:99999',
  ])('is not %s, which no browser sends', async (origin) => {
    expect(await issuesOf(origins('https://good.example', origin))).toMatchObject([
      { field: 'http.allowedOrigins.1', rule: 'origin' },
    ])
  })

  it('is as a browser sends it', async () => {
    const allowedOrigins = [
      'https://dashboard.example',
      'http://dashboard.example:8080',
      'http://192.0.2.1',
      'http://[2001:db8::1]:8080',
      'https://xn--mnchen-3ya.example',
    ]
    const { config } = await loadFrom({ 'openclaw.yaml': origins(...allowedOrigins) })
    expect(config.http.allowedOrigins).toEqual(allowedOrigins)
  })
})

describe('an address', () => {
  const places: [field: string, of: (url: string) => object][] = [
    [
      'channels.a.url',
      (url) => ({ channels: { a: { type: 'webhook', url, secret: webhookSecret } } }),
    ],
    [
      'channels.a.apiRoot',
      (apiRoot) => ({ channels: { a: { type: 'telegram', botToken: 't', apiRoot } } }),
    ],
    ['tools.mcpServers.a.url', (url) => ({ tools: { mcpServers: { a: { type: 'http', url } } } })],
  ]

  it.each(places)('in %s can be one', async (field, of) => {
    for (const url of ['http://a:65536/', 'http://256.0.0.1/x', 'http://a%00b', 'http://:80/']) {
      const [found, ...more] = await issuesOf(JSON.stringify(of(url)))
      expect(found).toMatchObject({ field, rule: 'url' })
      expect(found?.message).not.toContain(url)
      expect(more).toEqual([])
    }
  })

  it('that can not be one is refused in a patch too', async () => {
    await using server = await startTestServer()
    const json = { tools: { mcpServers: { a: { type: 'http', url: 'http://a:b/' } } } }
    const response = await server.fetch('/api/config', { method: 'PATCH', json })
    expect(response.status).toBe(400)
    expect(await response.json()).toMatchObject({
      error: { details: { issues: [{ field: 'body.tools.mcpServers.a.url', rule: 'url' }] } },
    })
  })
})
