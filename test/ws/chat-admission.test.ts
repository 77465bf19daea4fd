import { describe, expect, it } from 'vitest'
import { answer, ChatClient, chatRefusal } from '../support/chat-client.ts'
import { startTestServer } from '../support/server.ts'

const unlimited = { rateLimits: { enabled: false } }
const webchat = (more: object = {}) => ({ channels: { webchat: { type: 'webchat', ...more } } })

describe('an upgrade', () => {
  it('is for pages of the server, of loopback and of allowed origins, and refused to others', async () => {
    const http = { allowedOrigins: ['https://shop.example'] }
    await using server = await startTestServer({ config: { ...unlimited, http } })
    for (const origin of [server.url, 'http://localhost:5173', 'https://shop.example']) {
      await using client = await ChatClient.join(server.url, undefined, { origin })
      expect(client.socket.readyState).toBe(client.socket.OPEN)
    }
    for (const origin of ['https://evil.example', 'null']) {
      const { status, body } = await chatRefusal(server.url, { origin })
      expect({ status, code: body.error.code }).toEqual({ status: 403, code: 'FORBIDDEN' })
    }
  })

  describe('by a name that is not loopback’s, as a page has it that rebinds its name to 127.0.0.1,', () => {
    const host = 'evil.example:3000'
    const origin = `http://${host}`
    const http = (more: object) => ({ config: { ...unlimited, http: more } })

    it('is refused with 403, whatever its origin; the page is not', async () => {
      await using server = await startTestServer()
      for (const name of [
        host,
        'localhost.evil.example',
        '127.0.0.1.evil.example:3000',
        '10.0.0.7',
      ]) {
        for (const page of [`http://${name}`, undefined, 'http://localhost:5173']) {
          const options = page === undefined ? {} : { origin: page }
          const refusal = await chatRefusal(server.url, { ...options, headers: { host: name } })
          expect(refusal.status).toBe(403)
          expect(refusal.body.error.message).toMatch(/^This gateway listens on loopback/)
        }
      }
      for (const name of ['localhost', 'LOCALHOST:3000', '[::1]:3000', '127.0.0.1']) {
        await using client = await ChatClient.join(server.url, undefined, {
          headers: { host: name },
        })
        expect(client.socket.readyState).toBe(client.socket.OPEN)
      }
      expect((await server.fetch('/chat', { token: null })).status).toBe(200)
    })

    it('is taken from an origin that is listed, and behind a proxy that is trusted', async () => {
      for (const setting of [{ allowedOrigins: [origin] }, { trustProxy: true }]) {
        await using server = await startTestServer(http(setting))
        await using client = await ChatClient.join(server.url, undefined, {
          origin,
          headers: { host },
        })
        expect(client.socket.readyState).toBe(client.socket.OPEN)
      }
    })

    it('is taken where the gateway listens for others too', async () => {
      await using server = await startTestServer({ config: { ...webchat(), host: '0.0.0.0' } })
      await using client = await ChatClient.join(server.url, undefined, {
        origin,
        headers: { host },
      })
      expect(client.socket.readyState).toBe(client.socket.OPEN)
    })

    it('is refused until the gateway really listens for others', async () => {
      await using server = await startTestServer({ config: webchat() })
      await server.fetch('/api/config', { method: 'PATCH', json: { host: '0.0.0.0' } })
      expect((await chatRefusal(server.url, { origin, headers: { host } })).status).toBe(403)
    })
  })

  it('is refused with 404 when no web chat is enabled, and to other paths', async () => {
    await using server = await startTestServer({ config: webchat({ enabled: false }) })
    for (const path of ['/chat/ws', '/chat', '/chat/ws/', '/chat/']) {
      const { status, body } = await chatRefusal(server.url, { path })
      expect({ status, code: body.error.code }).toEqual({ status: 404, code: 'NOT_FOUND' })
    }
  })

  it('that is none is told so', async () => {
    await using server = await startTestServer()
    const response = await server.fetch('/chat/ws')
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('header.upgrade')
  })

  it('is refused with 503 from the 21st of an address on', async () => {
    await using server = await startTestServer()
    const clients = await Promise.all(Array.from({ length: 20 }, () => ChatClient.join(server.url)))
    expect((await chatRefusal(server.url)).status).toBe(503)
    for (const client of clients) await client[Symbol.asyncDispose]()
  })
})

describe('limits', () => {
  it('are the address’s 100 messages a minute for what visitors say', async () => {
    await using server = await startTestServer({ config: webchat({ maxPerMinute: 1000 }) })
    await using first = await ChatClient.join(server.url)
    await using second = await ChatClient.join(server.url)
    for (let n = 0; n < 50; n++) {
      expect((await first.say(`${n}`, 'Hi')).type).toBe('accepted')
      expect((await second.say(`${n}`, 'Hi')).type).toBe('accepted')
    }
    const refused = await first.say('one-more', 'Hi')
    expect(refused).toMatchObject({ type: 'refused', id: 'one-more', code: 'RATE_LIMITED' })
    expect((refused as { retryAfter?: number }).retryAfter).toBeGreaterThan(0)
    // The operator has a budget of their own.
    await answer(server, (await first.welcome()).userId, 'Slowly!')
    await expect.poll(() => first.texts.at(-1)).toBe('Slowly!')
  })

  it('are the visitor’s own, and leave others alone', async () => {
    await using server = await startTestServer({ config: webchat({ maxPerMinute: 2 }) })
    await using first = await ChatClient.join(server.url)
    await using second = await ChatClient.join(server.url)
    await first.say('1', 'Hi')
    await first.say('2', 'Hi')
    expect(await first.say('3', 'Hi')).toMatchObject({
      code: 'RATE_LIMITED',
      retryAfter: expect.any(Number) as number,
    })
    expect((await second.say('1', 'Hi')).type).toBe('accepted')
  })

  it('are of 200 upgrades', async () => {
    await using server = await startTestServer()
    let status: number | undefined = 0
    for (let n = 0; n < 210 && status !== 429; n++) {
      const path = n < 190 ? '/chat' : '/chat/ws'
      if (path === '/chat') ({ status } = await server.fetch(path, { token: null }))
      else {
        const client = await ChatClient.join(server.url).catch(() => undefined)
        if (client === undefined) ({ status } = await chatRefusal(server.url))
        await client?.[Symbol.asyncDispose]()
      }
    }
    expect(status).toBe(429)
  })

  it('let only those in who are on the list', async () => {
    await using server = await startTestServer({ config: webchat({ allow: ['visitor-none'] }) })
    await using client = await ChatClient.join(server.url)
    expect(await client.say('1', 'Hi')).toMatchObject({ type: 'refused', code: 'FORBIDDEN' })
  })
})
