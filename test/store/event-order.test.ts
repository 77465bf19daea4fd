import { describe, expect, it } from 'vitest'
import type { MessageRow, Store } from '../../src/store/store.ts'
import { freshDatabase, messageChange, messageRow, storeKinds } from '../support/stores.ts'

const writers = 8
const writesEach = 30

/** One gateway on SQLite, two that share the database on PostgreSQL. */
async function openGateways(kind: (typeof storeKinds)[number]): Promise<[Store, Store]> {
  const database = await freshDatabase(kind)
  const first = await database.open()
  return [first, kind === 'postgres' ? await database.open() : first]
}

/** Appends two events, or fails after the first one. */
const writeSome = (store: Store, fails: boolean) =>
  store.write(async (tables) => {
    const event = { type: 'error', time: 1, payload: '{}' } as const
    const first = await tables.events.append(event)
    if (fails) throw new Error('undone')
    return [first, await tables.events.append(event)]
  })

async function runWriter(store: Store): Promise<number[]> {
  const numbers: number[] = []
  for (let n = 0; n < writesEach; n++) {
    const written = await writeSome(store, n % 5 === 4).catch(() => [])
    numbers.push(...written)
  }
  return numbers
}

/** Polls from the last number that it saw, as a subscriber does, until it has seen so many. */
async function follow(store: Store, count: number): Promise<number[]> {
  const seen: number[] = []
  while (seen.length < count) {
    const after = seen.at(-1) ?? 0
    const rows = await store.read((tables) => tables.events.read({ after, limit: 50 }))
    seen.push(...rows.map(({ id }) => id))
    await new Promise(setImmediate)
  }
  return seen
}

describe.each(storeKinds)('racing gateways on %s', (kind) => {
  it('number events without gap, and readers see each once, in order', async () => {
    const [one, other] = await openGateways(kind)
    const total = 2 * writers * writesEach * 2 * 0.8
    const readers = [follow(one, total), follow(other, total)]
    const racing = [one, other].flatMap((store) =>
      Array.from({ length: writers }, () => runWriter(store)),
    )
    const numbers = (await Promise.all(racing)).flat()
    const expected = Array.from({ length: total }, (_, n) => n + 1)
    expect(numbers.sort((a, b) => a - b)).toEqual(expected)
    for (const seen of await Promise.all(readers)) expect(seen).toEqual(expected)
  })

  it('number events in the order in which their writes were acknowledged', async () => {
    const stores = await openGateways(kind)
    const numbers: number[] = []
    for (let n = 0; n < 40; n++) {
      const [first] = await writeSome(stores[n % 2] ?? stores[0], false)
      numbers.push(first ?? 0)
    }
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b))
  })

  it('hand each message to one sender, in the order of its conversation', async () => {
    const stores = await openGateways(kind)
    const [first] = stores
    const users = Array.from({ length: 6 }, (_, n) => `user-${n}`)
    const queued = new Map<string, string[]>()
    for (const userId of users) {
      const rows = await queueMessages(first, userId, 5)
      queued.set(userId, rows)
    }
    const sent: MessageRow[] = []
    const send = async (store: Store) => {
      while (sent.length < users.length * 5) {
        const rows = await store.write((tables) =>
          tables.messages.claim({ channel: 'telegram', now: 2_000, leaseUntil: 9_000, limit: 2 }),
        )
        for (const { id } of rows) {
          const row = await store.write((tables) =>
            tables.messages.settle(
              { id, attempts: 1 },
              messageChange({ status: 'sent', at: 2_000 }),
            ),
          )
          if (row !== undefined) sent.push(row)
        }
      }
    }
    await Promise.all(stores.flatMap((store) => [send(store), send(store)]))
    for (const userId of users)
      expect(sent.filter((row) => row.userId === userId).map(({ id }) => id)).toEqual(
        queued.get(userId),
      )
    expect(sent.every(({ attempts }) => attempts === 1)).toBe(true)
  })
})

const queueMessages = (store: Store, userId: string, count: number): Promise<string[]> =>
  store.write(async (tables) => {
    const ids: string[] = []
    for (let n = 0; n < count; n++) {
      const { session } = await tables.sessions.touch({ channel: 'telegram', userId, at: 1_000 })
      const row = messageRow({ sessionId: session.id, userId })
      await tables.messages.insert(row)
      ids.push(row.id)
    }
    return ids
  })
