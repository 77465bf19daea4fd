import pg from 'pg'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { conflict } from '../../src/kernel/errors.ts'
import type { Store, Tables } from '../../src/store/store.ts'
import { freshDatabase, messageRow, openTestStore, storeKinds } from '../support/stores.ts'
import { committedTransactions } from './wal.ts'
import { until } from '../support/until.ts'

const put = (store: Store, name: string) =>
  store.write((tables) => tables.documents.put(name, '{}'))

const append = (tables: Tables) => tables.events.append({ type: 'error', time: 1, payload: '{}' })

const get = (store: Store, name: string) => store.read((tables) => tables.documents.get(name))

describe.each(storeKinds)('writes in %s', (kind) => {
  it('keeps all of many parallel writes', async () => {
    const database = await freshDatabase(kind)
    const store = await database.open()
    const names = Array.from({ length: 600 }, (_, n) => `document-${n}`)
    await Promise.all(names.map((name) => put(store, name)))
    await store[Symbol.asyncDispose]()

    const again = await database.open()
    const found = await Promise.all(names.map((name) => get(again, name)))
    expect(found.filter((text) => text !== '{}')).toEqual([])
  })

  it('gives each write its own result', async () => {
    const store = await openTestStore(kind)
    const results = await Promise.all([1, 2, 3].map((n) => store.write(() => Promise.resolve(n))))
    expect(results).toEqual([1, 2, 3])
  })

  it('undoes the one that throws, whole, and hands its error on as it is', async () => {
    const store = await openTestStore(kind)
    const error = conflict({ field: 'key', rule: 'unique', message: 'is taken' })
    const fail = async (tables: Tables) => {
      await tables.documents.put('half', '{}')
      await append(tables)
      throw error
    }
    const outcomes = await Promise.allSettled([
      put(store, 'before'),
      store.write(fail),
      put(store, 'between'),
      store.write(fail),
      put(store, 'after'),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual([
      'fulfilled',
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
    ])
    expect(outcomes[1]).toHaveProperty('reason', error)
    for (const name of ['before', 'between', 'after']) expect(await get(store, name)).toBe('{}')
    expect(await get(store, 'half')).toBeUndefined()
    expect(await store.read((tables) => tables.events.bounds())).toEqual({ first: 0, last: 0 })
  })

  it('undoes one whose function throws at once', async () => {
    const store = await openTestStore(kind)
    const failing = store.write(() => {
      throw new Error('at once')
    })
    const [outcome] = await Promise.allSettled([failing, put(store, 'after')])
    expect(outcome).toMatchObject({ status: 'rejected', reason: { message: 'at once' } })
    expect(await get(store, 'after')).toBe('{}')
  })

  it('lets the others of a batch pass when the database refuses the data of one', async () => {
    const store = await openTestStore(kind)
    const orphan = store.write(async (tables) => {
      await tables.documents.put('with-orphan', '{}')
      await tables.messages.insert(messageRow({ sessionId: 'session-none' }))
    })
    const [outcome] = await Promise.allSettled([orphan, put(store, 'after')])
    expect(outcome).toMatchObject({ reason: { name: 'GatewayError', kind: 'internal' } })
    expect(await get(store, 'with-orphan')).toBeUndefined()
    expect(await get(store, 'after')).toBe('{}')
    expect(await store.writable()).toBe(true)
  })

  it('keeps nothing of a write that hid a failed query', async () => {
    const store = await openTestStore(kind)
    const hiding = store.write(async (tables) => {
      await tables.documents.put('with-orphan', '{}')
      const orphan = messageRow({ sessionId: 'session-none' })
      await tables.messages.insert(orphan).catch(() => undefined)
    })
    const outcomes = await Promise.allSettled([hiding, put(store, 'after')])
    expect(outcomes[0]).toMatchObject({ reason: { kind: 'internal' } })
    expect(await get(store, 'with-orphan')).toBeUndefined()
    expect(await get(store, 'after')).toBe('{}')
  })

  it('takes text with NUL and half characters, or refuses it alone', async () => {
    const store = await openTestStore(kind)
    const odd = store.write((tables) => tables.documents.put('odd', '"a\0b\ud800"'))
    const [outcome] = await Promise.allSettled([odd, put(store, 'after')])
    expect(outcome.status).toBe(kind === 'sqlite' ? 'fulfilled' : 'rejected')
    expect(await get(store, 'after')).toBe('{}')
  })

  it('runs queries of one write side by side', async () => {
    const store = await openTestStore(kind)
    await store.write(async (tables) => {
      await Promise.all(
        Array.from({ length: 20 }, (_, n) => tables.documents.put(`document-${n}`, '{}')),
      )
    })
    expect(await get(store, 'document-19')).toBe('{}')
  })

  it('shows readers what is committed, and nothing before', async () => {
    const store = await openTestStore(kind)
    const seen = await store.write(async (tables) => {
      await tables.documents.put('new', '{}')
      return { inside: await tables.documents.get('new'), outside: await get(store, 'new') }
    })
    expect(seen).toEqual({ inside: '{}', outside: undefined })
    expect(await get(store, 'new')).toBe('{}')
  })

  it('refuses queries that come after their write has ended', async () => {
    const store = await openTestStore(kind)
    const leaked = await store.write((tables) => Promise.resolve({ tables }))
    await expect(leaked.tables.documents.put('late', '{}')).rejects.toMatchObject({
      kind: 'internal',
    })
    expect(await get(store, 'late')).toBeUndefined()
  })

  it('undoes queries that still run when their write fails', async () => {
    const store = await openTestStore(kind)
    const failing = store.write(async (tables) => {
      const puts = Array.from({ length: 20 }, (_, n) => tables.documents.put(`late-${n}`, '{}'))
      await Promise.all([Promise.reject(new Error('early')), ...puts])
    })
    const [outcome] = await Promise.allSettled([failing, put(store, 'after')])
    expect(outcome).toMatchObject({ reason: { message: 'early' } })
    expect(await get(store, 'after')).toBe('{}')
    for (let n = 0; n < 20; n++) expect(await get(store, `late-${n}`)).toBeUndefined()
  })

  it('ends what was waiting before it closes, and takes no more', async () => {
    const database = await freshDatabase(kind)
    const store = await database.open()
    const writes = Array.from({ length: 300 }, (_, n) => put(store, `document-${n}`))
    await store[Symbol.asyncDispose]()
    await Promise.all(writes)
    await expect(put(store, 'late')).rejects.toMatchObject({ kind: 'unavailable' })

    const again = await database.open()
    expect(await get(again, 'document-299')).toBe('{}')
    expect(await get(again, 'late')).toBeUndefined()
  })

  it('may be closed twice', async () => {
    const store = await openTestStore(kind)
    await store[Symbol.asyncDispose]()
    await store[Symbol.asyncDispose]()
    await expect(get(store, 'any')).rejects.toMatchObject({ kind: 'unavailable' })
  })

  it('calls back after commits that appended events, and after no other', async () => {
    const store = await openTestStore(kind)
    const bounds: Promise<{ last: number }>[] = []
    const end = store.onAppend(() => {
      bounds.push(store.read((tables) => tables.events.bounds()))
    })
    await put(store, 'document')
    const undone = store.write(async (tables) => {
      await append(tables)
      throw new Error('no')
    })
    await expect(undone).rejects.toThrow('no')
    await store.read((tables) => tables.events.bounds())
    expect(bounds).toHaveLength(0)

    await Promise.all([store.write(append), store.write(append)])
    await until(() => {
      expect(bounds.length).toBeGreaterThan(0)
    })
    expect(await bounds[0]).toMatchObject({ last: 2 })

    const calls = bounds.length
    end()
    await store.write(append)
    expect(bounds).toHaveLength(calls)
  })

  it('calls all listeners, also when one of them throws', async () => {
    const store = await openTestStore(kind)
    const called = vi.fn()
    store.onAppend(() => {
      throw new Error('from a listener')
    })
    store.onAppend(called)
    expect(await store.write(append)).toBe(1)
    await until(() => {
      expect(called).toHaveBeenCalled()
    })
    expect(await store.write(append)).toBe(2)
  })
})

describe('commits', () => {
  it('are shared by parallel writes in sqlite', async () => {
    const database = await freshDatabase('sqlite')
    const store = await database.open()
    const before = committedTransactions(database.dataDir)
    await Promise.all(Array.from({ length: 100 }, (_, n) => put(store, `document-${n}`)))
    const shared = committedTransactions(database.dataDir) - before
    expect(shared).toBeGreaterThan(0)
    expect(shared).toBeLessThan(10)

    for (let n = 0; n < 10; n++) await put(store, `alone-${n}`)
    expect(committedTransactions(database.dataDir) - before - shared).toBe(10)
  })

  it('are shared by parallel writes in postgres', async () => {
    const database = await freshDatabase('postgres')
    const store = await database.open()
    const client = new pg.Client(database.databaseUrl)
    onTestFinished(() => client.end())
    await client.connect()
    // Each commit that appended events sends one.
    const notified = vi.fn()
    client.on('notification', notified)
    await client.query('listen openclaw_events')
    await Promise.all(Array.from({ length: 50 }, () => store.write(append)))
    await until(() => {
      expect(notified).toHaveBeenCalled()
    })
    expect(notified.mock.calls.length).toBeLessThan(10)
  })
})
