import { beforeEach, describe, expect, it } from 'vitest'
import type { EventRow, Store } from '../../src/store/store.ts'
import { openTestStore, storeKinds } from '../support/stores.ts'

describe.each(storeKinds)('events in %s', (kind) => {
  let store: Store

  beforeEach(async () => {
    store = await openTestStore(kind)
  })

  const append = (event: Partial<Omit<EventRow, 'id'>> = {}) =>
    store.write((tables) =>
      tables.events.append({ type: 'error', time: 1_000, payload: '{}', ...event }),
    )

  const read = (after = 0, limit = 100, types?: EventRow['type'][]) =>
    store.read((tables) => tables.events.read({ after, limit, types }))

  const bounds = () => store.read((tables) => tables.events.bounds())
  const trim = (query: { before?: number; keep?: number; limit?: number }) =>
    store.write((tables) => tables.events.trim({ before: 0, keep: 1_000, limit: 1_000, ...query }))
  const ids = (rows: EventRow[]) => rows.map(({ id }) => id)

  it('numbers from 1 and gives back what was stored', async () => {
    const payload = JSON.stringify({ text: 'Grüße 🦞' })
    expect(await append({ type: 'session:created', time: 123_456_789_012, payload })).toBe(1)
    expect(await append()).toBe(2)
    expect(await read(0, 1)).toEqual([
      { id: 1, type: 'session:created', time: 123_456_789_012, payload },
    ])
  })

  it('numbers several of one write in a row', async () => {
    const numbers = await store.write(async (tables) => [
      await tables.events.append({ type: 'error', time: 1, payload: '{}' }),
      await tables.events.append({ type: 'error', time: 1, payload: '{}' }),
    ])
    expect(numbers).toEqual([1, 2])
  })

  it('reads on from a number, in order, at most as many as asked for', async () => {
    for (let n = 0; n < 6; n++) await append()
    expect(ids(await read(2, 3))).toEqual([3, 4, 5])
    expect(ids(await read(6))).toEqual([])
    expect(ids(await read(99))).toEqual([])
  })

  it('reads each event once, however often its type is named', async () => {
    await append({ type: 'error' })
    await append({ type: 'message:sent' })
    const types: EventRow['type'][] = ['error', 'error', 'error', 'error', 'error']
    expect((await read(0, 100, types)).map(({ type }) => type)).toEqual(['error'])
  })

  it('reads only the types that are asked for', async () => {
    for (const type of [
      'error',
      'message:sent',
      'session:created',
      'error',
      'message:sent',
    ] as const)
      await append({ type })
    expect(ids(await read(0, 100, ['error']))).toEqual([1, 4])
    expect(ids(await read(1, 100, ['error', 'message:sent']))).toEqual([2, 4, 5])
    expect(ids(await read(0, 2, ['message:sent', 'error', 'session:created']))).toEqual([1, 2])
    expect(ids(await read(0, 100, ['tool:invoked']))).toEqual([])
    expect(ids(await read(0, 100, []))).toEqual([])
  })

  it('tells its bounds', async () => {
    expect(await bounds()).toEqual({ first: 0, last: 0 })
    await append()
    await append()
    expect(await bounds()).toEqual({ first: 1, last: 2 })
  })

  it('drops what is too old', async () => {
    for (const time of [1_000, 2_000, 3_000]) await append({ time })
    expect(await trim({ before: 2_000 })).toBe(1)
    expect(await bounds()).toEqual({ first: 2, last: 3 })
    expect(await trim({ before: 2_000 })).toBe(0)
  })

  it('drops what is beyond the number to keep', async () => {
    for (let n = 0; n < 10; n++) await append()
    expect(await trim({ keep: 3 })).toBe(7)
    expect(await bounds()).toEqual({ first: 8, last: 10 })
  })

  it('drops at most as many as it is told', async () => {
    for (let n = 0; n < 10; n++) await append()
    expect(await trim({ keep: 1, limit: 4 })).toBe(4)
    expect(await trim({ keep: 1, limit: 4 })).toBe(4)
    expect(await trim({ keep: 1, limit: 4 })).toBe(1)
    expect(await trim({ keep: 1, limit: 4 })).toBe(0)
  })

  it('always keeps the newest, so that numbers go on', async () => {
    expect(await trim({ before: 9_999, keep: 0 })).toBe(0)
    for (let n = 0; n < 3; n++) await append()
    expect(await trim({ before: 9_999, keep: 0 })).toBe(2)
    expect(await bounds()).toEqual({ first: 3, last: 3 })
    expect(await append()).toBe(4)
  })

  it('leaves no gap when the clock was turned back', async () => {
    for (const time of [1_000, 5_000, 2_000, 6_000]) await append({ time })
    expect(await trim({ before: 3_000 })).toBe(1)
    expect(ids(await read())).toEqual([2, 3, 4])
  })

  it('uses no number for what was undone', async () => {
    await append()
    const undone = store.write(async (tables) => {
      await tables.events.append({ type: 'error', time: 1, payload: '{}' })
      throw new Error('no')
    })
    const [, next] = await Promise.all([expect(undone).rejects.toThrow('no'), append()])
    expect(next).toBe(2)
    expect(ids(await read())).toEqual([1, 2])
  })
})
