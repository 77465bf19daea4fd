import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { WebSocket as Ws } from 'ws'
import { numbers } from '../../../test/support/stream-client.ts'
import type { CuttingProxy } from './support/cutting-proxy.ts'
import { receive, receiveMany } from './support/house.ts'
import {
  openSettled,
  proxyOf,
  Reading,
  reading,
  shortTimes,
  streamOf,
  soon,
} from './support/reading.ts'

describe('Where WebSockets do not get through', () => {
  it.each<[string, (proxy: CuttingProxy, on: boolean) => void]>([
    [
      'since each is cut',
      (proxy, on) => {
        proxy.block(on)
      },
    ],
    [
      'since no upgrade is answered',
      (proxy, on) => {
        proxy.swallow(on)
      },
    ],
  ])('events come by polling, and by a socket once one opens: %s', async (_name, hinder) => {
    const url = await openSettled()
    const proxy = await proxyOf(url)
    hinder(proxy, true)
    let polls = 0
    const onRequest = () => {
      polls += 1
    }
    // Nothing else asks then but polling.
    const times = { ...shortTimes, silence: 60_000 }
    const events = reading(proxy.url, { after: 0, times, client: { hooks: { onRequest } } })
    await receiveMany(url, { from: 0, count: 300 })
    await soon(() => events.ids.length).toBe(312)
    expect(proxy.opened).toBe(0)
    hinder(proxy, false)
    await soon(() => proxy.streams).toBe(1)
    const until = polls
    await receiveMany(url, { from: 300, count: 50 })
    await soon(() => events.ids.length).toBe(362)
    expect(events.ids).toEqual(numbers(1, 362))
    expect(polls).toBe(until)
  })

  it('goes on polling after each socket that does not open', async () => {
    const url = await openSettled()
    const proxy = await proxyOf(url)
    proxy.swallow(true)
    const reasons: object[] = []
    const info = (message: string, details: object = {}) => {
      if (message === 'events: polling') reasons.push(details)
    }
    const silent = () => undefined
    const logger = { debug: silent, info, warn: silent, error: silent }
    const times = { ...shortTimes, polling: 100, opening: 50 }
    const events = reading(proxy.url, { after: 0, times, client: { logger } })
    await soon(() => reasons.length).toBeGreaterThan(3)
    await receive(url, 'user', 'Hello')
    await events.reach(1)
    // What was given up does not stay open.
    expect(proxy.swallowed).toBeLessThan(3)
  })
})

describe('Without WebSockets', () => {
  it('polling alone is what `WebSocket: false` asks for', async () => {
    const url = await openSettled()
    const proxy = await proxyOf(url)
    await receiveMany(url, { from: 0, count: 450 })
    const times = { ...shortTimes, polling: 10 }
    const events = reading(proxy.url, { after: 7, times, client: { WebSocket: false } })
    await receive(url, 'user-0', 'live')
    await soon(() => events.ids.length).toBe(456)
    expect(events.ids).toEqual(numbers(8, 463))
    expect(proxy.opened).toBe(0)
  })

  it('a class that may not be used, as with mixed content, is as one that does not open', async () => {
    const url = await openSettled()
    class Forbidden extends WebSocket {
      constructor(address: string) {
        super(address.replace('ws:', 'forbidden:'))
      }
    }
    const events = reading(url, { after: 0, client: { WebSocket: Forbidden } })
    await receive(url, 'user', 'Hello')
    await events.reach(1)
    expect(events.ids).toEqual(numbers(1, 4))
  })
})

describe('A connection that dies silently', () => {
  it('is noticed and taken up again, without a loss', async () => {
    const url = await openSettled()
    const proxy = await proxyOf(url)
    const times = { ...shortTimes, opening: 15_000 }
    const events = reading(proxy.url, { after: 0, times })
    await receive(url, 'user', 'before')
    await events.reach(1)
    proxy.freeze()
    await receive(url, 'user', 'lost on its way')
    await events.reach(2)
    expect(proxy.opened).toBe(2)
    await receive(url, 'user', 'after')
    await events.reach(3)
    expect(events.ids).toEqual(numbers(1, 6))
  })

  it('and brings nothing at all makes way for polling', async () => {
    const url = await openSettled()
    const proxy = await proxyOf(url)
    await receive(url, 'user', 'Hello')
    class Deaf extends Ws {
      override emit(name: string | symbol, ...rest: unknown[]): boolean {
        return name === 'message' ? false : super.emit(name, ...rest)
      }
    }
    const times = { ...shortTimes, silence: 50, polling: 60_000 }
    const events = reading(proxy.url, { after: 0, times, client: { WebSocket: Deaf } })
    await events.reach(1)
    expect(proxy.opened).toBe(3)
  })
})

describe('A connection that is silent', () => {
  it('is told from one on which nothing happens: that one stays', async () => {
    const url = await openSettled()
    const proxy = await proxyOf(url)
    await receive(url, 'user', 'Hello')
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
    expect(proxy).toMatchObject({ streams: 1, opened: 1 })
    expect(events).toEqual([])
    // Past what its types leave out, so that it does not grow older than the log.
    expect(stream.position).toBe(4)
  })

  it('is not asked about any more once the reader has left', async () => {
    const url = await openSettled()
    await receive(url, 'user', 'Hello')
    let asked = 0
    let answer = (): void => undefined
    const stream = streamOf(url, {
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
