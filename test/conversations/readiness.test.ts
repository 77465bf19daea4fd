import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { freshDatabase } from '../support/stores.ts'
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

it('sends what another gateway on the same database has accepted, whose channel is down', async () => {
  const database = await freshDatabase('postgres')
  const there = new ScriptedChannel()
  const here = new ScriptedChannel()
  const other = await openPostOffice(
    { chat: there },
    { store: await database.open(), start: false },
  )
  startDelivery(other.delivery, { chat: there }, () => false)
  const office = await openPostOffice({ chat: here }, { store: await database.open() })
  // Its lane has looked by then, and has found nothing more to do.
  const own = await office.send('own')
  await expect.poll(() => office.status(own.id)).toBe('sent')
  await sleep(200)
  const { id } = await other.send('Hello')
  await expect.poll(() => office.status(id)).toBe('sent')
  expect(here.texts).toEqual(['own', 'Hello'])
  expect(there.attempts).toEqual([])
})
