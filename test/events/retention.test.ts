import { afterEach, describe, expect, it, vi } from 'vitest'
import { startRetention, trimEvents } from '../../src/events/retention.ts'
import type { Store } from '../../src/store/store.ts'
import { openTestStore, storeKinds } from '../support/stores.ts'
import { append, silent } from './set-up.ts'
import { until } from '../support/until.ts'

const day = 86_400_000

afterEach(() => {
  vi.useRealTimers()
})

const kept = async (store: Store): Promise<number[]> => {
  const rows = await store.read((tables) => tables.events.read({ after: 0, limit: 10_000 }))
  return rows.map(({ id }) => id)
}

/** Events of these ages, oldest first. */
const appendAged = (store: Store, ...days: number[]): Promise<void> =>
  store.write(async (tables) => {
    for (const age of days) {
      await tables.events.append({ type: 'error', time: Date.now() - age * day, payload: '{}' })
    }
  })

describe.each(storeKinds)('retention in %s', (kind) => {
  it('drops what is too old', async () => {
    const store = await openTestStore(kind)
    await appendAged(store, 9, 8, 6, 1, 0)
    await trimEvents(store, { days: 7, maxEvents: 1_000 })
    expect(await kept(store)).toEqual([3, 4, 5])
  })

  it('drops what is too much, in more than one step where it is a lot', async () => {
    const store = await openTestStore(kind)
    await append(store, ...Array.from({ length: 2_500 }, () => 'text'))
    await trimEvents(store, { days: 7, maxEvents: 100 })
    expect(await kept(store)).toEqual(Array.from({ length: 100 }, (_, n) => 2_401 + n))
  })

  it('keeps the newest event, whose number the next one needs', async () => {
    const store = await openTestStore(kind)
    await appendAged(store, 9, 8)
    await trimEvents(store, { days: 7, maxEvents: 1_000 })
    expect(await kept(store)).toEqual([2])
    await append(store, 'text')
    expect(await kept(store)).toEqual([2, 3])
  })

  it('goes on by itself, by the bounds of the moment, until it is ended', async () => {
    const store = await openTestStore(kind)
    await append(store, ...Array.from({ length: 30 }, () => 'text'))
    await rememberAnswer(store)
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    let maxEvents = 20
    const end = startRetention({ store, log: silent, retention: () => ({ days: 7, maxEvents }) })
    vi.advanceTimersByTime(60_000)
    await until(async () => {
      expect(await kept(store)).toHaveLength(20)
    })
    await until(async () => {
      expect(await answersLeft(store)).toBe(0)
    })
    maxEvents = 10
    vi.advanceTimersByTime(60_000)
    await until(async () => {
      expect(await kept(store)).toHaveLength(10)
    })
    end()
    expect(vi.getTimerCount()).toBe(0)
  })
})

const answer = { caller: 'test', key: 'key-1' }

/** One whose day is over. */
const rememberAnswer = (store: Store): Promise<void> =>
  store.write((tables) =>
    tables.idempotency.insert({ ...answer, bodyHash: '', response: '{}', expiresAt: 1_000 }),
  )

/** Looked for at a moment when it counted. */
const answersLeft = (store: Store): Promise<number> =>
  store.read(async (tables) =>
    (await tables.idempotency.find({ ...answer, now: 0 })) === undefined ? 0 : 1,
  )
