import { setTimeout as sleep } from 'node:timers/promises'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import {
  ConflictError,
  type ClientOptions,
  type Listener,
  type ListenerOptions,
  OpenClawError,
} from '../src/index.ts'
import { clientOf, receive } from './support/house.ts'
import { openSettled, soon } from './support/reading.ts'

let url: string

beforeEach(async () => {
  url = await openSettled()
})

function listen(options: ListenerOptions, client: ClientOptions = {}): Listener {
  const listener = clientOf(url, client).listen(options)
  onTestFinished(async () => {
    listener.close()
    await listener.closed.catch(() => undefined)
  })
  return listener
}

const newest = async (): Promise<number> => (await clientOf(url).listEvents()).newest

describe('The position of a bot', () => {
  it('is told before its first event, so that it keeps its place from the start', async () => {
    const seen: number[] = []
    listen({ onPosition: (id) => seen.push(id) }).on('message:received', () => undefined)
    await soon(() => seen).toEqual([await newest()])
  })

  it('is told while nothing comes that it handles, and only after what is at work', async () => {
    const seen: (string | number)[] = []
    const quiet = { WebSocket: false } as const
    listen({ after: 0, onPosition: (id) => seen.push(id) }, quiet).on(
      'session:created',
      async () => {
        await receive(url, 'user', 'which it does not handle')
        await sleep(50)
        seen.push('dealt with')
      },
    )
    await receive(url, 'user', 'Hello')
    await soon(() => seen.at(-1)).toBe(5)
    expect(seen.indexOf('dealt with')).toBeLessThan(seen.indexOf(3))
    expect(seen.filter((one) => typeof one === 'number')).toEqual(
      [...new Set(seen)].filter((one) => typeof one === 'number').toSorted((a, b) => a - b),
    )
  })

  it('that can not be kept ends it, also where no event has come', async () => {
    const onPosition = () => Promise.reject(new Error('The disk is full.'))
    const listener = listen({ onPosition }).on('message:received', () => undefined)
    await expect(listener.closed).rejects.toThrow('The disk is full.')
  })
})

describe('Two bots that answer the same message', () => {
  const answer = (name: string | undefined, text: string, errors: unknown[] = []): Listener =>
    listen({ after: 0, name, onError: (error) => errors.push(error) }).on(
      'message:received',
      (_message, reply) => reply(text),
    )

  it('both do, each by its name', async () => {
    await receive(url, 'user', 'Hello')
    answer('greeter', 'one')
    answer('helper', 'two')
    const texts = async (): Promise<string[]> => {
      const { items } = await clientOf(url).sessions.list()
      const page = await clientOf(url).sessions.messages(items[0]?.id ?? 'none')
      return page.items.map(({ message }) => message).toSorted()
    }
    await soon(texts).toEqual(['Hello', 'one', 'two'])
  })

  it('clash without a name, which is told', async () => {
    await receive(url, 'user', 'Hello')
    const errors: unknown[] = []
    answer(undefined, 'one', errors)
    answer(undefined, 'two', errors)
    await soon(() => errors).toEqual([expect.any(ConflictError)])
  })
})

it('An onError that rejects ends the bot', async () => {
  await receive(url, 'user', 'Hello')
  const onError = () => Promise.reject(new Error('It can not be told.'))
  const listener = listen({ after: 0, onError }).on('message:received', () => {
    throw new Error('It broke.')
  })
  await expect(listener.closed).rejects.toThrow('It can not be told.')
})

it.each(['', 'two words', 'x'.repeat(101)])(
  'A name that no key can carry is refused: %j',
  (name) => {
    expect(() => listen({ name })).toThrow(OpenClawError)
    expect(() => listen({ name })).toThrow('`name` must')
  },
)
