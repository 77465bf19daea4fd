import { describe, expect, it } from 'vitest'
import { openTestStore, storeKinds } from '../support/stores.ts'
import {
  hang,
  later,
  never,
  openPostOffice,
  ScriptedChannel,
  sent,
  startDelivery,
  unknown,
} from './set-up.ts'

const text = 'One two. Three four. Five six.'
const parts = ['One two.', 'Three four.', 'Five six.']

/** A channel that takes twelve characters at once. */
function narrow(...[script, options]: ConstructorParameters<typeof ScriptedChannel>) {
  const channel = new ScriptedChannel(script, options)
  channel.maxLength = 12
  return channel
}

describe.each(storeKinds)('a text that is too long for its channel, from %s', (kind) => {
  it('goes out in parts, in order, and is told of once', async () => {
    const chat = narrow()
    const office = await openPostOffice({ chat }, { kind })
    const { id } = await office.send(text)
    const next = await office.send('next')
    await expect.poll(() => office.status(next.id)).toBe('sent')
    expect(chat.texts).toEqual([...parts, 'next'])
    expect(new Set(chat.attempts.slice(0, 3).map((attempt) => attempt.id))).toEqual(new Set([id]))
    expect(chat.attempts.map(({ offset }) => offset)).toEqual([0, 9, 21, 0])
    expect((await office.events()).map(({ type }) => type)).toEqual([
      'session:created',
      'message:sent',
      'message:sent',
    ])
    const { message, attempts } = await office.outbox.get(id)
    expect(message).toBe(text)
    expect(attempts).toMatchObject([
      { outcome: 'sent', part: 1 },
      { outcome: 'sent', part: 2 },
      { outcome: 'sent', part: 3 },
    ])
  })

  it('repeats the part that failed and no other, each with the whole schedule before it', async () => {
    const failures = new Map<string, number>()
    const chat = narrow(({ message }) => {
      const before = failures.get(message) ?? 0
      failures.set(message, before + 1)
      return before < 2 ? later : sent
    })
    const office = await openPostOffice({ chat }, { kind, retryDelays: [0.001, 0.001] })
    const { id } = await office.send(text)
    await expect.poll(() => office.status(id)).toBe('sent')
    expect(chat.texts).toEqual(parts.flatMap((part) => [part, part, part]))
  })

  it('is not begun again after the process has ended between two parts', async () => {
    const store = await openTestStore(kind)
    const first = narrow((attempt) => (attempt.offset === 0 ? sent : hang(attempt)), {
      dropsRepeatsForMs: Infinity,
    })
    const office = await openPostOffice({ chat: first }, { store })
    const { id } = await office.send(text)
    await expect.poll(() => first.texts).toEqual(parts.slice(0, 2))
    await office.delivery.stop(AbortSignal.abort())
    const second = narrow(() => sent, { dropsRepeatsForMs: Infinity })
    const next = await openPostOffice({ chat: second }, { store })
    await expect.poll(() => next.status(id)).toBe('sent')
    expect(second.texts).toEqual(parts.slice(1))
  })

  it('is queued, and not being sent, between two parts', async () => {
    const store = await openTestStore(kind)
    let up = true
    const chat = narrow(() => {
      up = false
      return sent
    })
    const office = await openPostOffice({ chat }, { store, start: false })
    const { id } = await office.send(text)
    startDelivery(office.delivery, { chat }, () => up)
    await expect.poll(() => chat.texts).toEqual(parts.slice(0, 1))
    await expect.poll(() => office.status(id)).toBe('queued')
  })

  it.each([
    { outcome: never, status: 'failed', error: 'There is no such user.' },
    { outcome: unknown, status: 'unknown', error: 'The connection broke.' },
  ])('tells how far it came when it is $status', async ({ outcome, status, error }) => {
    const chat = narrow(({ offset }) => (offset === 0 ? sent : outcome))
    const office = await openPostOffice({ chat }, { kind })
    const { id } = await office.send(text)
    await expect.poll(() => office.status(id)).toBe(status)
    expect(chat.texts).toEqual(parts.slice(0, 2))
    expect(await office.outbox.get(id)).toMatchObject({
      error: `The first 9 characters were sent. ${error}`,
      attempts: [{ outcome: 'sent' }, { outcome: outcome.outcome, part: 2 }],
    })
    expect((await office.events()).map(({ type }) => type)).not.toContain('message:sent')
  })
})
