import { describe, expect, it, onTestFinished } from 'vitest'
import {
  ConnectionError,
  ForbiddenError,
  type Logger,
  RateLimitedError,
  UnauthorizedError,
  UnexpectedAnswerError,
} from '../src/index.ts'
import { hashToken } from './support/hash-token.ts'
import { clientOf, openHouse, targets } from './support/house.ts'
import { usePeer } from './support/peer.ts'
import { reading } from './support/reading.ts'
import { openScripted } from './support/scripted.ts'
import { soon } from './support/soon.ts'

const token = 'token-of-a-program-0123456789'
const hash = await hashToken(token)
const tokens = (scopes: string[]) => ({ auth: { tokens: [{ name: 'program', hash, scopes }] } })

/** Now, after an event, and without a socket: each learns of it on another way. */
const ways = [
  ['from now on', {}, {}],
  ['after an event', { after: 0 }, {}],
  ['by polling', { after: 0 }, { WebSocket: false }],
] as const

describe.each(ways)('An event stream %s', (_name, options, client) => {
  it.each(targets)('that has a wrong token is refused by %s', async (_target, open) => {
    const target = await open()
    onTestFinished(() => target[Symbol.asyncDispose]())
    const { url } = target
    const { ended } = reading(url, { ...options, client: { ...client, token: 'wrong' } })
    expect(await ended).toBeInstanceOf(UnauthorizedError)
  })

  it('whose token lacks the scope is refused, which names the scope', async () => {
    const { url } = await openHouse(tokens(['status:read']))
    const { ended } = reading(url, { ...options, client: { ...client, token } })
    const error = await ended
    expect(error).toBeInstanceOf(ForbiddenError)
    expect(error).toHaveProperty('message', expect.stringContaining('events:read'))
  })

  it('at an address where nothing listens says so', async () => {
    const { url } = await usePeer('nobody')
    const error = await reading(url, { ...options, client: { ...client, maxRetries: 1 } }).ended
    expect(error).toBeInstanceOf(ConnectionError)
    expect(error).toHaveProperty('message', expect.stringContaining('Is the gateway running there'))
  })

  it('at an address of something else says so', async () => {
    const { url } = await openScripted({ steps: [{ body: '<h1>It works!</h1>' }] })
    const error = await reading(url, { ...options, client }).ended
    expect(error).toBeInstanceOf(UnexpectedAnswerError)
    expect(error).toHaveProperty('message', expect.stringContaining('Is this the address'))
  })
})

describe('An event stream', () => {
  it.each(['the socket', 'polling'])(
    'whose token is revoked while it reads is ended by that: %s',
    async (way) => {
      const house = await openHouse(tokens(['events:read']))
      const { url } = house
      const client = way === 'polling' ? { token, WebSocket: false as const } : { token }
      const events = reading(url, { after: 0, client })
      await house.receive('user', 'Hello')
      await events.reach(1)
      await clientOf(url).config.update({ auth: { tokens: [] } })
      expect(await events.ended).toBeInstanceOf(UnauthorizedError)
    },
  )

  it('waits as long as a 429 says, and goes on then', async () => {
    const house = await openHouse()
    await house.receive('user', 'Hello')
    const delays: number[] = []
    let limited = 0
    const events = reading(house.url, {
      after: 0,
      client: {
        maxRetries: 0,
        logger: toldDelays(delays),
        WebSocket: false,
        fetch: (request) => {
          limited += 1
          return limited > 3 ? fetch(request) : Promise.resolve(tooMany(250))
        },
      },
    })
    await events.reach(1)
    expect(delays).toEqual([250, 250, 250])
  })

  it('whose socket is refused since the budget is used up waits until there is another', async () => {
    const { url } = await openHouse({ rateLimits: { enabled: true } })
    const claw = clientOf(url, { maxRetries: 0 })
    await Promise.all(Array.from({ length: 200 }, () => claw.listEvents({ limit: 1 })))
    const error = await claw.listEvents().catch((caught: unknown) => caught)
    expect(error).toBeInstanceOf(RateLimitedError)
    const { retryAfterMs = 0 } = error as RateLimitedError
    const delays: number[] = []
    reading(url, { after: 0, client: { maxRetries: 0, logger: toldDelays(delays) } })
    await soon(() => delays.length).toBeGreaterThanOrEqual(1)
    expect(delays[0]).toBeGreaterThan(retryAfterMs - 5_000)
    expect(delays[0]).toBeLessThanOrEqual(retryAfterMs)
  })
})

const tooMany = (ms: number): Response =>
  Response.json(
    { error: { code: 'RATE_LIMITED', message: 'Too many requests.', details: {} } },
    { status: 429, headers: { 'retry-after-ms': String(ms) } },
  )

/** Keeps how long a stream waits before it connects again. */
function toldDelays(delays: number[]): Logger {
  const silent = () => undefined
  const info = (message: string, details: object = {}): void => {
    if (message === 'events: reconnecting') delays.push((details as { delayMs: number }).delayMs)
  }
  return { debug: silent, info, warn: silent, error: silent }
}
