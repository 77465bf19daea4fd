import { describe, expect, it } from 'vitest'
import { GatewayError } from '../../src/kernel/errors.ts'
import { ChatClient, chatRefusal } from '../support/chat-client.ts'
import { openChatHouse } from './chat-house.ts'

describe('a visitor', () => {
  it('who does not say hello in time is closed with 1008, others are not', async () => {
    const { url } = await openChatHouse({ helloMs: 1_500 })
    await using other = await ChatClient.join(url)
    const silent = await ChatClient.open(url)
    expect(await silent.closed).toEqual({ code: 1008, reason: 'hello did not come in time' })
    expect(other.socket.readyState).toBe(other.socket.OPEN)
  })

  it('who does not answer pings is ended', async () => {
    const { url } = await openChatHouse({ heartbeatMs: 1_000 })
    await using alive = await ChatClient.join(url)
    const dead = await ChatClient.open(url, { autoPong: false })
    expect((await dead.closed).code).toBe(1006)
    expect(alive.socket.readyState).toBe(alive.socket.OPEN)
  })

  it('may let 32 messages wait for their answer, in order, and is closed with 1008 at one more', async () => {
    const { url, gateway } = await openChatHouse()
    const client = await ChatClient.join(url)
    const { promise, resolve } = Promise.withResolvers()
    gateway.gate = promise
    const say = (n: number) => {
      client.send({ type: 'say', id: String(n), text: `no ${n}` })
    }
    for (let n = 0; n < 32; n++) say(n)
    await expect.poll(() => gateway.receives).toBe(1)
    resolve(undefined)
    await expect.poll(() => client.all('accepted').length).toBe(32)
    expect(gateway.messages.map(({ message }) => message)).toEqual(
      Array.from({ length: 32 }, (_, n) => `no ${n}`),
    )
    gateway.gate = Promise.withResolvers().promise
    for (let n = 0; n < 33; n++) say(100 + n)
    expect(await client.closed).toEqual({
      code: 1008,
      reason: 'say: too many wait for their answer',
    })
  })

  it('who takes nothing of what they are sent is closed with 1013, others are served', async () => {
    const { url, gateway } = await openChatHouse({ maxBuffered: 100_000 })
    const slow = await ChatClient.join(url)
    const { token, userId } = await slow.welcome()
    await using other = await ChatClient.join(url, token)
    slow.socket.pause()
    // More than the system itself keeps for a connection.
    const total = 700
    for (let n = 1; n <= total; n++) {
      gateway.tell(gateway.message(userId, 'x'.repeat(30_000), 'outbound'))
      while (other.socket.readyState === other.socket.OPEN && other.texts.length < n) {
        await new Promise((done) => setImmediate(done))
      }
    }
    slow.socket.resume()
    expect(await slow.closed).toEqual({ code: 1013, reason: 'the client is too slow' })
    expect(slow.texts.length).toBeLessThan(total)
    expect(other.texts.length).toBe(total)
  })

  it('is told a failure of ours in plain words, the log its cause', async () => {
    const { url, logLines, gateway } = await openChatHouse()
    await using client = await ChatClient.join(url)
    gateway.gate = Promise.reject(new Error('the disk is full'))
    gateway.gate.catch(() => undefined)
    expect(await client.say('1', 'private words')).toEqual({
      type: 'refused',
      id: '1',
      code: 'INTERNAL_ERROR',
      message: 'Something went wrong on the server.',
    })
    expect(logLines.join('')).toContain('the disk is full')
    expect(logLines.join('')).not.toContain('private words')
  })

  it('is told what the gateway refuses, in its words and with the time to wait', async () => {
    const tooFast = new GatewayError('rateLimited', 'Slowly.', { retryAfter: 12 })
    const { url } = await openChatHouse({ takeSay: () => Promise.reject(tooFast) })
    await using client = await ChatClient.join(url)
    expect(await client.say('1', 'Hi')).toEqual({
      type: 'refused',
      id: '1',
      code: 'RATE_LIMITED',
      message: 'Slowly.',
      retryAfter: 12,
    })
  })
})

describe('a visitor who does not slow down', () => {
  const tooFast = new GatewayError('rateLimited', 'Slowly.', { retryAfter: 12 })

  it('is closed with 1008 at the tenth refusal in a row, however much they go on', async () => {
    const { url } = await openChatHouse({ takeSay: () => Promise.reject(tooFast) })
    const client = await ChatClient.join(url)
    const flood = setInterval(() => {
      for (let n = 0; n < 20; n++) client.send({ type: 'say', id: String(n), text: 'Hi' })
    })
    expect(await client.closed).toEqual({ code: 1008, reason: 'say: too many were refused' })
    clearInterval(flood)
    expect(client.all('refused').length).toBe(10)
  })

  it('begins anew with each message that is taken', async () => {
    let said = 0
    const takeSay = () => (++said % 10 === 0 ? Promise.resolve() : Promise.reject(tooFast))
    const { url } = await openChatHouse({ takeSay })
    await using client = await ChatClient.join(url)
    for (let n = 1; n <= 30; n++) {
      const { type } = await client.say(String(n), 'Hi')
      expect(type).toBe(n % 10 === 0 ? 'accepted' : 'refused')
    }
    expect(client.socket.readyState).toBe(client.socket.OPEN)
  })

  it('is not held to it where it is not for their rate that they are refused', async () => {
    const barred = new GatewayError('forbidden', 'You are not on the list.')
    const { url } = await openChatHouse({ takeSay: () => Promise.reject(barred) })
    await using client = await ChatClient.join(url)
    for (let n = 0; n < 12; n++) await client.say(String(n), 'Hi')
    expect(client.socket.readyState).toBe(client.socket.OPEN)
  })
})

describe('ping', () => {
  const tooOften = { code: 1008, reason: 'ping: too often' }

  it('is answered by pong, also while something else is waited for', async () => {
    const { url, gateway } = await openChatHouse()
    await using client = await ChatClient.join(url)
    const { promise, resolve } = Promise.withResolvers()
    gateway.gate = promise
    client.send({ type: 'say', id: '1', text: 'Hi' })
    await expect.poll(() => gateway.receives).toBe(1)
    client.send({ type: 'ping' })
    await expect.poll(() => client.frames.at(-1)).toEqual({ type: 'pong' })
    resolve(undefined)
    await expect.poll(() => client.all('accepted').length).toBe(1)
  })

  it('ends the connection with 1008 when it comes too often', async () => {
    const { url } = await openChatHouse()
    const client = await ChatClient.join(url)
    for (let n = 0; n < 7; n++) client.send({ type: 'ping' })
    expect(await client.closed).toEqual(tooOften)
    expect(client.all('pong').length).toBe(6)
  })

  it('of WebSocket itself ends it too', async () => {
    const { url } = await openChatHouse()
    const client = await ChatClient.join(url)
    let pongs = 0
    client.socket.on('pong', () => (pongs += 1))
    for (let n = 0; n < 50; n++) client.socket.ping()
    expect(await client.closed).toEqual(tooOften)
    expect(pongs).toBe(7)
  })
})

describe('a stop', () => {
  it('lets what was said be stored, though its visitor has gone', async () => {
    const { url, gateway, server } = await openChatHouse()
    const { promise, resolve } = Promise.withResolvers()
    const client = await ChatClient.join(url)
    gateway.gate = promise
    client.send({ type: 'say', id: '1', text: 'My last words' })
    await expect.poll(() => gateway.receives).toBe(1)
    client.socket.terminate()
    const closed = server.close(AbortSignal.timeout(20_000))
    resolve(undefined)
    await closed
    expect(gateway.messages.map(({ message }) => message)).toEqual(['My last words'])
  })

  it('ends at its deadline, and tells every visitor 1001', async () => {
    const { url, gateway, server } = await openChatHouse()
    const client = await ChatClient.join(url)
    gateway.gate = Promise.withResolvers().promise
    client.send({ type: 'say', id: '1', text: 'Hi' })
    await expect.poll(() => gateway.receives).toBe(1)
    await server.close(AbortSignal.timeout(200))
    expect(await client.closed).toEqual({ code: 1001, reason: 'the server is stopping' })
    expect((await chatRefusal(url)).status).toBe(503)
  })
})

describe('crowds', () => {
  it('are refused with 503: so many from one address, so many in all', async () => {
    let address = 'a'
    const bounds = { maxVisitors: 3, maxPerAddress: 2 }
    const admit = () => Promise.resolve(address)
    const { url } = await openChatHouse({ ...bounds, admit })
    await using first = await ChatClient.join(url)
    const second = await ChatClient.join(url)
    const { status, body } = await chatRefusal(url)
    expect(status).toBe(503)
    expect(body.error).toMatchObject({
      code: 'INTERNAL_ERROR',
      message: 'There are too many visitors from this address; try again later.',
    })
    address = 'b'
    await using third = await ChatClient.join(url)
    address = 'c'
    expect((await chatRefusal(url)).body.error.message).toBe(
      'There are too many visitors in the web chat; try again later.',
    )
    // Who goes makes room.
    await second[Symbol.asyncDispose]()
    await using fourth = await ChatClient.join(url)
    for (const { socket } of [first, third, fourth]) expect(socket.readyState).toBe(socket.OPEN)
  })
})
