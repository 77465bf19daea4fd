import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import type { EventStream } from '../../src/events/event-stream.ts'
import type { Store } from '../../src/store/store.ts'
import { numbers } from '../support/stream-client.ts'
import { freshDatabase, openTestStore, storeKinds } from '../support/stores.ts'
import { outage, troubled } from '../support/troubled-store.ts'
import { append, openLog } from './set-up.ts'

/** Listens from now on. `leave` ends it; what it then has begins behind `from` and has no gap. */
function listen(log: EventStream) {
  const from = log.position
  const seen: number[] = []
  const leave = log.subscribe({
    deliver: (frames) => {
      seen.push(...frames.map(({ id }) => id))
    },
  })
  return { from, seen, leave }
}

/** Random, but never a real pause: that would let the race cool down. */
const moment = () => sleep(Math.random() * 10)

async function write(store: Store, transactions: number): Promise<void> {
  for (let n = 0; n < transactions; n++) {
    await append(store, ...Array.from({ length: 1 + (n % 3) }, () => 'text'))
  }
}

describe.each(storeKinds)('live events from %s', (kind) => {
  it('reach every subscriber once and in order, while writers race and subscribers come and go', async () => {
    const database = await freshDatabase(kind)
    const store = await database.open()
    const log = await openLog(store)
    const stores = [store, ...(store.exclusive ? [] : [await database.open()])]
    const writing = Promise.all(
      stores.flatMap((each) => Array.from({ length: 8 }, () => write(each, 60))),
    )
    const stayed: ReturnType<typeof listen>[] = []
    const visits = Array.from({ length: 300 }, async (_, n) => {
      for (let wait = 0; wait < n % 20; wait++) await moment()
      const listener = listen(log)
      if (n % 3 === 0) stayed.push(listener)
      else {
        await moment()
        listener.leave()
      }
      return listener
    })
    const listeners = await Promise.all(visits)
    await writing
    const { last } = await store.read((tables) => tables.events.bounds())
    expect(last).toBe(stores.length * 8 * 60 * 2)
    await expect.poll(() => log.position).toBe(last)
    for (const { from, seen } of listeners)
      expect(seen).toEqual(numbers(from + 1, from + seen.length))
    expect(stayed).toHaveLength(100)
    for (const { from, seen } of stayed) expect(from + seen.length).toBe(last)
  })

  it('carry on where the log is when nobody has listened for a while', async () => {
    const store = await openTestStore(kind)
    const log = await openLog(store)
    await append(store, 'a', 'b')
    await expect.poll(() => log.position).toBe(2)
    const { seen, leave } = listen(log)
    await append(store, 'c')
    await expect.poll(() => seen).toEqual([3])
    leave()
    await append(store, 'd')
    await expect.poll(() => log.position).toBe(4)
    expect(seen).toEqual([3])
  })

  it('come, all of them, also when the log could not be read for a moment', async () => {
    const { hook, begin } = outage()
    const store = troubled(await openTestStore(kind), { beforeRead: hook })
    const log = await openLog(store)
    const { seen } = listen(log)
    begin(1)
    await append(store, 'a', 'b')
    await expect.poll(() => seen, { timeout: 5_000 }).toEqual([1, 2])
  })

  it('come to the first subscriber while the log was passing over what nobody wanted', async () => {
    let gate = Promise.resolve()
    const store = troubled(await openTestStore(kind), { beforeRead: () => gate })
    const log = await openLog(store)
    const { promise, resolve } = Promise.withResolvers<undefined>()
    gate = promise.then()
    await append(store, 'a')
    const { seen } = listen(log)
    resolve(undefined)
    await expect.poll(() => seen).toEqual([1])
  })

  it('come no more once the log is closed', async () => {
    const store = await openTestStore(kind)
    const log = await openLog(store)
    const { seen } = listen(log)
    await append(store, 'a')
    await expect.poll(() => seen).toEqual([1])
    await log[Symbol.asyncDispose]()
    await append(store, 'b')
    const second = listen(await openLog(store))
    await append(store, 'c')
    await expect.poll(() => second.seen).toEqual([3])
    expect(seen).toEqual([1])
  })
})
