import { expect, it } from 'vitest'
import type { EventPage, Message } from '../../src/generated/types.ts'
import { startTestServer } from '../support/server.ts'
import { freshDatabase, messageRow } from '../support/stores.ts'
import { TelegramServer } from '../support/telegram-server.ts'

it('takes back at its start what was being sent over a channel that is not there any more', async () => {
  const database = await freshDatabase('sqlite')
  const store = await database.open()
  const at = Date.now()
  const place = { channel: 'gone', userId: 'user-1', at }
  const id = await store.write(async (tables) => {
    const { session } = await tables.sessions.touch(place)
    const row = messageRow({ sessionId: session.id, channel: 'gone', createdAt: at, updatedAt: at })
    await tables.messages.insert(row)
    await tables.messages.claim({ channel: 'gone', now: at, leaseUntil: at + 60_000, limit: 1 })
    return row.id
  })
  await store[Symbol.asyncDispose]()

  await using server = await startTestServer({ dataDir: database.dataDir })
  const message = (await (await server.fetch(`/api/messages/${id}`)).json()) as Message
  expect(message).toMatchObject({ status: 'queued', attempts: [{ outcome: 'interrupted' }] })
})

it('tells those who watch of an update that can not be read', async () => {
  await using telegram = await TelegramServer.start()
  const { token: botToken, apiRoot } = telegram
  await using server = await startTestServer({
    config: { channels: { telegram: { type: 'telegram', botToken, apiRoot } } },
  })
  await telegram.say('', { extra: { chat: undefined } })
  const errors = async () => {
    const page = (await (await server.fetch('/api/events?types=error')).json()) as EventPage
    return page.events.map(({ payload }) => payload)
  }
  await expect.poll(errors, { timeout: 10_000 }).toEqual([
    {
      code: 'INTERNAL_ERROR',
      source: 'channel',
      channel: 'telegram',
      message: "Telegram's update 1 could not be read and is left out.",
    },
  ])
})
