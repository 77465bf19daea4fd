import { describe, expect, expectTypeOf, it, onTestFinished } from 'vitest'
import { clientOf, openSettled } from './support/house.ts'
import { socketClasses } from './support/platform.ts'
import {
  fetchThen,
  numbers,
  patientTimes,
  proxyOf,
  Reading,
  reading,
  streamOf,
} from './support/reading.ts'
import { soon } from './support/soon.ts'

describe.each(socketClasses)('An event stream with %s', (_name, WebSocket) => {
  it('begins now, and misses nothing that is written before its socket is open', async () => {
    const house = await openSettled()
    await house.receive('user', 'old')
    const events = reading(house.url, {
      client: {
        WebSocket,
        fetch: fetchThen(async () => {
          await house.receive('user', 'before it opens')
          return undefined
        }),
      },
    })
    await events.reach(1)
    await house.receive('user', 'live, Grüße 🦞')
    await events.reach(2)
    expect(events.texts).toEqual(['before it opens', 'live, Grüße 🦞'])
  })

  it('goes on after the event that it is told, and then live', async () => {
    const house = await openSettled()
    await house.receiveMany(0, 30)
    const events = reading(house.url, { after: 12, client: { WebSocket } })
    await soon(() => events.ids.at(-1)).toBe(42)
    await house.receive('user-0', 'live')
    await events.reach(1)
    await soon(() => events.ids.at(-1)).toBe(43)
    expect(events.ids).toEqual(numbers(13, 43))
  })

  it('is not harmed by a frame that is no event', async () => {
    const house = await openSettled()
    let sockets = 0
    class Garbling extends WebSocket {
      constructor(address: string) {
        super(address)
        sockets += 1
        if (sockets > 1) return
        const target = this as unknown as EventTarget
        target.addEventListener('open', () => this.onmessage?.({ data: '{' } as never))
      }
    }
    const events = reading(house.url, {
      after: 0,
      times: patientTimes,
      client: { WebSocket: Garbling },
    })
    await house.receive('user', 'Hello')
    await events.reach(1)
    expect(events.ids).toEqual([1, 2, 3, 4])
    expect(sockets).toBe(2)
  })
})

describe('An event stream', () => {
  it('brings only the types that are wanted, and narrows the type of its events', async () => {
    const house = await openSettled()
    await house.receiveMany(0, 20)
    const stream = clientOf(house.url).events({ after: 0, types: ['session:created'] })
    const users: string[] = []
    for await (const event of stream) {
      expectTypeOf(event.type).toEqualTypeOf<'session:created'>()
      users.push(event.payload.userId)
      if (users.length === 10) break
    }
    expect(users.sort()).toEqual(numbers(0, 9).map((number) => `user-${String(number)}`))
  })

  it('tells its position, and closes its socket when it is left', async () => {
    const house = await openSettled()
    const proxy = await proxyOf(house.url)
    await house.receiveMany(0, 5)
    const stream = streamOf(proxy.url, { after: 3 })
    expect(stream.position).toBe(3)
    for await (const event of stream) {
      expect(stream.position).toBe(event.id)
      expect(await proxy.streams()).toBe(1)
      if (event.id === 6) break
    }
    expect(stream.position).toBe(6)
    await soon(() => proxy.streams()).toBe(0)
    expect(await proxy.opened()).toBe(1)
  })
})

describe('One event stream', () => {
  it('goes on where it was left when it is iterated again', async () => {
    const house = await openSettled()
    await house.receiveMany(0, 10)
    const stream = streamOf(house.url, { after: 0 })
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
    const house = await openSettled()
    await house.receive('user', 'one')
    const stop = new AbortController()
    onTestFinished(() => {
      stop.abort()
    })
    const stream = streamOf(house.url, { after: 0, signal: stop.signal })
    const first = new Reading(stream)
    await first.reach(1)
    expect(await new Reading(stream).ended).toMatchObject({
      name: 'OpenClawError',
      message: expect.stringContaining('is being read already') as string,
    })
    await house.receive('user', 'two')
    await first.reach(2)
  })
})
