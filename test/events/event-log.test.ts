import { setImmediate as nextTurn } from 'node:timers/promises'
import { beforeEach, describe, expect, it } from 'vitest'
import { EventLog } from '../../src/events/event-log.ts'
import { eventValidators } from '../../src/generated/events.ts'
import type { Event } from '../../src/generated/types.ts'
import type { Store, Tables } from '../../src/store/store.ts'
import { openTestStore, storeKinds } from '../support/stores.ts'
import { append, openLog, report } from './set-up.ts'

describe.each(storeKinds)('the event log in %s', (kind) => {
  let store: Store
  let log: EventLog

  beforeEach(async () => {
    store = await openTestStore(kind)
    log = await openLog(store)
  })

  const put = (name: string) => (tables: Tables) => tables.documents.put(name, '{}')
  const documentOf = (name: string) => store.read((tables) => tables.documents.get(name))
  const trimTo = (keep: number) =>
    store.write((tables) => tables.events.trim({ before: 0, keep, limit: 1_000 }))

  describe('append', () => {
    it('is kept together with the state that it tells of', async () => {
      await store.write(async (tables) => {
        await put('state')(tables)
        await EventLog.append(tables, 'error', report('a'))
      })
      expect(await documentOf('state')).toBe('{}')
      expect((await log.list({ limit: 10 })).events).toMatchObject([
        { id: 1, type: 'error', payload: report('a') },
      ])
    })

    it('is gone, with its number, when what follows it fails', async () => {
      const failing = store.write(async (tables) => {
        await EventLog.append(tables, 'error', report('a'))
        throw new Error('a later step')
      })
      await expect(failing).rejects.toThrow('a later step')
      await append(store, 'b')
      expect((await log.list({ limit: 10 })).events).toMatchObject([
        { id: 1, payload: { message: 'b' } },
      ])
    })

    it('refuses the whole transaction for a payload against the contract', async () => {
      const failing = store.write(async (tables) => {
        await put('state')(tables)
        await EventLog.append(tables, 'error', { ...report('a'), messageId: '' })
      })
      await expect(failing).rejects.toMatchObject({
        kind: 'internal',
        message: 'Something went wrong on the server.',
        cause: { message: expect.stringMatching(/event error .*messageId/) as string },
      })
      expect(await documentOf('state')).toBeUndefined()
      expect((await log.list({ limit: 10 })).events).toEqual([])
    })
  })

  describe('a page', () => {
    beforeEach(() => append(store, 'a', null, 'b', null, 'c'))

    const page = async (query: Parameters<EventLog['list']>[0]) => {
      const { events, nextAfter } = await log.list(query)
      return [events.map(({ id }) => id), nextAfter]
    }

    it('tells the newest event of the whole log, whatever the page has', async () => {
      const queries = [
        { limit: 1 },
        { after: 5, limit: 10 },
        { types: ['error' as const], limit: 1 },
      ]
      for (const query of queries) expect((await log.list(query)).newest).toBe(5)
    })

    it('has what comes after a number, at most as many as asked for, and where to go on', async () => {
      expect(await page({ limit: 10 })).toEqual([[1, 2, 3, 4, 5], 5])
      expect(await page({ limit: 2 })).toEqual([[1, 2], 2])
      expect(await page({ after: 2, limit: 2 })).toEqual([[3, 4], 4])
      expect(await page({ after: 4, limit: 2 })).toEqual([[5], 5])
      expect(await page({ after: 5, limit: 2 })).toEqual([[], 5])
    })

    it('has only the types that are asked for, and goes on behind what it left out', async () => {
      expect(await page({ types: ['tool:invoked'], limit: 10 })).toEqual([[2, 4], 5])
      expect(await page({ types: ['tool:invoked'], limit: 1 })).toEqual([[2], 2])
      expect(await page({ types: ['message:sent'], after: 1, limit: 10 })).toEqual([[], 5])
      expect(await page({ types: ['error', 'tool:invoked'], limit: 3 })).toEqual([[1, 2, 3], 3])
    })

    it('has events as the contract says', async () => {
      const { events } = await log.list({ limit: 10 })
      for (const event of events) expect(eventValidators[event.type](event)).toBe(true)
    })

    it('is refused in front of the log and behind what is kept, naming the rule', async () => {
      const refused = (rule: string) => ({
        kind: 'invalid',
        details: { issues: [{ field: 'query.after', rule }] },
      })
      await expect(page({ after: 6, limit: 1 })).rejects.toMatchObject(refused('futureCursor'))
      expect(await trimTo(2)).toBe(3)
      await expect(page({ after: 2, limit: 1 })).rejects.toMatchObject(refused('outdatedCursor'))
      expect(await page({ after: 3, limit: 1 })).toEqual([[4], 4])
      expect(await page({ limit: 10 })).toEqual([[4, 5], 5])
    })
  })

  it('has an empty page while nothing has happened', async () => {
    expect(await log.list({ limit: 10 })).toEqual({ events: [], nextAfter: 0, newest: 0 })
    expect(await log.list({ after: 0, limit: 10 })).toEqual({
      events: [],
      nextAfter: 0,
      newest: 0,
    })
    await expect(log.list({ after: 1, limit: 10 })).rejects.toThrow('ahead of the newest event')
  })

  it('gives a client that polls each event once while others write', async () => {
    const total = 600
    const writing = Promise.all(
      [0, 1, 2].map(async (writer) => {
        for (let n = 0; n < total / 3; n++) await append(store, writer === 0 ? null : 'text')
      }),
    )
    const seen: Record<'all' | 'some', Event[]> = { all: [], some: [] }
    let [all, some] = [0, 0]
    while (all < total || some < total) {
      // SQLite answers without waiting, and the writers want their turn.
      await nextTurn()
      const page = await log.list({ after: all, limit: 50 })
      seen.all.push(...page.events)
      all = page.nextAfter
      const filtered = await log.list({ after: some, types: ['tool:invoked'], limit: 50 })
      seen.some.push(...filtered.events)
      some = filtered.nextAfter
    }
    await writing
    expect(seen.all.map(({ id }) => id)).toEqual(Array.from({ length: total }, (_, n) => n + 1))
    expect(seen.some).toEqual(seen.all.filter(({ type }) => type === 'tool:invoked'))
  })
})
