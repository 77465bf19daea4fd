// In a page these are calls to another origin than its own; elsewhere there is no difference.
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type ClientOptions, type OpenClaw, RateLimitedError, version } from '../src/index.ts'
import type { House } from './peers/gateways.ts'
import type { Receiver } from './peers/people.ts'
import { deliveringTo, untilTheEnd } from './support/bots.ts'
import { hashToken } from './support/hash-token.ts'
import { clientOf } from './support/house.ts'
import { openPeer, type Remote } from './support/peer.ts'
import { Socket, sleep } from './support/platform.ts'
import { numbers, proxyOf, Reading, streamOf } from './support/reading.ts'
import { soon } from './support/soon.ts'

const scopes = {
  page: ['sessions:read', 'channels:read', 'events:read', 'messages:write'],
  bot: ['events:read', 'messages:write'],
  busy: ['channels:read'],
}
type Name = keyof typeof scopes

const tokenOf = (name: Name): string => `token-of-${name}-0123456789abcdef`
const requestIdPattern = /^\S{10,}$/

let receiver: Remote<Receiver>
let house: Remote<House>

beforeAll(async () => {
  receiver = await openPeer('receiver')
  const tokens = await Promise.all(
    Object.entries(scopes).map(async ([name, scopes]) => {
      return { name, hash: await hashToken(tokenOf(name as Name)), scopes }
    }),
  )
  house = await openPeer('house', {
    ...deliveringTo(receiver, { maxPerMinute: 10_000 }),
    auth: { tokens },
    rateLimits: { enabled: true },
  })
})
afterAll(async () => {
  await house[Symbol.asyncDispose]()
  await receiver[Symbol.asyncDispose]()
})

/** A client with the scopes of this name alone. */
const client = (name: Name, options: ClientOptions = {}): OpenClaw =>
  clientOf(house.url, { token: tokenOf(name), ...options })

it('The gateway is of another origin than the tests', () => {
  const { location } = globalThis as { location?: { origin: string } }
  expect(location?.origin).not.toBe(new URL(house.url).origin)
})

it('Requests tell all that the SDK gives of an answer', async () => {
  const claw = client('page')
  const { data, requestId } = await claw.health().withResponse()
  expect(data.version).toBe(version)
  expect(requestId).toMatch(requestIdPattern)
  const body = { channel: 'support', userId: 'page', message: 'Grüße 👋' }
  const idempotencyKey = 'from-a-page'
  const first = await claw.messages.send(body, { idempotencyKey }).withResponse()
  expect(first.response.headers.get('idempotent-replayed')).toBeNull()
  const again = await claw.messages.send(body, { idempotencyKey }).withResponse()
  expect(again.data.id).toBe(first.data.id)
  expect(again.response.headers.get('idempotent-replayed')).toBe('true')
  expect(again.requestId).toMatch(requestIdPattern)
  expect(again.requestId).not.toBe(first.requestId)
  const users: string[] = []
  for await (const { userId } of claw.sessions.list({ limit: 1 })) users.push(userId)
  expect(users).toEqual(['page'])
})

it('Events come once and in order while the socket is cut', async () => {
  const proxy = await proxyOf(house.url)
  await proxy.cutEach(20, 80)
  const sockets: string[] = []
  class Counted extends Socket {
    constructor(url: string) {
      super(url)
      sockets.push(url)
    }
  }
  const { newest: after } = await client('page').listEvents({ limit: 1 })
  const stop = new AbortController()
  // Of sockets that were cut before they were seen to open the polling that follows is short: while it lasts nothing is cut.
  const options = { token: tokenOf('page'), WebSocket: Counted }
  const read = new Reading(streamOf(proxy.url, { after, signal: stop.signal, client: options }))
  const texts = numbers(0, 59).map((number) => `message ${String(number)}`)
  for (const [number, text] of texts.entries()) {
    await house.receive('reader', text)
    await proxy.reachCuts(Math.floor(number / 6) + 1)
  }
  await read.reach(texts.length)
  stop.abort()
  await read.ended
  expect(read.texts).toEqual(texts)
  expect(read.ids).toEqual(numbers(after + 1, after + read.ids.length))
  expect(await proxy.cuts()).toBeGreaterThanOrEqual(10)
  expect(sockets.length).toBeGreaterThan(10)
}, 120_000)

it('A bot answers messages', async () => {
  const before = (await receiver.delivered()).length
  let answered = 0
  const bot = untilTheEnd(
    client('bot').on('message:received', async ({ message }, reply) => {
      await reply(`You said: ${message}`)
      answered += 1
    }),
  )
  // Its stream begins when it is there: what is written before that is not for it.
  for (let number = 0; answered < 3 && number < 100; number += 1) {
    await house.receive('writer', `question ${String(number)}`)
    await sleep(100)
  }
  bot.close()
  await bot.closed
  expect(answered).toBeGreaterThanOrEqual(3)
  await soon(async () => (await receiver.delivered()).length - before).toBe(answered)
  const answers = (await receiver.delivered()).slice(before).map(({ message }) => message)
  expect(answers.every((text) => /^You said: question \d+$/.test(text))).toBe(true)
  expect(new Set(answers).size).toBe(answers.length)
})

it('A used up budget tells how long to wait, and which request it was', async () => {
  const claw = client('busy', { maxRetries: 0 })
  let error: unknown
  for (let calls = 0; calls < 1_000 && error === undefined; calls += 1) {
    error = await claw.channels.list().then(
      () => undefined,
      (reason: unknown) => reason,
    )
  }
  expect(error).toBeInstanceOf(RateLimitedError)
  const { retryAfterMs, requestId } = error as RateLimitedError
  expect(retryAfterMs).toBeGreaterThan(0)
  expect(retryAfterMs).toBeLessThanOrEqual(60_000)
  expect(requestId).toMatch(requestIdPattern)
})
