import { beforeEach, describe, expect, it } from 'vitest'
import {
  ForbiddenError,
  type OpenClaw,
  UnauthorizedError,
  type WebSocketClass,
} from '../src/index.ts'
import { endMs, readUntilAborted } from './support/aborting.ts'
import { clientOf } from './support/house.ts'
import { gatewayToken } from './support/known.ts'
import { usePeer } from './support/peer.ts'
import { Socket, socketClasses } from './support/platform.ts'
import { numbers, proxyOf, reading, shortTimes } from './support/reading.ts'
import { soon } from './support/soon.ts'

/** What the contract's example says. */
const newest = 1049
const typeCount = 8

let url = ''
beforeEach(async () => {
  const mock = await usePeer('mock', gatewayToken)
  url = mock.url
})

/** A class whose addresses say more, as the mock takes it: how many events come in a second, or what is answered. */
const saying = (more: string, WebSocket: WebSocketClass = Socket): WebSocketClass =>
  class extends WebSocket {
    constructor(address: string) {
      super(`${address}&${more}`)
    }
  }

const fast = saying('rate=1000')

describe.each(socketClasses)('An event stream of the mock with %s', (_name, WebSocket) => {
  const client = { WebSocket: saying('rate=1000', WebSocket) }

  it('begins now', async () => {
    const events = reading(url, { client })
    await soon(() => events.ids.length).toBeGreaterThan(20)
    expect(events.ids).toEqual(numbers(newest + 1, newest + events.ids.length))
  })

  it('goes on after the event that it is told', async () => {
    const events = reading(url, { after: 41, client })
    await soon(() => events.ids.length).toBeGreaterThan(20)
    expect(events.ids).toEqual(numbers(42, 41 + events.ids.length))
  })

  it('brings each type, and every event as the contract says', async () => {
    const events = reading(url, { after: newest, client })
    await soon(() => events.ids.length).toBeGreaterThan(200)
    expect(new Set(events.events.map(({ type }) => type)).size).toBe(typeCount)
    const judge = await usePeer('judge')
    expect(await judge.wrongOf(events.events)).toEqual([])
    const spoiled = events.events.slice(0, typeCount).map((event) => ({ ...event, more: 1 }))
    expect(await judge.wrongOf(spoiled)).toHaveLength(typeCount)
  })
})

const ways: [string, (url: string) => OpenClaw][] = [
  ['over the socket', (url) => clientOf(url, { WebSocket: fast })],
  ['by polling', (url) => clientOf(url, { WebSocket: false })],
]

describe.each(ways)('Of the mock, %s,', (_name, open) => {
  it('only the types that are wanted come', async () => {
    const types = ['cron:started', 'error'] as const
    const seen: string[] = []
    for await (const event of open(url).events({ after: 0, types })) {
      seen.push(event.type)
      if (seen.length === 20) break
    }
    expect(seen.filter((type) => type === 'error')).toHaveLength(10)
    expect(seen.filter((type) => type === 'cron:started')).toHaveLength(10)
  })

  it('the position is that of the last event, and is where it goes on', async () => {
    const stream = open(url).events({ after: 3 })
    expect(stream.position).toBe(3)
    const ids: number[] = []
    for (const last of [9, 230, 500]) {
      for await (const { id } of stream) {
        expect(stream.position).toBe(id)
        ids.push(id)
        if (id === last) break
      }
    }
    expect(ids).toEqual(numbers(4, 500))
  })
})

describe('Of the mock', () => {
  it('every event comes once and in order while the socket is cut a hundred times', async () => {
    const proxy = await proxyOf(url)
    // Before the first stream, which would else never be cut.
    await proxy.cutEach(0, 40)
    // What is cut before it is open looks like what does not get through: that must not take long.
    const times = { ...shortTimes, reconnect: 10, polling: 100, longestPolling: 100 }
    const events = reading(proxy.url, { after: newest, times, client: { WebSocket: fast } })
    await proxy.reachCuts(100)
    await proxy.stopCutting()
    await soon(() => events.ids.length).toBeGreaterThanOrEqual(2_000)
    expect(events.ids).toEqual(numbers(newest + 1, newest + events.ids.length))
    expect(await proxy.cuts()).toBeGreaterThanOrEqual(100)
  }, 120_000)

  it('all that there is comes by polling, and then what a socket elsewhere is sent', async () => {
    const proxy = await proxyOf(url)
    const events = reading(proxy.url, { after: 7, client: { WebSocket: false } })
    await soon(() => events.ids.at(-1)).toBe(newest)
    const other = reading(url, { after: newest, client: { WebSocket: saying('rate=50') } })
    await soon(() => events.ids.length).toBeGreaterThan(newest + 20)
    expect(other.ids.length).toBeGreaterThan(0)
    expect(events.ids).toEqual(numbers(8, 7 + events.ids.length))
    expect(await proxy.opened()).toBe(0)
  })

  it('events go on by polling where sockets stop to get through, and by a socket again', async () => {
    const proxy = await proxyOf(url)
    const client = { WebSocket: saying('rate=100') }
    const events = reading(proxy.url, { after: newest, client })
    await soon(() => events.ids.length).toBeGreaterThan(20)
    const before = await proxy.opened()
    await proxy.block(true)
    await proxy.freeze()
    const elsewhere = reading(url, { after: newest + 20, client })
    await soon(() => elsewhere.ids.length).toBeGreaterThan(200)
    await soon(() => events.ids.at(-1)).toBeGreaterThan(newest + 200)
    expect(await proxy.opened()).toBe(before)
    await proxy.block(false)
    await soon(() => proxy.opened()).toBeGreaterThan(before)
    const until = events.ids.length
    await soon(() => events.ids.length).toBeGreaterThan(until + 20)
    expect(events.ids).toEqual(numbers(newest + 1, newest + events.ids.length))
  })
})

describe('Of the mock', () => {
  it('a socket on which little happens is told from one that is gone: it stays', async () => {
    const proxy = await proxyOf(url)
    let asked = 0
    const onRequest = () => {
      asked += 1
    }
    const times = { ...shortTimes, opening: 15_000, silence: 30, grace: 10_000 }
    const client = { WebSocket: saying('rate=0.001'), hooks: { onRequest } }
    const events = reading(proxy.url, { times, client })
    await soon(() => asked).toBeGreaterThan(4)
    expect([await proxy.streams(), await proxy.opened()]).toEqual([1, 1])
    expect(events.ids).toEqual([newest + 1])
  })

  it.each([
    [401, UnauthorizedError],
    [403, ForbiddenError],
  ])('a refusal that is asked for ends the stream: %i', async (code, ErrorClass) => {
    const WebSocket = saying(`__code=${String(code)}`)
    const headers = { Prefer: `code=${String(code)}` }
    for (const options of [{}, { after: 0 }]) {
      const { ended } = reading(url, { ...options, client: { WebSocket, headers } })
      expect(await ended).toBeInstanceOf(ErrorClass)
    }
    const polling = reading(url, { after: 0, client: { WebSocket: false, headers } })
    expect(await polling.ended).toBeInstanceOf(ErrorClass)
  })

  it('a 429 that is asked for is waited for as long as it says', async () => {
    const delays: number[] = []
    const silent = () => undefined
    const info = (message: string, details: object = {}): void => {
      if (message === 'events: reconnecting') delays.push((details as { delayMs: number }).delayMs)
    }
    const logger = { debug: silent, info, warn: silent, error: silent }
    const headers = { Prefer: 'code=429' }
    const WebSocket = saying('__code=429')
    reading(url, { after: 0, client: { WebSocket, headers, logger, maxRetries: 0 } })
    await soon(() => delays).toEqual([12_000])
  })
})

describe('Of the mock', () => {
  it.each(['reading', 'idle', 'polling'])(
    'a stream ends at once with the reason of its signal: while %s',
    async (state) => {
      const proxy = await proxyOf(url)
      // Nothing more than one event comes where it is idle.
      const WebSocket = state === 'idle' ? saying('rate=0.001') : fast
      const client = { baseUrl: proxy.url, token: gatewayToken, WebSocket }
      const seen: string[] = []
      const { abort, ended } = readUntilAborted(client, state, (what) => seen.push(what))
      await soon(() => seen.length).toBeGreaterThan(0)
      // In the state `reading` it does so itself.
      if (state !== 'reading') abort()
      const { error, reason, tookMs } = await ended
      expect(error).toBe(reason)
      expect(tookMs).toBeLessThan(endMs)
      await soon(() => proxy.streams()).toBe(0)
    },
  )
})
