import { beforeEach, describe, expect, it } from 'vitest'
import type { Store } from '../../src/store/store.ts'
import { openTestStore, storeKinds } from '../support/stores.ts'

describe.each(storeKinds)('small tables in %s', (kind) => {
  let store: Store

  beforeEach(async () => {
    store = await openTestStore(kind)
  })

  describe('channel counts', () => {
    const add = (channel: string, counter: 'received' | 'sent') =>
      store.write((tables) => tables.channelCounts.add(channel, counter))
    const list = () => store.read((tables) => tables.channelCounts.list())

    it('counts by channel and direction', async () => {
      expect(await list()).toEqual([])
      await Promise.all([
        add('telegram', 'received'),
        add('telegram', 'received'),
        add('telegram', 'sent'),
        add('support', 'sent'),
      ])
      expect(await list()).toEqual([
        { channel: 'support', received: 0, sent: 1, failed: 0, unknown: 0 },
        { channel: 'telegram', received: 2, sent: 1, failed: 0, unknown: 0 },
      ])
    })

    it('does not list the count of sessions', async () => {
      await store.write((tables) =>
        tables.sessions.touch({ channel: 'telegram', userId: 'user-1', at: 1 }),
      )
      expect(await list()).toEqual([])
    })
  })

  describe('idempotency keys', () => {
    const row = {
      caller: 'dashboard',
      key: 'order-1',
      bodyHash: 'abc',
      response: '{"id":1}',
      expiresAt: 2_000,
    }
    const insert = (more: Partial<typeof row> = {}) =>
      store.write((tables) => tables.idempotency.insert({ ...row, ...more }))
    const find = (query: { caller?: string; key?: string; now?: number } = {}) =>
      store.read((tables) =>
        tables.idempotency.find({ caller: 'dashboard', key: 'order-1', now: 1_000, ...query }),
      )

    it('finds a key of its caller until it expires', async () => {
      await insert()
      expect(await find()).toEqual(row)
      expect(await find({ now: 1_999 })).toEqual(row)
      expect(await find({ now: 2_000 })).toBeUndefined()
      expect(await find({ caller: 'other' })).toBeUndefined()
      expect(await find({ key: 'order-2' })).toBeUndefined()
    })

    it('replaces one that has expired', async () => {
      await insert()
      const renewed = { bodyHash: 'def', response: '{}', expiresAt: 5_000 }
      await insert(renewed)
      expect(await find({ now: 3_000 })).toEqual({ ...row, ...renewed })
    })

    it('purges what has expired, at most as many as told, and nothing else', async () => {
      for (let n = 0; n < 5; n++) await insert({ key: `old-${n}`, expiresAt: 1_000 })
      await insert()
      const purge = () =>
        store.write((tables) => tables.idempotency.purge({ now: 1_500, limit: 3 }))
      expect([await purge(), await purge(), await purge()]).toEqual([3, 2, 0])
      expect(await find()).toEqual(row)
    })
  })

  describe('documents', () => {
    const put = (name: string, json: string) =>
      store.write((tables) => tables.documents.put(name, json))
    const get = (name: string) => store.read((tables) => tables.documents.get(name))

    it('keeps the last text of each name', async () => {
      expect(await get('config')).toBeUndefined()
      await put('config', '{"a":1}')
      await put('other', '[]')
      await put('config', '{"a":2}')
      expect(await get('config')).toBe('{"a":2}')
      expect(await get('other')).toBe('[]')
    })
  })
})
