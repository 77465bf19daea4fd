import { describe, expect, it } from 'vitest'
import type { Admission } from '../../src/channels/channel.ts'
import { storeKinds } from '../support/stores.ts'
import { openPostOffice, ScriptedChannel, startDelivery } from './set-up.ts'

const free: Admission = { waitMs: 0, of: 'conversation' }

describe.each(storeKinds)('the limits of a service, from %s', (kind) => {
  it('hold back the conversation that has to wait, as queued and with no attempt', async () => {
    const chat = new ScriptedChannel()
    let full = true
    chat.admission = (userId) =>
      userId === 'waits' && full ? { waitMs: 100, of: 'conversation' } : free
    const office = await openPostOffice({ chat }, { kind })
    const held = [await office.send('1', { userId: 'waits' })]
    held.push(await office.send('2', { userId: 'waits' }))
    const other = await office.send('other')
    await expect.poll(() => office.status(other.id)).toBe('sent')
    expect(chat.texts).toEqual(['other'])
    expect(await office.outbox.get(held[0]?.id ?? '')).toMatchObject({
      status: 'queued',
      attempts: [],
    })
    full = false
    await expect.poll(() => office.status(held[1]?.id ?? '')).toBe('sent')
    expect(chat.texts).toEqual(['other', '1', '2'])
    expect(await office.outbox.get(held[0]?.id ?? '')).toMatchObject({
      attempts: [{ outcome: 'sent' }],
    })
  })

  it('close the whole channel for a while, and ask it no more', async () => {
    const chat = new ScriptedChannel()
    const asked: string[] = []
    let places = 3
    chat.admission = (userId) => {
      asked.push(userId)
      if (places > 0) {
        places -= 1
        return free
      }
      return { waitMs: 2_000, of: 'channel' }
    }
    const office = await openPostOffice({ chat }, { kind, start: false })
    const ids = []
    for (let user = 0; user < 10; user++) {
      ids.push((await office.send('Hello', { userId: `user-${user}` })).id)
    }
    startDelivery(office.delivery, { chat })
    await expect.poll(() => chat.attempts.length).toBe(3)
    expect(asked).toHaveLength(4)
    places = Infinity
    for (const id of ids) await expect.poll(() => office.status(id)).toBe('sent')
    expect(chat.attempts).toHaveLength(10)
  })
})
