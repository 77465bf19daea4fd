import { beforeEach, describe, expect, it } from 'vitest'
import type { SessionRow, Store } from '../../src/store/store.ts'
import { messageRow, openTestStore, storeKinds } from '../support/stores.ts'

type Query = Parameters<Parameters<Parameters<Store['read']>[0]>[0]['sessions']['list']>[0]

describe.each(storeKinds)('sessions in %s', (kind) => {
  let store: Store

  beforeEach(async () => {
    store = await openTestStore(kind)
  })

  const touch = (userId: string, at: number, channel = 'telegram') =>
    store.write((tables) => tables.sessions.touch({ channel, userId, at }))

  const pages = async (query: Query): Promise<SessionRow[][]> => {
    const all: SessionRow[][] = []
    let before: SessionRow | undefined
    for (;;) {
      const page = await store.read((tables) => tables.sessions.list({ ...query, before }))
      if (page.length === 0) return all
      all.push(page)
      before = page.at(-1)
    }
  }

  it('makes a session at the first touch and counts every one', async () => {
    const first = await touch('user-1', 1_000)
    expect(first.created).toBe(true)
    expect(first.session).toEqual({
      id: first.session.id,
      channel: 'telegram',
      userId: 'user-1',
      messageCount: 1,
      lastActivity: 1_000,
    })
    expect(first.session.id).toMatch(/^session-/)

    const second = await touch('user-1', 2_000)
    expect(second.created).toBe(false)
    expect(second.session).toEqual({ ...first.session, messageCount: 2, lastActivity: 2_000 })
    expect(await store.read((tables) => tables.sessions.get(first.session.id))).toEqual(
      second.session,
    )
  })

  it('never moves the last activity back', async () => {
    await touch('user-1', 2_000)
    const { session } = await touch('user-1', 1_000)
    expect(session).toMatchObject({ messageCount: 2, lastActivity: 2_000 })
  })

  it('keeps the same user of two channels apart', async () => {
    const one = await touch('user-1', 1_000, 'telegram')
    const other = await touch('user-1', 1_000, 'support')
    expect(other.created).toBe(true)
    expect(other.session.id).not.toBe(one.session.id)
  })

  it('makes one session when many touch it at once', async () => {
    const touches = await Promise.all(Array.from({ length: 50 }, () => touch('user-1', 1_000)))
    expect(touches.filter(({ created }) => created)).toHaveLength(1)
    expect(new Set(touches.map(({ session }) => session.id)).size).toBe(1)
    expect(Math.max(...touches.map(({ session }) => session.messageCount))).toBe(50)
    expect(await store.read((tables) => tables.sessions.count())).toBe(1)
  })

  it('knows nothing of an id that is not there', async () => {
    expect(await store.read((tables) => tables.sessions.get('session-none'))).toBeUndefined()
    expect(await store.write((tables) => tables.sessions.delete('session-none'))).toBe(false)
    expect(await store.read((tables) => tables.sessions.count())).toBe(0)
  })

  it('deletes a session with its messages and counts one less', async () => {
    const { session } = await touch('user-1', 1_000)
    const { session: other } = await touch('user-2', 1_000)
    const [gone, kept] = [
      messageRow({ sessionId: session.id }),
      messageRow({ sessionId: other.id }),
    ]
    await store.write(async (tables) => {
      await tables.messages.insert(gone)
      await tables.messages.insert(kept)
    })
    expect(await store.read((tables) => tables.sessions.count())).toBe(2)

    expect(await store.write((tables) => tables.sessions.delete(session.id))).toBe(true)
    expect(await store.read((tables) => tables.sessions.get(session.id))).toBeUndefined()
    expect(await store.read((tables) => tables.messages.get(gone.id))).toBeUndefined()
    expect(await store.read((tables) => tables.messages.get(kept.id))).toBeDefined()
    expect(await store.read((tables) => tables.sessions.count())).toBe(1)
  })

  it('does not count a session whose write was undone', async () => {
    const write = store.write(async (tables) => {
      await tables.sessions.touch({ channel: 'telegram', userId: 'user-1', at: 1 })
      throw new Error('no')
    })
    await expect(write).rejects.toThrow('no')
    expect(await store.read((tables) => tables.sessions.count())).toBe(0)
  })

  it('lists all, newest activity first, page by page, each once, also when many tie', async () => {
    for (let user = 0; user < 25; user++) await touch(`user-${user}`, 1_000 + Math.floor(user / 10))
    const found = (await pages({ limit: 4 })).flat()
    const newestFirst = (a: SessionRow, b: SessionRow) =>
      b.lastActivity - a.lastActivity || (a.id < b.id ? 1 : -1)
    expect(found).toEqual([...found].sort(newestFirst))
    expect(new Set(found.map(({ userId }) => userId)).size).toBe(25)
    expect(found).toHaveLength(25)
  })

  it('lists by channel, by user, and by both', async () => {
    for (const channel of ['telegram', 'support'])
      for (let user = 0; user < 5; user++) await touch(`user-${user}`, 1_000, channel)
    const names = async (query: Omit<Query, 'limit'>) =>
      (await pages({ ...query, limit: 2 })).flat().map((row) => `${row.channel}/${row.userId}`)

    expect((await names({ channel: 'support' })).sort()).toEqual(
      [0, 1, 2, 3, 4].map((user) => `support/user-${user}`),
    )
    expect((await names({ userId: 'user-3' })).sort()).toEqual([
      'support/user-3',
      'telegram/user-3',
    ])
    expect(await names({ channel: 'telegram', userId: 'user-3' })).toEqual(['telegram/user-3'])
    expect(await names({ channel: 'none' })).toEqual([])
  })
})
