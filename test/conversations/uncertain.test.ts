import { describe, expect, it, vi } from 'vitest'
import { storeKinds } from '../support/stores.ts'
import { later, never, openPostOffice, ScriptedChannel, sent, unknown } from './set-up.ts'

const minute = 60_000

describe.each(storeKinds)('an uncertain delivery from %s', (kind) => {
  it('is parked where repeats are not noticed, and counted', async () => {
    const chat = new ScriptedChannel(() => unknown)
    const office = await openPostOffice({ chat }, { kind, retryDelays: [0.001] })
    const { id } = await office.send('Hello')
    await expect.poll(() => office.status(id)).toBe('unknown')
    expect(chat.attempts).toHaveLength(1)
    expect(await office.outbox.get(id)).toMatchObject({
      attempts: [{ outcome: 'unknown', reason: 'The connection broke.', part: 1 }],
    })
    const counts = await office.store.read((tables) => tables.channelCounts.list())
    expect(counts).toMatchObject([{ channel: 'chat', unknown: 1, failed: 0, sent: 0 }])
  })

  it('is repeated by the schedule where the configuration says so', async () => {
    const chat = new ScriptedChannel(({ number }) => (number < 3 ? unknown : sent))
    const office = await openPostOffice(
      { chat },
      { kind, retryDelays: [0.001, 0.001], onUnknown: 'resend' },
    )
    const { id } = await office.send('Hello')
    await expect.poll(() => office.status(id)).toBe('sent')
    expect(await office.outbox.get(id)).toMatchObject({
      attempts: [{ outcome: 'unknown' }, { outcome: 'unknown' }, { outcome: 'sent' }],
    })
  })

  it.each(['park', 'resend'] as const)(
    'is repeated (%s) while repeats are noticed, sooner than the schedule has it',
    async (onUnknown) => {
      const chat = new ScriptedChannel(() => unknown, { dropsRepeatsForMs: 2 * minute })
      const office = await openPostOffice({ chat }, { kind, retryDelays: [3_600], onUnknown })
      const message = await office.send('Hello')
      await expect
        .poll(() => office.outbox.get(message.id))
        .toMatchObject({ status: 'queued', attempts: [{}] })
      const due = await office.store.read((tables) => tables.messages.nextDue('chat'))
      const wait = (due ?? 0) - Date.now()
      expect(wait).toBeGreaterThan(20_000)
      expect(wait).toBeLessThanOrEqual(30_000)
    },
  )

  it('is parked when the service asks to wait for longer than it notices repeats', async () => {
    const chat = new ScriptedChannel(
      ({ number }) => (number === 1 ? unknown : { ...later, retryAfterMs: 3 * minute }),
      { dropsRepeatsForMs: 2 * minute },
    )
    const office = await openPostOffice({ chat }, { kind, retryDelays: [0.001, 0.001, 0.001] })
    const { id } = await office.send('Hello')
    await expect.poll(() => office.status(id)).toBe('unknown')
    expect(chat.attempts).toHaveLength(2)
  })

  it('is parked, not sent, when its time came too late', async () => {
    const chat = new ScriptedChannel(() => unknown, { dropsRepeatsForMs: 2 * minute })
    const office = await openPostOffice({ chat }, { kind, retryDelays: [1] })
    const { id } = await office.send('Hello')
    await expect.poll(() => chat.attempts.length).toBe(1)
    await office.delivery.stop(new AbortController().signal)
    expect(await office.status(id)).toBe('queued')
    const now = Date.now()
    const clock = vi.spyOn(Date, 'now').mockReturnValue(now + 5 * minute)
    try {
      const next = await openPostOffice({ chat }, { store: office.store, retryDelays: [1] })
      await expect.poll(() => next.status(id)).toBe('unknown')
      expect(chat.attempts).toHaveLength(1)
      const { error, attempts } = await next.outbox.get(id)
      expect(error).toContain('too late')
      expect(attempts).toHaveLength(1)
    } finally {
      clock.mockRestore()
    }
  })

  it.each([
    { what: 'a refusal', second: never },
    { what: 'the end of the schedule', second: later },
  ])('is not called failed after $what: its first attempt may have arrived', async ({ second }) => {
    const chat = new ScriptedChannel(({ number }) => (number === 1 ? unknown : second), {
      dropsRepeatsForMs: Infinity,
    })
    const office = await openPostOffice({ chat }, { kind, retryDelays: [0.001] })
    const { id } = await office.send('Hello')
    await expect.poll(() => office.status(id)).toBe('unknown')
  })
})
