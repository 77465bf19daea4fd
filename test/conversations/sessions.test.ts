import { beforeEach, describe, expect, it } from 'vitest'
import { Sessions } from '../../src/conversations/sessions.ts'
import { storeKinds } from '../support/stores.ts'
import { openPostOffice, type PostOffice, ScriptedChannel } from './set-up.ts'

describe.each(storeKinds)('sessions in %s', (kind) => {
  let office: PostOffice
  let sessions: Sessions

  beforeEach(async () => {
    const channels = { chat: new ScriptedChannel(), mail: new ScriptedChannel() }
    office = await openPostOffice(channels, { kind, start: false })
    sessions = new Sessions(office.store)
  })

  /** The users of all pages, one list a page. */
  const pages = async (query: { limit: number; channel?: string; userId?: string }) => {
    const found: string[][] = []
    let cursor: string | undefined
    do {
      const page = await sessions.list({ ...query, ...(cursor === undefined ? {} : { cursor }) })
      found.push(page.sessions.map(({ userId }) => userId))
      cursor = page.nextCursor
    } while (cursor !== undefined)
    return found
  }

  /** Activity in the same millisecond is ordered by the session's age. */
  const talk = async (...users: string[]) => {
    for (const userId of users) await office.send('Hello', { userId })
  }

  it('come newest activity first, page by page, without a cursor behind the last one', async () => {
    await talk('a', 'b', 'c', 'd', 'e')
    expect(await pages({ limit: 2 })).toEqual([['e', 'd'], ['c', 'b'], ['a']])
    expect(await pages({ limit: 5 })).toEqual([['e', 'd', 'c', 'b', 'a']])
    expect(await sessions.count()).toBe(5)
  })

  it('are filtered by channel and user', async () => {
    await talk('a', 'b')
    await office.send('Hello', { channel: 'mail', userId: 'a' })
    expect(await pages({ limit: 10, channel: 'mail' })).toEqual([['a']])
    expect(await pages({ limit: 10, userId: 'a' })).toEqual([['a', 'a']])
    expect(await pages({ limit: 10, channel: 'chat', userId: 'b' })).toEqual([['b']])
    expect(await pages({ limit: 10, channel: 'mail', userId: 'b' })).toEqual([[]])
  })

  it('give their messages newest first, page by page', async () => {
    const { sessionId } = await office.send('1')
    for (const text of ['2', '3']) await office.send(text)
    const first = await sessions.messages(sessionId, { limit: 2 })
    expect(first.messages.map(({ message }) => message)).toEqual(['3', '2'])
    const cursor = first.nextCursor ?? ''
    const second = await sessions.messages(sessionId, { limit: 2, cursor })
    expect(second.messages.map(({ message }) => message)).toEqual(['1'])
    expect(second).not.toHaveProperty('nextCursor')
  })

  it('refuse a cursor that no page gave', async () => {
    const { sessionId } = await office.send('1')
    const refused = { kind: 'invalid', details: { issues: [{ field: 'query.cursor' }] } }
    await expect(sessions.list({ limit: 1, cursor: 'bogus' })).rejects.toMatchObject(refused)
    await expect(sessions.messages(sessionId, { limit: 1, cursor: 'bogus' })).rejects.toMatchObject(
      refused,
    )
  })

  it('go with their messages when they are deleted', async () => {
    const kept = await office.send('1', { userId: 'kept' })
    const gone = await office.send('1', { userId: 'gone' })
    await sessions.delete(gone.sessionId)
    expect(await sessions.count()).toBe(1)
    const missing = { kind: 'notFound' }
    await expect(sessions.get(gone.sessionId)).rejects.toMatchObject(missing)
    await expect(sessions.messages(gone.sessionId, { limit: 1 })).rejects.toMatchObject(missing)
    await expect(sessions.delete(gone.sessionId)).rejects.toMatchObject(missing)
    await expect(office.outbox.get(gone.id)).rejects.toMatchObject(missing)
    expect(await sessions.get(kept.sessionId)).toMatchObject({ userId: 'kept', messageCount: 1 })
  })
})
