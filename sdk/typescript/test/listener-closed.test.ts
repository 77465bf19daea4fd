import { beforeEach, describe, expect, it } from 'vitest'
import { type Listener, type ListenerOptions, UnauthorizedError } from '../src/index.ts'
import { listen as listenAt, type Place, places, untilTheEnd } from './support/bots.ts'
import { sleep } from './support/platform.ts'
import { soon } from './support/soon.ts'

let place: Place

describe.each(places)('On %s', (_name, open) => {
  beforeEach(async () => {
    place = await open()
  })
  describe('a listener', closing)
  describe('a listener', failing)
})

const listen = (options: ListenerOptions = {}): Listener => listenAt(place.client(), options)

function closing(): void {
  it('that is closed deals with the event at work to its end, and with no other', async () => {
    await place.bring(2)
    const seen: (string | number)[] = []
    const listener = listen({ onPosition: () => seen.push('position') })
    listener.on('message:received', async (_message, _reply, { id }) => {
      listener.close()
      await sleep(50)
      seen.push(id)
    })
    await listener.closed
    expect(seen).toEqual([expect.any(Number), 'position'])
    expect(listener.isClosed).toBe(true)
  })

  it('is closed by a signal, and never begins with one that is aborted', async () => {
    const stop = new AbortController()
    const seen: number[] = []
    const listener = listen({ signal: stop.signal })
    listener.on('message:received', (_message, _reply, { id }) => seen.push(id))
    await place.bring(1)
    await soon(() => seen.length).toBeGreaterThan(0)
    stop.abort()
    await listener.closed
    const before = [...seen]
    await place.bring(1)
    let asked = 0
    const late = place
      .client({ hooks: { onRequest: () => (asked += 1) } })
      .listen({ after: 0, signal: stop.signal })
      .on('message:received', (_message, _reply, { id }) => seen.push(id))
    await late.closed
    expect(asked).toBe(0)
    expect(seen).toEqual(before)
  })

  it('of the client is another one after it was closed', async () => {
    const claw = place.client()
    const first = claw.on('message:received', () => undefined)
    expect(claw.on('session:created', () => undefined)).toBe(first)
    first.close()
    const second = untilTheEnd(claw.on('message:received', () => undefined))
    expect(second).not.toBe(first)
    await first.closed
  })
}

function failing(): void {
  it('that the gateway refuses says so in `closed`, and is then closed', async () => {
    const bot = place.client({ token: 'wrong' })
    const listener = bot.on('message:received', () => undefined)
    await expect(listener.closed).rejects.toBeInstanceOf(UnauthorizedError)
    expect(listener.isClosed).toBe(true)
  })

  it('whose position can not be kept ends with that', async () => {
    await place.bring(2)
    const seen: number[] = []
    const onPosition = () => Promise.reject(new Error('The disk is full.'))
    const listener = listen({ onPosition })
    listener.on('message:received', (_message, _reply, { id }) => seen.push(id))
    await expect(listener.closed).rejects.toThrow('The disk is full.')
    expect(seen).toHaveLength(1)
  })

  it('whose position can not be kept ends with that, also where no event has come', async () => {
    const onPosition = () => Promise.reject(new Error('The disk is full.'))
    const listener = listen({ after: undefined, onPosition }).on('error', () => undefined)
    await expect(listener.closed).rejects.toThrow('The disk is full.')
  })

  it('ends with what onError rejects with', async () => {
    await place.bring(1)
    const onError = () => Promise.reject(new Error('It can not be told.'))
    const listener = listen({ onError }).on('message:received', () => {
      throw new Error('It broke.')
    })
    await expect(listener.closed).rejects.toThrow('It can not be told.')
  })
}
