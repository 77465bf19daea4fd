import { beforeEach, describe, expect, it } from 'vitest'
import {
  type ClientOptions,
  ConflictError,
  type Listener,
  type ListenerOptions,
  OpenClawError,
} from '../src/index.ts'
import type { House } from './peers/gateways.ts'
import { listen as listenAt } from './support/bots.ts'
import { clientOf, openSettled } from './support/house.ts'
import type { Remote } from './support/peer.ts'
import { sleep } from './support/platform.ts'
import { soon } from './support/soon.ts'

let house: Remote<House>

beforeEach(async () => {
  house = await openSettled()
})

const listen = (options: ListenerOptions, client: ClientOptions = {}): Listener =>
  listenAt(clientOf(house.url, client), { after: undefined, ...options })

const newest = async (): Promise<number> => (await clientOf(house.url).listEvents()).newest

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
        await house.receive('user', 'which it does not handle')
        await sleep(50)
        seen.push('dealt with')
      },
    )
    await house.receive('user', 'Hello')
    await soon(() => seen.at(-1)).toBe(5)
    expect(seen.indexOf('dealt with')).toBeLessThan(seen.indexOf(3))
    expect(seen.filter((one) => typeof one === 'number')).toEqual(
      [...new Set(seen)].filter((one) => typeof one === 'number').toSorted((a, b) => a - b),
    )
  })
})

describe('Two bots that answer the same message', () => {
  const answer = (name: string | undefined, text: string, errors: unknown[] = []): Listener =>
    listen({ after: 0, name, onError: (error) => errors.push(error) }).on(
      'message:received',
      (_message, reply) => reply(text),
    )

  it('both do, each by its name', async () => {
    await house.receive('user', 'Hello')
    answer('greeter', 'one')
    answer('helper', 'two')
    const texts = async (): Promise<string[]> => {
      const { items } = await clientOf(house.url).sessions.list()
      const page = await clientOf(house.url).sessions.messages(items[0]?.id ?? 'none')
      return page.items.map(({ message }) => message).toSorted()
    }
    await soon(texts).toEqual(['Hello', 'one', 'two'])
  })

  it('clash without a name, which is told', async () => {
    await house.receive('user', 'Hello')
    const errors: unknown[] = []
    answer(undefined, 'one', errors)
    answer(undefined, 'two', errors)
    await soon(() => errors).toEqual([expect.any(ConflictError)])
  })
})

it.each(['', 'two words', 'x'.repeat(101)])(
  'A name that no key can carry is refused: %j',
  (name) => {
    expect(() => listen({ name })).toThrow(OpenClawError)
    expect(() => listen({ name })).toThrow('`name` must')
  },
)
