import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { hashToken } from '../../src/kernel/token.ts'
import { startTestServer } from '../support/server.ts'
import { numbers, refusalOf, StreamClient } from '../support/stream-client.ts'
import { appendErrors, openStreamHouse } from './stream-house.ts'

describe('a stream', () => {
  it('ends with 1008 when the client sends a message', async () => {
    const { url } = await openStreamHouse()
    const client = await StreamClient.open(url)
    client.socket.send('Hello')
    expect(await client.closed).toEqual({ code: 1008, reason: 'this stream takes no messages' })
  })

  it('ends with 1008 when its token is revoked or loses the scope, and only then', async () => {
    const token = 'a-listener-token-of-this-test'
    const entry = (scopes: string[]) => ({ name: 'ear', hash: hashToken(token), scopes })
    const patch = (tokens: object[]) => ({ method: 'PATCH', json: { auth: { tokens } } })
    const reason = 'the token may not listen any more'
    const config = { auth: { tokens: [entry(['events:read'])] } }
    await using server = await startTestServer({ config })

    await using first = await StreamClient.open(server.url, { token })
    await using gateway = await StreamClient.open(server.url)
    await server.fetch('/api/config', patch([entry(['events:read', 'status:read'])]))
    await server.fetch('/api/config', patch([entry(['status:read'])]))
    expect(await first.closed).toEqual({ code: 1008, reason })

    await server.fetch('/api/config', patch([entry(['events:read'])]))
    await using second = await StreamClient.open(server.url, { token })
    await server.fetch('/api/config', patch([]))
    expect(await second.closed).toEqual({ code: 1008, reason })
    expect(gateway.socket.readyState).toBe(gateway.socket.OPEN)
  })

  it('ends with 1009 when the client sends too large a frame', async () => {
    const { url } = await openStreamHouse()
    const client = await StreamClient.open(url)
    client.socket.send('x'.repeat(2_000))
    expect((await client.closed).code).toBe(1009)
  })

  it('ends with 1011 when the log can not be read', async () => {
    const { url, store, logLines } = await openStreamHouse()
    await store[Symbol.asyncDispose]()
    const client = await StreamClient.open(url, { after: 0 })
    expect(await client.closed).toEqual({ code: 1011, reason: 'the server failed' })
    expect(logLines.join('')).toContain('an event stream failed')
  })

  it('is ended when the client does not answer pings, and goes on when it does', async () => {
    const { url, store } = await openStreamHouse({ heartbeatMs: 1_000 })
    await using alive = await StreamClient.open(url)
    let pings = 0
    alive.socket.on('ping', () => (pings += 1))
    const dead = await StreamClient.open(url, { autoPong: false })
    expect((await dead.closed).code).toBe(1006)
    const before = pings
    await expect.poll(() => pings).toBeGreaterThan(before + 1)
    await appendErrors(store, 1)
    await alive.reach(1)
  })

  it('ends with 1008 when its token is revoked; those of other tokens go on', async () => {
    const token = 'a-token-that-is-revoked-0123456789'
    const hash = `sha256:${createHash('sha256').update(token).digest('hex')}`
    const tokens = [{ name: 'dashboard', hash, scopes: ['events:read', 'status:read'] }]
    await using server = await startTestServer({ config: { auth: { tokens } } })
    await using other = await StreamClient.open(server.url)
    const revoked = await StreamClient.open(server.url, { token })
    const response = await server.fetch('/api/config', {
      method: 'PATCH',
      json: { auth: { tokens: [{ ...tokens[0], scopes: ['status:read'] }] } },
    })
    expect(response.status).toBe(200)
    expect(await revoked.closed).toEqual({
      code: 1008,
      reason: 'the token may not listen any more',
    })
    expect(other.socket.readyState).toBe(other.socket.OPEN)
  })

  it('ends with 1001 when the server stops, which the client is told', async () => {
    const server = await startTestServer()
    const clients = await Promise.all([1, 2, 3].map(() => StreamClient.open(server.url)))
    await server[Symbol.asyncDispose]()
    for (const { closed } of clients) {
      expect(await closed).toEqual({ code: 1001, reason: 'the server is stopping' })
    }
  })

  it('is cut at the deadline when the client does not take part in the closing', async () => {
    const { url, streams } = await openStreamHouse()
    const client = await StreamClient.open(url)
    client.socket.pause()
    const deadline = new AbortController()
    const closing = streams.close(deadline.signal)
    deadline.abort()
    await closing
    client.socket.resume()
    await client.closed
  })

  it('is not opened any more while the server stops', async () => {
    const gate = Promise.withResolvers<undefined>()
    const { url, streams } = await openStreamHouse({
      admit: async () => {
        await gate.promise
        return { name: 'test', scopes: new Set() }
      },
    })
    const refusal = refusalOf(url)
    await streams.close(new AbortController().signal)
    gate.resolve(undefined)
    const { status, body } = await refusal
    expect(status).toBe(503)
    expect(body.error.code).toBe('INTERNAL_ERROR')
  })

  it('that fails to open for a reason of ours does not tell it, the log does', async () => {
    const { url, logLines } = await openStreamHouse({
      admit: () => Promise.reject(new Error('a canary')),
    })
    const { status, body } = await refusalOf(url)
    expect(status).toBe(500)
    expect(body).toEqual({
      error: {
        code: 'INTERNAL_ERROR',
        message: 'Something went wrong on the server.',
        details: {},
      },
    })
    expect(logLines.join('')).toContain('a canary')
  })
})

describe('a consumer that stops reading', () => {
  const bounds = { maxBuffered: 65_536, stallMs: 3_000 }

  it('is told 1013 behind what was on its way, and resumes without loss; others get everything', async () => {
    const { url, store, logLines, sockets } = await openStreamHouse(bounds)
    await using other = await StreamClient.open(url)
    const slow = await StreamClient.open(url)
    slow.socket.pause()
    let written = 0
    while (!logLines.join('').includes('too slow')) {
      await appendErrors(store, 100, 4_000)
      written += 100
      await other.reach(written)
      // A frame begins while there is room.
      for (const { writableLength } of sockets) {
        expect(writableLength).toBeLessThan(bounds.maxBuffered + 2 * 4_000)
      }
    }
    slow.socket.resume()
    expect(await slow.closed).toEqual({
      code: 1013,
      reason: 'the consumer is too slow; reconnect with after',
    })
    const reached = slow.ids.length
    expect(slow.ids).toEqual(numbers(1, reached))
    expect(reached).toBeLessThan(written)
    await using resumed = await StreamClient.open(url, { after: reached })
    await resumed.reach(written)
    expect(resumed.ids).toEqual(numbers(reached + 1, written))
    expect(other.ids).toEqual(numbers(1, written))
  })

  it('goes on, from where it was, when it reads again in time', async () => {
    const { url, store } = await openStreamHouse({ ...bounds, stallMs: 60_000 })
    await using client = await StreamClient.open(url)
    client.socket.pause()
    for (let n = 0; n < 50; n++) await appendErrors(store, 100, 4_000)
    client.socket.resume()
    await client.reach(5_000)
    await appendErrors(store, 1)
    await client.reach(5_001)
    expect(client.ids).toEqual(numbers(1, 5_001))
  })
})
