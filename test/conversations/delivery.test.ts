import { describe, expect, it } from 'vitest'
import type { Message } from '../../src/generated/types.ts'
import { Sessions } from '../../src/conversations/sessions.ts'
import { openTestStore, storeKinds } from '../support/stores.ts'
import { outage, troubled } from '../support/troubled-store.ts'
import {
  type Attempt,
  hang,
  later,
  never,
  openPostOffice,
  type PostOffice,
  ScriptedChannel,
  sent,
  startDelivery,
  unknown,
} from './set-up.ts'

const ends = (office: PostOffice, id: string) => expect.poll(() => office.status(id))

const sentCount = async ({ store }: PostOffice): Promise<number> => {
  const counts = await store.read((tables) => tables.channelCounts.list())
  return counts.find(({ channel }) => channel === 'chat')?.sent ?? 0
}

/** Milliseconds from the end of the message's last attempt to its next. */
const waitOf = async ({ store }: PostOffice, { id, channel }: Message): Promise<number> => {
  const due = await store.read((tables) => tables.messages.nextDue(channel))
  const row = await store.read((tables) => tables.messages.get(id))
  return (due ?? NaN) - (row?.updatedAt ?? NaN)
}

describe.each(storeKinds)('delivery from %s', (kind) => {
  it('sends what is queued, counts it and tells of it', async () => {
    const chat = new ScriptedChannel()
    const office = await openPostOffice({ chat }, { kind })
    const message = await office.send('Hello', { userId: 'user-7' })
    expect(message.status).toBe('queued')
    await ends(office, message.id).toBe('sent')
    expect(chat.attempts).toMatchObject([
      {
        id: message.id,
        channel: 'chat',
        userId: 'user-7',
        message: 'Hello',
        createdAt: new Date(message.createdAt),
      },
    ])
    const { attempts, ...stored } = await office.outbox.get(message.id)
    expect(attempts).toEqual([{ time: expect.any(String) as string, outcome: 'sent', part: 1 }])
    expect(stored).not.toHaveProperty('error')
    expect(await office.events()).toMatchObject([
      { type: 'session:created' },
      { type: 'message:sent', payload: stored },
    ])
    expect(await sentCount(office)).toBe(1)
  })

  it('has claimed a message durably before the channel is called', async () => {
    const seen: (Message | undefined)[] = []
    const chat = new ScriptedChannel(async ({ id }) => {
      // Read on another connection, which sees only what has been committed.
      seen.push(await office.outbox.get(id))
      return sent
    })
    const office = await openPostOffice({ chat }, { kind })
    const { id } = await office.send('Hello')
    await ends(office, id).toBe('sent')
    expect(seen).toMatchObject([{ id, status: 'sending' }])
  })

  it('gives a message up that the channel refuses for good', async () => {
    const chat = new ScriptedChannel(() => never)
    const office = await openPostOffice({ chat }, { kind, retryDelays: [0, 0] })
    const { id } = await office.send('Hello')
    await ends(office, id).toBe('failed')
    expect(await office.outbox.get(id)).toMatchObject({ error: 'There is no such user.' })
    expect(await office.errors()).toEqual([
      {
        code: 'INTERNAL_ERROR',
        message: 'The message was not delivered. There is no such user.',
        source: 'delivery',
        channel: 'chat',
        messageId: id,
      },
    ])
    expect(chat.attempts).toHaveLength(1)
    expect(await sentCount(office)).toBe(0)
  })

  it('repeats by the schedule what the channel wants later, under the same id', async () => {
    const chat = new ScriptedChannel(({ number }) => (number < 3 ? later : sent))
    const office = await openPostOffice({ chat }, { kind, retryDelays: [0.01, 0.02] })
    const { id } = await office.send('Hello')
    await ends(office, id).toBe('sent')
    expect(chat.attempts.map((attempt) => attempt.id)).toEqual([id, id, id])
    expect(await office.outbox.get(id)).not.toHaveProperty('error')
    expect((await office.events()).map(({ type }) => type)).toEqual([
      'session:created',
      'message:sent',
    ])
  })

  it('gives a message up at the end of the schedule', async () => {
    const chat = new ScriptedChannel(() => later)
    const office = await openPostOffice({ chat }, { kind, retryDelays: [0.01, 0.02] })
    const { id } = await office.send('Hello')
    await ends(office, id).toBe('failed')
    expect(chat.attempts).toHaveLength(3)
    expect(await office.errors()).toMatchObject([
      { message: 'The message was not delivered. Come back later.', messageId: id },
    ])
  })

  it('waits as long as the schedule says, up to a tenth longer', async () => {
    const chat = new ScriptedChannel(() => later)
    const office = await openPostOffice({ chat }, { kind, retryDelays: [3_600] })
    const message = await office.send('Hello')
    await expect.poll(() => waitOf(office, message)).toBeGreaterThanOrEqual(3_600_000)
    expect(await waitOf(office, message)).toBeLessThanOrEqual(3_960_000)
    expect(await office.outbox.get(message.id)).toMatchObject({
      status: 'queued',
      error: 'Come back later.',
    })
  })

  it('waits as long as the channel asks for, when that is longer', async () => {
    const chat = new ScriptedChannel(() => ({ ...later, retryAfterMs: 7_200_000 }))
    const office = await openPostOffice({ chat }, { kind, retryDelays: [1] })
    const message = await office.send('Hello')
    await expect.poll(() => waitOf(office, message)).toBe(7_200_000)
  })

  it('repeats what is uncertain only where the other side drops repeats', async () => {
    const script = ({ number }: Attempt) => (number < 3 ? unknown : sent)
    const hook = new ScriptedChannel(script, { dropsRepeatsForMs: Infinity })
    const chat = new ScriptedChannel(script)
    const office = await openPostOffice({ hook, chat }, { kind, retryDelays: [0.01, 0.01] })
    const repeated = await office.send('Hello', { channel: 'hook' })
    const single = await office.send('Hello')
    await ends(office, repeated.id).toBe('sent')
    expect(hook.attempts.map(({ id }) => id)).toEqual([repeated.id, repeated.id, repeated.id])
    await ends(office, single.id).toBe('unknown')
    expect(chat.attempts).toHaveLength(1)
    expect(await office.errors()).toMatchObject([
      {
        message: 'It is not known whether the message was delivered. The connection broke.',
        source: 'delivery',
        channel: 'chat',
        messageId: single.id,
      },
    ])
  })

  it('takes it for uncertain when the channel throws', async () => {
    const chat = new ScriptedChannel(() => {
      throw new Error('a canary that nobody may see')
    })
    const office = await openPostOffice({ chat }, { kind })
    const { id } = await office.send('Hello')
    await ends(office, id).toBe('unknown')
    expect(JSON.stringify([await office.events(), await office.outbox.get(id)])).not.toContain(
      'canary',
    )
  })

  it('takes it for uncertain when the channel can not even cut the text', async () => {
    const chat = new ScriptedChannel()
    chat.fits = () => {
      throw new Error('a canary that nobody may see')
    }
    const office = await openPostOffice({ chat }, { kind })
    const { id } = await office.send('Hello')
    await ends(office, id).toBe('unknown')
    expect(chat.attempts).toEqual([])
  })

  it('tells no reason that is longer than the contract has room for', async () => {
    const chat = new ScriptedChannel(() => ({ outcome: 'never', reason: 'x'.repeat(10_000) }))
    const office = await openPostOffice({ chat }, { kind })
    const { id } = await office.send('Hello')
    await ends(office, id).toBe('failed')
    const { error, attempts } = await office.outbox.get(id)
    expect([error, attempts?.[0]?.reason]).toEqual(['x'.repeat(500), 'x'.repeat(500)])
  })

  it('keeps the order of each conversation, whatever has to be repeated', async () => {
    const chat = new ScriptedChannel(() => (Math.random() < 0.3 ? later : sent))
    const retryDelays = Array.from({ length: 50 }, () => 0.001)
    const office = await openPostOffice({ chat }, { kind, retryDelays })
    const users = ['a', 'b', 'c', 'd']
    const last: Message[] = []
    for (let n = 0; n < 10; n++) {
      for (const userId of users) {
        const message = await office.send(`${n}`, { userId })
        if (n === 9) last.push(message)
      }
    }
    for (const { id } of last) await ends(office, id).toBe('sent')
    for (const user of users) {
      const texts = chat.attempts
        .filter(({ userId }) => userId === user)
        .map(({ message }) => Number(message))
      expect(texts).toEqual(texts.toSorted((a, b) => a - b))
      expect(new Set(texts).size).toBe(10)
    }
  })

  it('goes on with other conversations while one waits for its repeat', async () => {
    const chat = new ScriptedChannel(({ userId }) => (userId === 'waits' ? later : sent))
    const office = await openPostOffice({ chat }, { kind, retryDelays: [3_600] })
    for (const text of ['1', '2', '3']) await office.send(text, { userId: 'waits' })
    const others = []
    for (const text of ['a', 'b', 'c']) others.push(await office.send(text, { userId: 'goes-on' }))
    for (const { id } of others) await ends(office, id).toBe('sent')
    expect(chat.texts.toSorted()).toEqual(['1', 'a', 'b', 'c'])
  })

  it('goes on with the conversation when a message of it has failed', async () => {
    const chat = new ScriptedChannel(({ message }) => (message === '1' ? never : sent))
    const office = await openPostOffice({ chat }, { kind })
    await office.send('1')
    const { id } = await office.send('2')
    await ends(office, id).toBe('sent')
    expect(chat.texts).toEqual(['1', '2'])
  })

  it('does not let a channel that hangs delay another one', async () => {
    const stuck = new ScriptedChannel(hang)
    const chat = new ScriptedChannel()
    const office = await openPostOffice({ stuck, chat }, { kind })
    for (let n = 0; n < 50; n++) {
      await office.send('Hello', { channel: 'stuck', userId: `user-${n}` })
    }
    await expect.poll(() => stuck.attempts.length).toBeGreaterThan(0)
    const { id } = await office.send('Hello')
    await ends(office, id).toBe('sent')
  })

  it('serves the other conversations of a channel while one hangs', async () => {
    const chat = new ScriptedChannel((attempt) =>
      attempt.userId === 'stuck' ? hang(attempt) : sent,
    )
    const office = await openPostOffice({ chat }, { kind })
    await office.send('Hello', { userId: 'stuck' })
    await expect.poll(() => chat.attempts.length).toBe(1)
    const { id } = await office.send('Hello')
    await ends(office, id).toBe('sent')
  })

  it('records that a message was sent, and does not send it again, when the store did not answer at first', async () => {
    const { hook, begin } = outage()
    const store = troubled(await openTestStore(kind), { beforeWrite: hook })
    const chat = new ScriptedChannel(() => {
      begin(2)
      return sent
    })
    const office = await openPostOffice({ chat }, { store })
    const { id } = await office.send('Hello')
    await expect.poll(() => office.status(id), { timeout: 10_000 }).toBe('sent')
    expect(chat.attempts).toHaveLength(1)
    expect(await sentCount(office)).toBe(1)
  })

  it('goes on by itself when the queue could not be read', async () => {
    const { hook, begin } = outage()
    const store = troubled(await openTestStore(kind), { beforeRead: hook })
    const chat = new ScriptedChannel()
    const office = await openPostOffice({ chat }, { store, start: false })
    const { id } = await office.send('Hello')
    begin(1)
    startDelivery(office.delivery, { chat })
    await expect
      .poll(() => chat.attempts.map((attempt) => attempt.id), { timeout: 10_000 })
      .toEqual([id])
  })

  it('does not send what is queued in a session that was deleted', async () => {
    const gate = Promise.withResolvers<undefined>()
    const chat = new ScriptedChannel(async ({ message }) => {
      if (message === '1') await gate.promise
      return sent
    })
    const office = await openPostOffice({ chat }, { kind })
    const { sessionId } = await office.send('1')
    await office.send('2')
    await expect.poll(() => chat.texts).toEqual(['1'])
    await new Sessions(office.store).delete(sessionId)
    gate.resolve(undefined)
    const { id } = await office.send('3')
    await ends(office, id).toBe('sent')
    expect(chat.texts).toEqual(['1', '3'])
    const told = (await office.events()).filter(({ type }) => type === 'message:sent')
    expect(told).toMatchObject([{ payload: { id } }])
  })
})
