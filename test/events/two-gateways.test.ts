import { describe, expect, it } from 'vitest'
import type { Message } from '../../src/generated/types.ts'
import { postInbound, support } from '../support/posting.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { freshDatabase } from '../support/stores.ts'
import { numbers, StreamClient } from '../support/stream-client.ts'
import { WebhookReceiver } from '../support/webhook-receiver.ts'

/** Each of the two tells of its start that `support` and the web chat are connected. */
const statuses = 2 * 2

/** Two servers on one PostgreSQL, each with a client on its stream. */
async function openTwo() {
  await using opened = new AsyncDisposableStack()
  const { databaseUrl = '' } = await freshDatabase('postgres')
  const receiver = opened.use(await WebhookReceiver.start())
  const start = () =>
    startTestServer({
      config: { ...support(receiver), rateLimits: { enabled: false } },
      env: { OPENCLAW_DATABASE_URL: databaseUrl },
    })
  const a = opened.use(await start())
  const b = opened.use(await start())
  const watchA = opened.use(await StreamClient.open(a.url, { after: 0 }))
  const watchB = opened.use(await StreamClient.open(b.url, { after: 0 }))
  const resources = opened.move()
  return {
    receiver,
    a,
    b,
    watchA,
    watchB,
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  }
}

async function send(server: TestServer, userId: string, message: string): Promise<Message> {
  const response = await server.fetch('/api/messages', {
    json: { channel: 'support', userId, message },
  })
  expect(response.status).toBe(202)
  return (await response.json()) as Message
}

describe('two gateways on one database', () => {
  it('show the events of each to the subscribers of both, in one order', async () => {
    await using two = await openTwo()
    const { a, b, receiver, watchA, watchB } = two
    const post = async (server: TestServer, userId: string) => {
      for (let n = 0; n < 50; n++) await postInbound({ server, receiver }, { userId })
    }
    await Promise.all([post(a, 'a-1'), post(a, 'a-2'), post(b, 'b-1'), post(b, 'b-2')])
    const total = 204 + statuses
    await watchA.reach(total)
    await watchB.reach(total)
    expect(watchA.ids).toEqual(numbers(1, total))
    expect(watchB.events).toEqual(watchA.events)
    const told = watchA.events.filter(({ type }) => type !== 'channel:status')
    const users = new Set(told.map(({ payload }) => ('userId' in payload ? payload.userId : '')))
    expect([...users].toSorted()).toEqual(['a-1', 'a-2', 'b-1', 'b-2'])
    expect(watchA.events.length - told.length).toBe(statuses)
  })

  it('deliver each message once, whichever of them took it, and each conversation in order', async () => {
    await using two = await openTwo()
    const { a, b, receiver, watchA } = two
    const talk = async (userId: string) => {
      const messages: Message[] = []
      for (let n = 0; n < 20; n++) messages.push(await send(n % 2 === 0 ? a : b, userId, `${n}`))
      return messages
    }
    const users = ['u-1', 'u-2', 'u-3', 'u-4']
    const messages = (await Promise.all(users.map(talk))).flat()
    await watchA.reach(users.length * 21 + statuses)
    const delivered = receiver.deliveries.map(({ body }) => body)
    expect(delivered.map(({ id }) => id).toSorted()).toEqual(
      messages.map(({ id }) => id).toSorted(),
    )
    for (const user of users) {
      const texts = delivered.filter(({ userId }) => userId === user).map(({ message }) => message)
      expect(texts).toEqual(numbers(0, 19).map(String))
    }
  })
})
