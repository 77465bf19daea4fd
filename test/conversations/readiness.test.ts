import { expect, it } from 'vitest'
import { openPostOffice, ScriptedChannel, startDelivery } from './set-up.ts'

it('holds the messages of a channel that is down, and sends them when it is up again', async () => {
  const chat = new ScriptedChannel()
  const other = new ScriptedChannel()
  const channels = { chat, other }
  const office = await openPostOffice(channels, { start: false })
  let up = false
  startDelivery(office.delivery, channels, (name) => name !== 'chat' || up)

  const held = await office.send('held')
  const free = await office.send('free', { channel: 'other' })
  await expect.poll(() => office.status(free.id)).toBe('sent')
  expect(await office.status(held.id)).toBe('queued')
  expect(chat.attempts).toEqual([])

  up = true
  office.delivery.wake('chat')
  await expect.poll(() => office.status(held.id)).toBe('sent')
})
