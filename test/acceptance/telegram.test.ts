import { describe, expect, it } from 'vitest'
import type { ChannelList, Message, MessagePage, SessionPage } from '../../src/generated/types.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { numbers, StreamClient } from '../support/stream-client.ts'
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
  const types = 'session:created,message:received,message:sent'
  const watcher = opened.use(await StreamClient.open(server.url, { after: 0, types }))
  const resources = opened.move()
  return { telegram, server, watcher, [Symbol.asyncDispose]: () => resources.disposeAsync() }
}

/** Resolves when so many events have come. */
const arrived = (watcher: StreamClient, count: number): Promise<void> =>
  expect.poll(() => watcher.events.length, { timeout: 20_000 }).toBe(count)

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
    await arrived(watcher, 2)
    const { sessions } = await get<SessionPage>(server, '/api/sessions?channel=telegram')
    expect(sessions).toMatchObject([{ channel: 'telegram', userId: '456', messageCount: 1 }])
    const id = sessions[0]?.id ?? ''
    const { messages } = await get<MessagePage>(server, `/api/sessions/${id}/messages`)
    expect(messages).toMatchObject([
      { sessionId: id, direction: 'inbound', message: 'Is anybody there?', status: 'received' },
    ])
    expect(watcher.events).toMatchObject([
      { type: 'session:created', payload: sessions[0] },
      { type: 'message:received', payload: messages[0] },
    ])
    const [first = 0] = watcher.ids
    expect(watcher.ids).toEqual(numbers(first, first + 1))
    await expect.poll(() => telegram.unconfirmed).toBe(0)
  })

  it('brings the answer to the user, which then is sent', async () => {
    await using house = await open()
    const { telegram, server, watcher } = house
    await telegram.say('Is anybody there?', { chatId: 456 })
    await arrived(watcher, 2)
    const response = await server.fetch('/api/messages', {
      json: { channel: 'telegram', userId: '456', message: 'We are here.' },
    })
    expect(response.status).toBe(202)
    const { id } = (await response.json()) as Message
    await arrived(watcher, 3)
    expect(telegram.sent).toEqual([{ chatId: '456', text: 'We are here.' }])
    const { attempts, ...message } = await get<Message>(server, `/api/messages/${id}`)
    expect(message.status).toBe('sent')
    expect(attempts).toEqual([{ time: expect.any(String) as unknown, outcome: 'sent', part: 1 }])
    expect(watcher.events.at(-1)).toMatchObject({ type: 'message:sent', payload: message })
    const { channels } = await get<ChannelList>(server, '/api/channels')
    const none = { messagesFailed: 0, messagesUnknown: 0 }
    expect(channels).toEqual([
      {
        name: 'telegram',
        type: 'telegram',
        status: 'connected',
        messagesReceived: 1,
        messagesSent: 1,
        ...none,
      },
      {
        name: 'webchat',
        type: 'webchat',
        status: 'connected',
        messagesReceived: 0,
        messagesSent: 0,
        ...none,
      },
    ])
  })
})
