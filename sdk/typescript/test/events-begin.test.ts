import { describe, expect, expectTypeOf, it, onTestFinished } from 'vitest'
import { WebSocket as Ws } from 'ws'
import { startMock } from '../../../scripts/mock/server.ts'
import { eventValidators } from '../../../src/generated/events.ts'
import { gatewayToken } from '../../../test/support/server.ts'
import { numbers } from '../../../test/support/stream-client.ts'
import type { WebSocketClass } from '../src/options.ts'
import { clientOf, receive, receiveMany } from './support/house.ts'
import {
  fetchThen,
  openSettled,
  proxyOf,
  Reading,
  reading,
  streamOf,
  soon,
} from './support/reading.ts'

/** With which both the runtime's own class and that of the package `ws`, for Node 20, are to be fine. */
const classes: [string, WebSocketClass][] = [
  ['the own WebSocket of the runtime', globalThis.WebSocket],
  ['that of the package ws', Ws],
]

describe.each(classes)('An event stream with %s', (_name, WebSocket) => {
  it('begins now, and misses nothing that is written before its socket is open', async () => {
    const url = await openSettled()
    await receive(url, 'user', 'old')
    const events = reading(url, {
      client: {
        WebSocket,
        fetch: fetchThen(async () => {
          await receive(url, 'user', 'before it opens')
          return undefined
        }),
      },
    })
    await events.reach(1)
    await receive(url, 'user', 'live, Grüße 🦞')
    await events.reach(2)
    expect(events.texts).toEqual(['before it opens', 'live, Grüße 🦞'])
  })

  it('goes on after the event that it is told, and then live', async () => {
    const url = await openSettled()
    await receiveMany(url, { from: 0, count: 30 })
    const events = reading(url, { after: 12, client: { WebSocket } })
    await soon(() => events.ids.at(-1)).toBe(42)
    await receive(url, 'user-0', 'live')
    await events.reach(1)
    await soon(() => events.ids.at(-1)).toBe(43)
    expect(events.ids).toEqual(numbers(13, 43))
  })

  it('is not harmed by a frame that is no event', async () => {
    const url = await openSettled()
    let sockets = 0
    class Garbling extends Ws {
      constructor(address: string) {
        super(address)
        sockets += 1
        if (sockets === 1) this.once('open', () => this.emit('message', Buffer.from('{'), false))
      }
    }
    const events = reading(url, { after: 0, client: { WebSocket: Garbling } })
    await receive(url, 'user', 'Hello')
    await events.reach(1)
    expect(events.ids).toEqual([1, 2, 3, 4])
    expect(sockets).toBe(2)
  })
})

describe('An event stream', () => {
  it('brings only the types that are wanted, and narrows the type of its events', async () => {
    const url = await openSettled()
    await receiveMany(url, { from: 0, count: 20 })
    const stream = clientOf(url).events({ after: 0, types: ['session:created'] })
    const users: string[] = []
    for await (const event of stream) {
      expectTypeOf(event.type).toEqualTypeOf<'session:created'>()
      users.push(event.payload.userId)
      if (users.length === 10) break
    }
    expect(users.sort()).toEqual(numbers(0, 9).map((number) => `user-${String(number)}`))
  })

  it('tells its position, and closes its socket when it is left', async () => {
    const url = await openSettled()
    const proxy = await proxyOf(url)
    await receiveMany(url, { from: 0, count: 5 })
    const stream = streamOf(proxy.url, { after: 3 })
    expect(stream.position).toBe(3)
    for await (const event of stream) {
      expect(stream.position).toBe(event.id)
      expect(proxy.streams).toBe(1)
      if (event.id === 6) break
    }
    expect(stream.position).toBe(6)
    await soon(() => proxy.streams).toBe(0)
    expect(proxy.opened).toBe(1)
  })
})

describe('One event stream', () => {
  it('goes on where it was left when it is iterated again', async () => {
    const url = await openSettled()
    await receiveMany(url, { from: 0, count: 10 })
    const stream = streamOf(url, { after: 0 })
    const ids: number[] = []
    for (const last of [5, 12, 20]) {
      for await (const { id } of stream) {
        ids.push(id)
        if (id === last) break
      }
    }
    expect(ids).toEqual(numbers(1, 20))
  })

  it('refuses a second reader beside the first, which goes on', async () => {
    const url = await openSettled()
    await receive(url, 'user', 'one')
    const stop = new AbortController()
    onTestFinished(() => {
      stop.abort()
    })
    const stream = streamOf(url, { after: 0, signal: stop.signal })
    const first = new Reading(stream)
    await first.reach(1)
    expect(await new Reading(stream).ended).toMatchObject({
      name: 'OpenClawError',
      message: expect.stringContaining('is being read already') as string,
    })
    await receive(url, 'user', 'two')
    await first.reach(2)
  })
})

describe('An event stream', () => {
  it('reads that of the mock, whose events are as the contract says', async () => {
    const mock = await startMock({ host: '127.0.0.1', port: 0, token: gatewayToken })
    onTestFinished(() => mock.close())
    class Fast extends WebSocket {
      constructor(url: string) {
        super(`${url}&rate=1000`)
      }
    }
    const stream = clientOf(mock.url, { WebSocket: Fast }).events()
    const { newest } = await clientOf(mock.url).listEvents()
    const ids: number[] = []
    for await (const event of stream) {
      expect(eventValidators[event.type](event)).toBe(true)
      ids.push(event.id)
      if (ids.length === 500) break
    }
    expect(ids).toEqual(numbers(newest + 1, newest + 500))
  })
})
