import { describe, expect, it, onTestFinished } from 'vitest'
import { openSettled } from './support/house.ts'
import { sleep, Socket, socketClasses } from './support/platform.ts'
import {
  numbers,
  proxyOf,
  Reading,
  reading,
  shortTimes,
  steadyPolling,
  streamOf,
} from './support/reading.ts'
import { soon } from './support/soon.ts'

describe('Where WebSockets do not get through', () => {
  it.each([
    ['since each is cut', 'block'],
    ['since no upgrade is answered', 'swallow'],
  ] as const)(
    'events come by polling, and by a socket once one opens: %s',
    async (_name, hinder) => {
      const house = await openSettled()
      const proxy = await proxyOf(house.url)
      await proxy[hinder](true)
      let polls = 0
      const onRequest = () => {
        polls += 1
      }
      // Nothing else asks then but polling.
      const times = { ...shortTimes, silence: 60_000 }
      const events = reading(proxy.url, { after: 0, times, client: { hooks: { onRequest } } })
      await house.receiveMany(0, 300)
      await soon(() => events.ids.length).toBe(312)
      expect(await proxy.opened()).toBe(0)
      await proxy[hinder](false)
      await soon(() => proxy.streams()).toBe(1)
      const until = polls
      await house.receiveMany(300, 50)
      await soon(() => events.ids.length).toBe(362)
      expect(events.ids).toEqual(numbers(1, 362))
      expect(polls).toBe(until)
    },
  )

  it('goes on polling after each socket that does not open', async () => {
    const house = await openSettled()
    const proxy = await proxyOf(house.url)
    await proxy.swallow(true)
    const reasons: object[] = []
    const info = (message: string, details: object = {}) => {
      if (message === 'events: polling') reasons.push(details)
    }
    const silent = () => undefined
    const logger = { debug: silent, info, warn: silent, error: silent }
    const times = { ...shortTimes, polling: 100, opening: 50 }
    const events = reading(proxy.url, { after: 0, times, client: { logger } })
    await soon(() => reasons.length).toBeGreaterThan(3)
    await house.receive('user', 'Hello')
    await events.reach(1)
    // What was given up does not stay open.
    await soon(() => proxy.swallowed()).toBeLessThan(3)
  })
})

describe('Without WebSockets', () => {
  it('polling alone is what `WebSocket: false` asks for', async () => {
    const house = await openSettled()
    const proxy = await proxyOf(house.url)
    await house.receiveMany(0, 450)
    const times = { ...shortTimes, polling: 10 }
    const events = reading(proxy.url, { after: 7, times, client: { WebSocket: false } })
    await house.receive('user-0', 'live')
    await soon(() => events.ids.length).toBe(456)
    expect(events.ids).toEqual(numbers(8, 463))
    expect(await proxy.opened()).toBe(0)
  })

  it('a class that may not be used, as with mixed content, is as one that does not open', async () => {
    const house = await openSettled()
    class Forbidden extends Socket {
      constructor(address: string) {
        super(address.replace('ws:', 'forbidden:'))
      }
    }
    const events = reading(house.url, { after: 0, client: { WebSocket: Forbidden } })
    await house.receive('user', 'Hello')
    await events.reach(1)
    expect(events.ids).toEqual(numbers(1, 4))
  })
})

describe('A connection that dies silently', () => {
  it('is noticed and taken up again, without a loss', async () => {
    const house = await openSettled()
    const proxy = await proxyOf(house.url)
    const times = { ...shortTimes, opening: 15_000, grace: 2_000 }
    const events = reading(proxy.url, { after: 0, times })
    await house.receive('user', 'before')
    await events.reach(1)
    await proxy.freeze()
    await house.receive('user', 'lost on its way')
    await events.reach(2)
    expect(await proxy.opened()).toBe(2)
    await house.receive('user', 'after')
    await events.reach(3)
    expect(events.ids).toEqual(numbers(1, 6))
  })

  it.each(socketClasses)(
    'and brings nothing at all makes way for polling: %s',
    async (_name, WebSocket) => {
      const house = await openSettled()
      const proxy = await proxyOf(house.url)
      await house.receive('user', 'Hello')
      class Deaf extends WebSocket {
        constructor(address: string) {
          super(address)
          Object.defineProperty(this, 'onmessage', { set: () => undefined })
        }
      }
      const times = { ...shortTimes, opening: 15_000, silence: 50, ...steadyPolling }
      const events = reading(proxy.url, { after: 0, times, client: { WebSocket: Deaf } })
      await events.reach(1)
      expect(await proxy.opened()).toBe(3)
    },
  )
})

describe('A connection that is silent', () => {
  it('is told from one on which nothing happens: that one stays', async () => {
    const house = await openSettled()
    const proxy = await proxyOf(house.url)
    await house.receive('user', 'Hello')
    let asked = 0
    const onRequest = () => {
      asked += 1
    }
    const stop = new AbortController()
    onTestFinished(() => {
      stop.abort()
    })
    const stream = streamOf(proxy.url, {
      types: ['cron:started', 'error'],
      after: 0,
      signal: stop.signal,
      times: { silence: 30 },
      client: { hooks: { onRequest } },
    })
    const { events } = new Reading(stream)
    await soon(() => asked).toBeGreaterThan(3)
    expect([await proxy.streams(), await proxy.opened()]).toEqual([1, 1])
    expect(events).toEqual([])
    // Past what its types leave out, so that it does not grow older than the log.
    expect(stream.position).toBe(4)
  })

  it('is not asked about any more once the reader has left', async () => {
    const house = await openSettled()
    await house.receive('user', 'Hello')
    let asked = 0
    let answer = (): void => undefined
    const stream = streamOf(house.url, {
      after: 0,
      times: { silence: 30 },
      client: {
        fetch: async (request) => {
          asked += 1
          const response = await fetch(request)
          await new Promise<void>((resolve) => (answer = resolve))
          return response
        },
      },
    })
    for await (const { id } of stream) {
      if (id < 4) continue
      // The question is on its way when the reader leaves.
      await soon(() => asked).toBe(1)
      break
    }
    answer()
    await sleep(150)
    expect(asked).toBe(1)
  })
})
