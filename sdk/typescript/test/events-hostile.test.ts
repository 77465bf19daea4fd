import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { OpenClawError, UnexpectedAnswerError, type WebSocketClass } from '../src/index.ts'
import type { Act, Hostile } from './peers/hostile.ts'
import { openSettled } from './support/house.ts'
import { type Remote, usePeer } from './support/peer.ts'
import { isPage, Socket, socketClasses } from './support/platform.ts'
import { reading, shortTimes, steadyPolling, streamOf } from './support/reading.ts'
import { soon } from './support/soon.ts'

const page = { events: [], nextAfter: 5, newest: 5 }

/** Something that opens every socket, does this with it, and answers everything else with this. */
const openHostile = (act: Act, answer: object = page): Promise<Remote<Hostile>> =>
  usePeer('hostile', act, answer)

const frames = ['null', '7', '"text"', '[]', '{"type":"hot"}', '{"id":6}', '{"id":"6","type":"x"}']

describe('A frame that is no event', () => {
  it.each(frames)('is not given as one, and events come by polling: %s', async (frame) => {
    const hostile = await openHostile({ send: frame })
    const times = { ...shortTimes, opening: 15_000, ...steadyPolling }
    const events = reading(hostile.url, { after: 5, times })
    await soon(async () => (await hostile.opened()).length).toBe(3)
    await soon(() => hostile.asked()).toBeGreaterThan(5)
    expect(events.events).toEqual([])
  })

  it('is told as a wrong address where nothing else answers as a gateway', async () => {
    const hostile = await openHostile({ send: '{"type":"hot"}' }, { hot: true })
    const error = await reading(hostile.url, { after: 5 }).ended
    expect(error).toBeInstanceOf(UnexpectedAnswerError)
    expect(error).toHaveProperty('message', expect.stringContaining('Is this the address'))
  })
})

it('A gap after a gap is waited for', async () => {
  const hostile = await openHostile({ close: 4410, reason: 'gone' })
  const gaps: number[] = []
  reading(hostile.url, { after: 5, onGap: () => gaps.push(performance.now()) })
  await soon(() => gaps.length).toBeGreaterThanOrEqual(6)
  // None after the first, then at least 25, 50, 100 and 200 ms.
  expect((gaps[5] ?? 0) - (gaps[0] ?? 0)).toBeGreaterThanOrEqual(370)
})

describe('The token of an event stream', () => {
  class Own extends Socket {}
  type Way = [name: string, Class: WebSocketClass, inHeader: boolean]
  it.each<Way>([
    // Pages have no way to send any.
    ...socketClasses.map(([name, Class]): Way => [name, Class, !isPage]),
    ['any other', Own, false],
  ])(
    'is in a header where the class is known to send them, else in the address: %s',
    async (_name, Class, inHeader) => {
      const hostile = await openHostile('nothing')
      reading(hostile.url, { after: 5, client: { WebSocket: Class, token: 'the-token' } })
      await soon(async () => (await hostile.opened()).length).toBeGreaterThanOrEqual(1)
      const [request] = await hostile.opened()
      expect(request?.authorization).toBe(inHeader ? 'Bearer the-token' : undefined)
      expect(request?.url.includes('the-token')).toBe(!inHeader)
    },
  )

  it('is in the address where somebody has put a class of his own in the place of the runtime’s', async () => {
    const addresses: string[] = []
    class Replacing extends Socket {
      constructor(url: string) {
        super(url)
        addresses.push(url)
      }
    }
    vi.stubGlobal('WebSocket', Replacing)
    onTestFinished(() => {
      vi.unstubAllGlobals()
    })
    const { url } = await openHostile('nothing')
    reading(url, { after: 5, client: { WebSocket: undefined, token: 'the-token' } })
    await soon(() => addresses.length).toBeGreaterThanOrEqual(1)
    expect(addresses[0]).toContain('the-token')
  })

  it.each(socketClasses)('is taken by the gateway from %s', async (_name, Class) => {
    const house = await openSettled()
    let asked = 0
    const hooks = { onRequest: () => (asked += 1) }
    const times = { ...shortTimes, opening: 15_000, silence: 60_000 }
    const events = reading(house.url, { after: 0, times, client: { WebSocket: Class, hooks } })
    await soon(() => events.ids).toEqual([1, 2])
    // Polling would have asked.
    expect(asked).toBe(0)
  })
})

it('Polling lasts longer each time that no socket gets through', async () => {
  const hostile = await openHostile({ send: 'null' })
  const times = { ...shortTimes, polling: 100, longestPolling: 400, reconnect: 1 }
  const begun: number[] = []
  const silent = () => undefined
  const info = (message: string) => {
    if (message === 'events: polling') begun.push(Date.now())
  }
  const logger = { debug: silent, info, warn: silent, error: silent }
  reading(hostile.url, { after: 5, times, client: { logger } })
  await soon(() => begun.length).toBeGreaterThanOrEqual(4)
  const [a = 0, b = 0, c = 0, d = 0] = begun
  expect(b - a).toBeGreaterThanOrEqual(95)
  expect(c - b).toBeGreaterThanOrEqual(195)
  expect(d - c).toBeGreaterThanOrEqual(395)
})

it.each([
  ['`types` must name at least one', { types: [] }],
  ['`buffer` must be a whole number above 0, not 0', { buffer: 0 }],
  ['`buffer` must be a whole number above 0, not 1.5', { buffer: 1.5 }],
])('An option that is wrong is refused: %s', (says, options) => {
  const create = () => streamOf('http://127.0.0.1:9', options)
  expect(create).toThrow(OpenClawError)
  expect(create).toThrow(says)
})
