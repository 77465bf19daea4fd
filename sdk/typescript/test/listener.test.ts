import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Listener, ListenerOptions, OpenClaw } from '../src/index.ts'
import type { House } from './peers/gateways.ts'
import type { Receiver } from './peers/people.ts'
import { deliveringTo, listen as listenAt, untilTheEnd } from './support/bots.ts'
import { clientOf, openHouse } from './support/house.ts'
import { type Remote, usePeer } from './support/peer.ts'
import { soon } from './support/soon.ts'

let house: Remote<House>
let receiver: Remote<Receiver>
let claw: OpenClaw

beforeEach(async () => {
  receiver = await usePeer('receiver')
  house = await openHouse(deliveringTo(receiver))
  claw = clientOf(house.url)
})

const listen = (options: ListenerOptions = {}): Listener => listenAt(claw, options)

const post = async (...messages: string[]): Promise<void> => {
  for (const message of messages) await house.receive('user-1', message)
}

/** What has arrived where the user is. */
const delivered = async (): Promise<string[]> =>
  (await receiver.delivered()).map(({ message }) => message)

const outbound = async (): Promise<string[]> => {
  const { events } = await claw.listEvents({ types: ['message:sent'] })
  return events.flatMap((event) => (event.type === 'message:sent' ? [event.payload.message] : []))
}

describe('A bot', () => {
  it('of five lines answers over a webhook channel, and in the web chat, from now on', async () => {
    await post('before it began')
    let isReady = false
    const client = clientOf(house.url, { hooks: { onResponse: () => (isReady = true) } })
    untilTheEnd(
      client.on('message:received', (message, reply) => reply(`You said: ${message.message}`)),
    )
    await soon(() => isReady).toBe(true)
    await post('Grüße 🦞')
    await soon(delivered).toEqual(['You said: Grüße 🦞'])
    const [first] = await receiver.delivered()
    expect(first).toMatchObject({ verified: true, userId: 'user-1' })
    const visitor = await usePeer('visitor', house.url)
    await visitor.say('first', 'Hello')
    await soon(visitor.texts).toContain('You said: Hello')
  })

  it('that is started again and sees the same events again answers once', async () => {
    await post('one', 'two')
    for (let starts = 0; starts < 3; starts += 1) {
      let seen = 0
      const listener = listen().on('message:received', async ({ message }, reply) => {
        await reply(`${message}, first`)
        await reply(`${message}, second`)
        seen += 1
      })
      await soon(() => seen).toBe(2)
      listener.close()
      await listener.closed
    }
    const answers = ['one, first', 'one, second', 'two, first', 'two, second']
    await soon(outbound).toEqual(answers)
    await soon(delivered).toEqual(answers)
  })

  it('of two handlers for one message gives both answers', async () => {
    await post('Hi')
    listen()
      .on('message:received', (_message, reply) => reply('from the first'))
      .on('message:received', (_message, reply) => reply('from the second'))
    await soon(outbound).toEqual(['from the first', 'from the second'])
  })
})

it('A handler may be added later, for a type that is there and for another', async () => {
  const seen: string[] = []
  const listener = listen().on('message:received', ({ message }) => seen.push(message))
  await post('one')
  await soon(() => seen).toEqual(['one'])
  listener.on('message:received', () => seen.push('second'))
  await post('two')
  await soon(() => seen).toEqual(['one', 'two', 'second'])
  listener.on('session:created', ({ userId }) => seen.push(userId))
  await house.receive('user-2', 'three')
  await soon(() => seen).toEqual(['one', 'two', 'second', 'user-2', 'three', 'second'])
})

describe('A handler that throws', () => {
  const failing = (listener: Listener, seen: string[]): Listener =>
    listener.on('message:received', async ({ message }) => {
      seen.push(message)
      await Promise.resolve()
      if (message === 'one') throw new Error('It broke.')
    })

  it('is told to the logger, or to the console where there is none', async () => {
    await post('one', 'two')
    const logged: unknown[] = []
    const silent = () => undefined
    const error = (...all: unknown[]) => logged.push(all)
    claw = clientOf(house.url, { logger: { debug: silent, info: silent, warn: silent, error } })
    const onConsole = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    onTestFinished(() => {
      onConsole.mockRestore()
    })
    const seen: string[] = []
    failing(listen(), seen)
    await soon(() => seen).toEqual(['one', 'two'])
    const told = [
      'events: a handler failed',
      { error: new Error('It broke.'), event: expect.any(Number) as number },
    ]
    expect(logged).toEqual([told])
    expect(onConsole).not.toHaveBeenCalled()
    claw = clientOf(house.url)
    failing(listen(), seen)
    await soon(() => seen).toHaveLength(4)
    expect(onConsole.mock.calls).toEqual([told])
  })
})
