import { describe, expect, it } from 'vitest'
import type { ChannelList, Message, MessagePage, SessionPage } from '../../src/generated/types.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { StreamClient } from '../support/stream-client.ts'
import { TelegramServer } from '../support/telegram-server.ts'

/** A gateway with a bot, and a client that watches. */
async function open() {
  await using opened = new AsyncDisposableStack()
  const telegram = opened.use(await TelegramServer.start())
  const { token: botToken, apiRoot } = telegram
  const server = opened.use(
    await startTestServer({
      config: { channels: { telegram: { type: 'telegram', botToken, apiRoot } } },
    }),
  )
  const watcher = opened.use(await StreamClient.open(server.url, { after: 0 }))
  const resources = opened.move()
  return { telegram, server, watcher, [Symbol.asyncDispose]: () => resources.disposeAsync() }
}

const get = async <T>(server: TestServer, path: string): Promise<T> => {
  const response = await server.fetch(path)
  expect(response.status).toBe(200)
  return (await response.json()) as T
}

describe('a Telegram bot', () => {
  it('shows what a user writes as a session, a message and two events', async () => {
    await using house = await open()
    const { telegram, server, watcher } = house
    await telegram.say('Is anybody there?', { chatId: 456 })
    await watcher.reach(2)
    const { sessions } = await get<SessionPage>(server, '/api/sessions?channel=telegram')
    expect(sessions).toMatchObject([{ channel: 'telegram', userId: '456', messageCount: 1 }])
    const id = sessions[0]?.id ?? ''
    const { messages } = await get<MessagePage>(server, `/api/sessions/${id}/messages`)
    expect(messages).toMatchObject([
      { sessionId: id, direction: 'inbound', message: 'Is anybody there?', status: 'received' },
    ])
    expect(watcher.events).toMatchObject([
      { id: 1, type: 'session:created', payload: sessions[0] },
      { id: 2, type: 'message:received', payload: messages[0] },
    ])
    await expect.poll(() => telegram.unconfirmed).toBe(0)
  })

  it('brings the answer to the user, which then is sent', async () => {
    await using house = await open()
    const { telegram, server, watcher } = house
    await telegram.say('Is anybody there?', { chatId: 456 })
    await watcher.reach(2)
    const response = await server.fetch('/api/messages', {
      json: { channel: 'telegram', userId: '456', message: 'We are here.' },
    })
    expect(response.status).toBe(202)
    const { id } = (await response.json()) as Message
    await watcher.reach(3)
    expect(telegram.sent).toEqual([{ chatId: '456', text: 'We are here.' }])
    const message = await get<Message>(server, `/api/messages/${id}`)
    expect(message.status).toBe('sent')
    expect(watcher.events.at(-1)).toMatchObject({ type: 'message:sent', payload: message })
    const { channels } = await get<ChannelList>(server, '/api/channels')
    expect(channels).toEqual([
      { name: 'telegram', status: 'connected', messagesReceived: 1, messagesSent: 1 },
    ])
  })
})
