import { describe, expect, it } from 'vitest'
import type { Channel } from '../../src/channels/channel.ts'
import { newId } from '../../src/kernel/ids.ts'
import type { Store } from '../../src/store/store.ts'
import { messageRow, openTestStore, storeKinds } from '../support/stores.ts'
import { hang, later, openPostOffice, ScriptedChannel, sent, startDelivery } from './set-up.ts'

const hour = 3_600_000

/** A message whose sender is gone; `lease`: from now until when it counted as alive. */
async function leaveSending(store: Store, channel: string, lease: number): Promise<string> {
  const id = newId('message')
  const now = Date.now()
  await store.write(async (tables) => {
    const place = { channel, userId: 'user-1', at: now }
    const { session } = await tables.sessions.touch(place)
    await tables.messages.insert(
      messageRow({ id, sessionId: session.id, channel, createdAt: now, updatedAt: now }),
    )
    await tables.messages.claim({ channel, now, leaseUntil: now + lease, limit: 100 })
  })
  return id
}

describe.each(storeKinds)('a start on what another process left in %s', (kind) => {
  it('sends again, under the same id, what the other side drops when it has it', async () => {
    const store = await openTestStore(kind)
    const id = await leaveSending(store, 'hook', -1)
    const hook = new ScriptedChannel(() => sent, { dropsRepeatsForMs: Infinity })
    const office = await openPostOffice({ hook }, { store })
    await expect.poll(() => office.status(id)).toBe('sent')
    expect(hook.attempts.map((attempt) => attempt.id)).toEqual([id])
    expect(await office.errors()).toEqual([])
  })

  it('has all its repeats still before it', async () => {
    const store = await openTestStore(kind)
    const id = await leaveSending(store, 'hook', -1)
    const hook = new ScriptedChannel(({ number }) => (number === 1 ? later : sent), {
      dropsRepeatsForMs: Infinity,
    })
    const office = await openPostOffice({ hook }, { store, retryDelays: [0] })
    await expect.poll(() => office.status(id)).toBe('sent')
    expect(hook.attempts).toHaveLength(2)
  })

  it('tells what is uncertain, and does not send it twice, where the other side does not', async () => {
    const store = await openTestStore(kind)
    const id = await leaveSending(store, 'chat', -1)
    const chat = new ScriptedChannel()
    const office = await openPostOffice({ chat }, { store })
    const next = await office.send('next')
    await expect.poll(() => office.status(next.id)).toBe('sent')
    expect(chat.texts).toEqual(['next'])
    expect(await office.status(id)).toBe('unknown')
    expect(await office.errors()).toMatchObject([
      {
        message:
          'It is not known whether the message was delivered. The gateway ended while the message was being sent.',
        messageId: id,
      },
    ])
  })

  it('leaves it alone only while another gateway may still be sending it', async () => {
    const store = await openTestStore(kind)
    const id = await leaveSending(store, 'hook', hour)
    const hook = new ScriptedChannel(() => sent, { dropsRepeatsForMs: Infinity })
    const office = await openPostOffice({ hook }, { store })
    const other = await office.send('next', { channel: 'hook', userId: 'user-2' })
    await expect.poll(() => office.status(other.id)).toBe('sent')
    if (store.exclusive) await expect.poll(() => office.status(id)).toBe('sent')
    else expect(await office.status(id)).toBe('sending')
  })
})

describe.each(storeKinds)('what was being sent over a channel that is gone, in %s', (kind) => {
  it.each([
    { dropsRepeatsForMs: Infinity, status: 'sent', sends: 1 },
    { dropsRepeatsForMs: 0, status: 'unknown', sends: 0 },
  ])('waits for it, and is then $status', async ({ dropsRepeatsForMs, status, sends }) => {
    const store = await openTestStore(kind)
    const id = await leaveSending(store, 'gone', -1)
    const office = await openPostOffice({ chat: new ScriptedChannel() }, { store })
    await office.delivery.recoverOrphans()
    expect(await office.outbox.get(id)).toMatchObject({
      status: 'queued',
      attempts: [{ outcome: 'interrupted' }],
    })
    const gone = new ScriptedChannel(() => sent, { dropsRepeatsForMs })
    startDelivery(office.delivery, { gone })
    await expect.poll(() => office.status(id)).toBe(status)
    expect(gone.attempts).toHaveLength(sends)
  })
})

describe.each(storeKinds)('a stop with sends in progress in %s', (kind) => {
  /** Two messages of one conversation, the first of which is being sent. */
  async function midway(chat: ScriptedChannel, { retryDelays = [3_600] } = {}) {
    const office = await openPostOffice({ chat }, { kind, retryDelays })
    const first = await office.send('1')
    const second = await office.send('2')
    await expect.poll(() => chat.texts).toEqual(['1'])
    return { ...office, first, second }
  }

  /** The next process on the same store. */
  const restart = (store: Store, chat: Channel) =>
    openPostOffice({ chat }, { store, retryDelays: [3_600] })

  it('waits for them, and begins no others', async () => {
    const gate = Promise.withResolvers<undefined>()
    const chat = new ScriptedChannel(async () => {
      await gate.promise
      return sent
    })
    const { delivery, status, send, first, second, store } = await midway(chat)
    const stopping = delivery.stop(new AbortController().signal)
    const third = await send('3', { userId: 'user-2' })
    gate.resolve(undefined)
    await stopping
    expect(await status(first.id)).toBe('sent')
    expect(chat.texts).toEqual(['1'])
    expect(await status(second.id)).toBe('queued')
    expect(await status(third.id)).toBe('queued')
    const next = new ScriptedChannel()
    await restart(store, next)
    await expect.poll(() => next.texts.toSorted()).toEqual(['2', '3'])
  })

  it('breaks off at the deadline what is then sent first at the next start', async () => {
    const chat = new ScriptedChannel(hang, { dropsRepeatsForMs: Infinity })
    const { delivery, status, first, second, store } = await midway(chat)
    const deadline = new AbortController()
    const stopping = delivery.stop(deadline.signal)
    expect(await status(first.id)).toBe('sending')
    deadline.abort()
    await stopping
    expect(await status(first.id)).toBe('queued')
    const next = new ScriptedChannel(() => sent, { dropsRepeatsForMs: Infinity })
    await restart(store, next)
    await expect.poll(() => next.attempts.map(({ id }) => id)).toEqual([first.id, second.id])
  })

  it('does not take the end of the gateway for the end of the repeats', async () => {
    const chat = new ScriptedChannel(hang, { dropsRepeatsForMs: Infinity })
    const { delivery, status, errors, first } = await midway(chat, { retryDelays: [] })
    await delivery.stop(AbortSignal.abort())
    expect(await status(first.id)).toBe('queued')
    expect(await errors()).toEqual([])
  })

  it('tells at the deadline what is uncertain where repeats are not dropped', async () => {
    const chat = new ScriptedChannel(hang)
    const { delivery, status, errors, first } = await midway(chat)
    await delivery.stop(AbortSignal.abort())
    expect(await status(first.id)).toBe('unknown')
    expect(await errors()).toMatchObject([{ messageId: first.id }])
  })

  it('has handed all that it claims to the channel before it says that it claims no more', async () => {
    const chat = new ScriptedChannel()
    const office = await openPostOffice({ chat }, { kind, start: false })
    for (let n = 0; n < 20; n++) await office.send('Hello', { userId: `user-${n}` })
    startDelivery(office.delivery, { chat })
    await office.delivery.claimNoMore()
    expect(chat.attempts).toHaveLength(20)
    await office.delivery.stop(new AbortController().signal)
    for (const { id } of chat.attempts) expect(await office.status(id)).toBe('sent')
  })
})
