import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Message } from '../../src/generated/types.ts'
import { answer, ChatClient } from '../support/chat-client.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { StreamClient } from '../support/stream-client.ts'

const unlimited = { rateLimits: { enabled: false } }
const webchat = { type: 'webchat', title: 'Shop', greeting: 'How can we help?', maxPerMinute: 1000 }

describe('a visitor', () => {
  let server: TestServer

  beforeAll(async () => {
    server = await startTestServer({
      config: { ...unlimited, channels: { webchat } },
    })
  })

  afterAll(async () => {
    await server[Symbol.asyncDispose]()
  })

  it('who is new gets a token, an id that comes of it, and an empty conversation', async () => {
    await using client = await ChatClient.join(server.url)
    const welcome = await client.welcome()
    const digest = createHash('sha256').update(welcome.token).digest('base64url')
    expect(welcome).toEqual({
      type: 'welcome',
      token: expect.stringMatching(/^[\w-]{43}$/) as string,
      userId: `visitor-${digest.slice(0, 22)}`,
      title: 'Shop',
      greeting: 'How can we help?',
      messages: [],
    })
    await using another = await ChatClient.join(server.url)
    expect((await another.welcome()).token).not.toBe(welcome.token)
  })

  it('writes, is answered over the API, and finds both when they come back', async () => {
    await using events = await StreamClient.open(server.url)
    const first = await ChatClient.join(server.url)
    const { token, userId } = await first.welcome()
    const accepted = await first.say('a1', 'Is anybody there?')
    expect(accepted).toMatchObject({
      type: 'accepted',
      id: 'a1',
      message: { from: 'visitor', text: 'Is anybody there?' },
    })
    await answer(server, userId, 'We are here.')
    await expect.poll(() => first.texts).toEqual(['Is anybody there?', 'We are here.'])
    expect(first.all('message')[1]?.message.from).toBe('operator')
    await first[Symbol.asyncDispose]()

    const types = () => events.events.map(({ type }) => type)
    await expect.poll(types).toContain('message:sent')
    const ofVisitor = events.events.filter(({ type }) => type.startsWith('message:'))
    expect(ofVisitor.map(({ payload }) => (payload as Message).userId)).toEqual([userId, userId])

    await using again = await ChatClient.join(server.url, token)
    const welcome = await again.welcome()
    expect(welcome.token).toBe(token)
    expect(welcome.userId).toBe(userId)
    expect(welcome.messages).toEqual(first.all('message').map(({ message }) => message))
    expect(again.texts).toEqual([])
  })

  it('never sees what is another visitor’s', async () => {
    await using mine = await ChatClient.join(server.url)
    await using theirs = await ChatClient.join(server.url)
    await mine.say('1', 'my secret')
    await answer(server, (await mine.welcome()).userId, 'your secret')
    await expect.poll(() => mine.texts.length).toBe(2)
    await theirs.say('1', 'hello')
    await expect.poll(() => theirs.texts).toEqual(['hello'])
    await using stranger = await ChatClient.join(server.url, 'A'.repeat(43))
    // The id is public to the operator, and no token.
    const { userId } = await mine.welcome()
    await using guesser = await ChatClient.join(server.url, userId.padEnd(43, 'A'))
    for (const other of [theirs, stranger, guesser]) {
      expect(JSON.stringify(other.frames)).not.toContain('secret')
    }
  })

  it('sees each message in all tabs, and may say the same twice but not by repeating', async () => {
    await using first = await ChatClient.join(server.url)
    const { token } = await first.welcome()
    await using second = await ChatClient.join(server.url, token)
    const once = await first.say('same', 'Once')
    const again = await first.say('same', 'Once')
    const elsewhere = await second.say('same', 'Once')
    expect(again).toEqual(once)
    expect(elsewhere).toEqual(once)
    await second.say('other', 'Once')
    await expect.poll(() => first.texts).toEqual(['Once', 'Once'])
    await expect.poll(() => second.texts).toEqual(['Once', 'Once'])
    // The answer to what was said comes before the news of it.
    expect(first.frames.map(({ type }) => type).slice(0, 2)).toEqual(['welcome', 'accepted'])
  })

  it('is brought every message once, however often they reconnect meanwhile', async () => {
    const start = await ChatClient.join(server.url)
    const { token, userId } = await start.welcome()
    await start[Symbol.asyncDispose]()
    const visits: ChatClient[] = []
    for (let n = 0; n < 12; n++) {
      const visit = await ChatClient.open(server.url)
      visit.send({ type: 'hello', token })
      const answers = Promise.all([1, 2, 3, 4, 5].map((m) => answer(server, userId, `${n}.${m}`)))
      await sleep(Math.random() * 40)
      visit.socket.terminate()
      await visit.closed
      await answers
      visits.push(visit)
    }
    await using last = await ChatClient.join(server.url, token)
    await expect.poll(() => last.broughtIds.length).toBe(60)
    for (const visit of [...visits, last]) {
      expect(new Set(visit.broughtIds).size).toBe(visit.broughtIds.length)
    }
  })

  it('is brought no gap between the history and what comes live, while the operator writes', async () => {
    const start = await ChatClient.join(server.url)
    const { token, userId } = await start.welcome()
    await start[Symbol.asyncDispose]()
    const total = 80
    const texts = Array.from({ length: total }, (_, n) => `no ${n}`)
    const answers = (async () => {
      for (const text of texts) await answer(server, userId, text)
    })()
    const visits: ChatClient[] = []
    for (let n = 0; n < 10; n++) {
      await sleep(20)
      visits.push(await ChatClient.join(server.url, token))
    }
    await answers
    for (const visit of visits) {
      const { messages } = await visit.welcome()
      const brought = () => [...messages.map(({ text }) => text), ...visit.texts]
      await expect.poll(() => brought().length).toBe(total)
      expect(brought().sort()).toEqual([...texts].sort())
      await visit[Symbol.asyncDispose]()
    }
  })

  it('is welcomed with the newest hundred messages, oldest first', async () => {
    await using client = await ChatClient.join(server.url)
    const { token } = await client.welcome()
    for (let n = 0; n < 104; n++) await answer(server, (await client.welcome()).userId, `no ${n}`)
    await expect.poll(() => client.texts.length).toBe(104)
    await using again = await ChatClient.join(server.url, token)
    const { messages } = await again.welcome()
    expect(messages.map(({ text }) => text)).toEqual(
      Array.from({ length: 100 }, (_, n) => `no ${n + 4}`),
    )
  })

  it('who comes back to very long messages is brought the newest of them', async () => {
    await using client = await ChatClient.join(server.url)
    const { token, userId } = await client.welcome()
    for (let n = 0; n < 8; n++) await answer(server, userId, `${n}${'x'.repeat(60_000)}`)
    await expect.poll(() => client.texts.length).toBe(8)
    await using again = await ChatClient.join(server.url, token)
    const { messages } = await again.welcome()
    expect(messages.map(({ text }) => text[0])).toEqual(['4', '5', '6', '7'])
  })
})

describe('the operator', () => {
  it('is told that a message to somebody else is never delivered', async () => {
    await using server = await startTestServer({ config: unlimited })
    const response = await server.fetch('/api/messages', {
      json: { channel: 'webchat', userId: 'user-456', message: 'Hi' },
    })
    const { id } = (await response.json()) as Message
    const message = async () =>
      (await (await server.fetch(`/api/messages/${id}`)).json()) as Message
    await expect.poll(async () => (await message()).status).toBe('failed')
    expect((await message()).error).toBe(
      '"user-456" is no visitor of the web chat: their ids are "visitor-" and 22 characters.',
    )
  })
})
