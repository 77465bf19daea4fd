import { beforeEach, describe, expect, it } from 'vitest'
import { Inbox } from '../../src/conversations/inbox.ts'
import { EventLog } from '../../src/events/event-log.ts'
import { GatewayError } from '../../src/kernel/errors.ts'
import type { Store } from '../../src/store/store.ts'
import { openTestStore, storeKinds } from '../support/stores.ts'
import { silent } from './set-up.ts'

describe.each(storeKinds)('an inbound message in %s', (kind) => {
  let store: Store
  let inbox: Inbox

  beforeEach(async () => {
    store = await openTestStore(kind)
    inbox = new Inbox(store)
  })

  const receive = (externalId: string, { channel = 'chat', userId = 'user-1', text = 'Hi' } = {}) =>
    inbox.receive(channel, { externalId, userId, message: text })

  const events = async () => {
    await using log = await EventLog.open(store, silent)
    return (await log.list({ limit: 1_000 })).events
  }

  const everything = () =>
    store.read(async (tables) => ({
      sessions: await tables.sessions.list({ limit: 100 }),
      count: await tables.sessions.count(),
      counters: await tables.channelCounts.list(),
      last: (await tables.events.bounds()).last,
    }))

  it('is stored with its session, its counter and its events', async () => {
    const message = await receive('vendor-1')
    expect(message).toEqual({
      id: expect.stringMatching(/^message-/) as string,
      sessionId: expect.stringMatching(/^session-/) as string,
      channel: 'chat',
      userId: 'user-1',
      direction: 'inbound',
      message: 'Hi',
      status: 'received',
      createdAt: expect.any(String) as string,
      updatedAt: message.createdAt,
    })
    const { sessions, count, counters } = await everything()
    expect(sessions).toEqual([
      {
        id: message.sessionId,
        channel: 'chat',
        userId: 'user-1',
        messageCount: 1,
        lastActivity: Date.parse(message.createdAt),
      },
    ])
    expect(count).toBe(1)
    expect(counters).toEqual([{ channel: 'chat', received: 1, sent: 0, failed: 0, unknown: 0 }])
    const session = {
      id: message.sessionId,
      channel: 'chat',
      userId: 'user-1',
      messageCount: 1,
      lastActivity: message.createdAt,
    }
    expect(await events()).toMatchObject([
      { id: 1, type: 'session:created', payload: session },
      { id: 2, type: 'message:received', payload: message },
    ])
  })

  it('goes into the session that is there, which is not created again', async () => {
    const first = await receive('vendor-1')
    const second = await receive('vendor-2')
    expect(second.sessionId).toBe(first.sessionId)
    const { sessions, count, counters } = await everything()
    expect(sessions).toMatchObject([
      { messageCount: 2, lastActivity: Date.parse(second.createdAt) },
    ])
    expect(count).toBe(1)
    expect(counters).toEqual([{ channel: 'chat', received: 2, sent: 0, failed: 0, unknown: 0 }])
    expect((await events()).map(({ type }) => type)).toEqual([
      'session:created',
      'message:received',
      'message:received',
    ])
  })

  it('opens a session for each user of each channel', async () => {
    await receive('vendor-1')
    await receive('vendor-2', { userId: 'user-2' })
    await receive('vendor-1', { channel: 'mail' })
    expect((await everything()).count).toBe(3)
    expect((await events()).filter(({ type }) => type === 'session:created')).toHaveLength(3)
  })

  it('changes nothing when it is repeated', async () => {
    const first = await receive('vendor-1')
    const before = await everything()
    expect(await receive('vendor-1', { text: 'Something else' })).toEqual(first)
    expect(await everything()).toEqual(before)
  })

  it('is one message when it comes 20 times at once', async () => {
    const messages = await Promise.all(Array.from({ length: 20 }, () => receive('vendor-1')))
    expect(new Set(messages.map(({ id }) => id)).size).toBe(1)
    const { sessions, counters, last } = await everything()
    expect(sessions).toMatchObject([{ messageCount: 1 }])
    expect(counters).toEqual([{ channel: 'chat', received: 1, sent: 0, failed: 0, unknown: 0 }])
    expect(last).toBe(2)
  })

  it('leaves nothing when its last step fails', async () => {
    const before = await everything()
    // No text is against the contract, which the event is checked by when all else has been written.
    await expect(receive('vendor-1', { text: '' })).rejects.toThrow(GatewayError)
    expect(await everything()).toEqual(before)
    await receive('vendor-1')
    expect((await events()).map(({ id, type }) => [id, type])).toEqual([
      [1, 'session:created'],
      [2, 'message:received'],
    ])
  })
})
