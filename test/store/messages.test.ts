import { beforeEach, describe, expect, it } from 'vitest'
import type { MessageRow, Store } from '../../src/store/store.ts'
import { messageChange, messageRow, openTestStore, storeKinds } from '../support/stores.ts'

describe.each(storeKinds)('messages in %s', (kind) => {
  let store: Store
  let sessionId: string

  beforeEach(async () => {
    store = await openTestStore(kind)
    sessionId = await newSession('user-1')
  })

  const newSession = async (userId: string, channel = 'telegram'): Promise<string> => {
    const { session } = await store.write((tables) =>
      tables.sessions.touch({ channel, userId, at: 1_000 }),
    )
    return session.id
  }

  const insert = async (row: Partial<MessageRow> = {}): Promise<MessageRow> => {
    const message = messageRow({ sessionId, ...row })
    await store.write((tables) => tables.messages.insert(message))
    return message
  }

  const claim = (query: { now?: number; limit?: number; channel?: string } = {}) =>
    store.write((tables) =>
      tables.messages.claim({
        channel: 'telegram',
        now: 2_000,
        leaseUntil: 60_000,
        limit: 10,
        ...query,
      }),
    )

  const settle = (
    id: string,
    status: 'sent' | 'failed' | 'unknown' | 'queued',
    more: { at?: number; error?: string; nextAttemptAt?: number } = {},
  ) =>
    store.write(async (tables) => {
      const attempts = (await tables.messages.get(id))?.attempts ?? 1
      return tables.messages.settle({ id, attempts }, messageChange({ status, at: 3_000, ...more }))
    })

  const get = (id: string) => store.read((tables) => tables.messages.get(id))
  const nextDue = () => store.read((tables) => tables.messages.nextDue('telegram'))
  const ids = (rows: MessageRow[]) => rows.map(({ id }) => id)

  it('leaves a claim alone that came after the one that ends', async () => {
    const { id } = await insert()
    const [first] = await claim()
    expect(first).toMatchObject({ id, attempts: 1 })
    await settle(id, 'queued', { nextAttemptAt: 2_000 })
    await claim()
    const late = await store.write((tables) =>
      tables.messages.settle({ id, attempts: 1 }, messageChange({ status: 'sent', at: 4_000 })),
    )
    expect(late).toBeUndefined()
    expect(await get(id)).toMatchObject({ status: 'sending', attempts: 2 })
  })

  it('gives back what was stored', async () => {
    const inbound = await insert({
      direction: 'inbound',
      status: 'received',
      externalId: 'update-1',
      message: 'Grüße, 你好 🦞\n"quoted" \'too\' \\',
    })
    expect(await get(inbound.id)).toEqual(inbound)
    expect(await get('message-none')).toBeUndefined()
  })

  it('finds a message by its external id in its own channel only', async () => {
    const support = await newSession('user-1', 'support')
    const one = await insert({ externalId: 'update-1', status: 'received' })
    const other = await insert({
      sessionId: support,
      channel: 'support',
      externalId: 'update-1',
      status: 'received',
    })
    const find = (channel: string, externalId: string) =>
      store.read((tables) => tables.messages.findByExternalId(channel, externalId))
    expect(await find('telegram', 'update-1')).toEqual(one)
    expect(await find('support', 'update-1')).toEqual(other)
    expect(await find('telegram', 'update-2')).toBeUndefined()
  })

  it('refuses an external id that its channel has', async () => {
    await insert({ externalId: 'update-1', status: 'received' })
    await expect(insert({ externalId: 'update-1', status: 'received' })).rejects.toMatchObject({
      name: 'GatewayError',
      kind: 'internal',
    })
  })

  it("lists a session's messages, newest first, page by page, each once", async () => {
    const other = await newSession('user-2')
    const stored: MessageRow[] = []
    for (let n = 0; n < 9; n++) {
      stored.push(await insert({ status: n % 2 ? 'received' : 'queued' }))
      await insert({ sessionId: other })
    }
    const found: MessageRow[] = []
    for (;;) {
      const before = found.at(-1)?.id
      const query = { sessionId, limit: 4, before }
      const page = await store.read((tables) => tables.messages.list(query))
      if (page.length === 0) break
      found.push(...page)
    }
    expect(ids(found)).toEqual(ids(stored).reverse())
  })

  it('claims what is due and tells the attempt', async () => {
    const message = await insert()
    const claimed = { ...message, status: 'sending', attempts: 1, updatedAt: 2_000 }
    expect(await claim()).toEqual([claimed])
    expect(await get(message.id)).toEqual(claimed)
    expect(await claim()).toEqual([])
  })

  it('claims nothing of another channel, nothing received, nothing that is not due', async () => {
    await insert({ status: 'received', direction: 'inbound' })
    await insert({ createdAt: 2_001 })
    expect(await claim()).toEqual([])
    expect(await claim({ channel: 'support', now: 9_000 })).toEqual([])
    expect(await claim({ now: 2_001 })).toHaveLength(1)
  })

  it('claims at most as many as it is told, those that are due the longest first', async () => {
    const sessions = await Promise.all([1, 2, 3].map((user) => newSession(`user-${user}`)))
    const [late, early, middle] = await Promise.all(
      [1_300, 1_100, 1_200].map((createdAt, n) =>
        insert({ createdAt, sessionId: sessions[n] ?? '' }),
      ),
    )
    expect(ids(await claim({ limit: 1 }))).toEqual([early?.id])
    expect(ids(await claim({ limit: 5 })).sort()).toEqual([late?.id, middle?.id].sort())
  })

  it('keeps the order of a conversation: the next one only after the one before it ended', async () => {
    const [first, second, third] = [await insert(), await insert(), await insert()]
    expect(ids(await claim())).toEqual([first.id])
    expect(await claim()).toEqual([])

    await settle(first.id, 'queued', { error: 'later', nextAttemptAt: 5_000 })
    expect(await claim({ now: 4_999 })).toEqual([])
    expect(await nextDue()).toBe(5_000)
    expect(await claim({ now: 5_000 })).toMatchObject([
      { id: first.id, attempts: 2, error: 'later' },
    ])

    await settle(first.id, 'failed', { error: 'never' })
    expect(ids(await claim({ now: 5_000 }))).toEqual([second.id])
    await settle(second.id, 'unknown')
    expect(ids(await claim({ now: 5_000 }))).toEqual([third.id])
    await settle(third.id, 'sent')
    expect(await claim({ now: 5_000 })).toEqual([])
    expect(await nextDue()).toBeUndefined()
  })

  it('claims from other conversations while one waits', async () => {
    const other = await newSession('user-2')
    const first = await insert()
    await insert()
    await claim()
    const theirs = await insert({ sessionId: other })
    expect(ids(await claim())).toEqual([theirs.id])
    expect(first.sessionId).not.toBe(other)
  })

  it('hands a message to one of many claimers only', async () => {
    const sessions = await Promise.all(
      Array.from({ length: 40 }, (_, user) => newSession(`user-${user}`)),
    )
    for (const id of sessions) {
      await insert({ sessionId: id })
      await insert({ sessionId: id })
    }
    const claims = await Promise.all(Array.from({ length: 20 }, () => claim({ limit: 3 })))
    const claimed = ids(claims.flat())
    expect(claimed).toHaveLength(40)
    expect(new Set(claimed).size).toBe(40)
    expect(new Set(claims.flat().map((row) => row.sessionId)).size).toBe(40)
  })

  it('settles what is being sent, and nothing else', async () => {
    const message = await insert()
    expect(await settle(message.id, 'sent')).toBeUndefined()
    await claim()
    const sent = { ...message, status: 'sent', attempts: 1, updatedAt: 3_000, error: null }
    expect(await settle(message.id, 'sent')).toEqual(sent)
    expect(await settle(message.id, 'failed')).toBeUndefined()
    expect(await settle('message-none', 'failed')).toBeUndefined()
    expect(await get(message.id)).toEqual(sent)
  })

  it('takes "later" without a time for "now"', async () => {
    const message = await insert()
    await claim()
    await settle(message.id, 'queued', { at: 3_000 })
    expect(await nextDue()).toBe(3_000)
    expect(ids(await claim({ now: 3_000 }))).toEqual([message.id])
  })

  it('tells when the next one falls due that could be claimed', async () => {
    expect(await nextDue()).toBeUndefined()
    const other = await newSession('user-2')
    await insert({ createdAt: 5_000 })
    await insert({ createdAt: 4_000 })
    expect(await nextDue()).toBe(5_000)
    await insert({ createdAt: 4_500, sessionId: other })
    expect(await nextDue()).toBe(4_500)
    await claim({ now: 4_500 })
    expect(await nextDue()).toBe(5_000)
  })

  it('finds what was being sent when its sender went away', async () => {
    const message = await insert()
    const abandoned = (leaseBefore: number, channel = 'telegram') =>
      store.read((tables) => tables.messages.abandoned({ channel, leaseBefore }))
    expect(await abandoned(Number.MAX_SAFE_INTEGER)).toEqual([])
    await claim()
    expect(await abandoned(60_000)).toEqual([])
    expect(ids(await abandoned(60_001))).toEqual([message.id])
    expect(ids(await abandoned(Number.MAX_SAFE_INTEGER))).toEqual([message.id])
    expect(await abandoned(60_001, 'support')).toEqual([])
    await settle(message.id, 'unknown')
    expect(await abandoned(60_001)).toEqual([])
  })

  it('forgets what was queued when its session is deleted', async () => {
    const message = await insert()
    await insert()
    await claim()
    await store.write((tables) => tables.sessions.delete(sessionId))
    expect(await settle(message.id, 'sent')).toBeUndefined()
    expect(await claim()).toEqual([])
    expect(await nextDue()).toBeUndefined()
  })

  it('claims in order from a session that was made again after its deletion', async () => {
    await insert()
    await store.write((tables) => tables.sessions.delete(sessionId))
    sessionId = await newSession('user-1')
    const message = await insert()
    expect(ids(await claim())).toEqual([message.id])
  })
})
