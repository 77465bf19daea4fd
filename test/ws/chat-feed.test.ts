import { describe, expect, it } from 'vitest'
import { newVisitorToken, visitorIdOf } from '../../src/kernel/visitor.ts'
import { ChatClient } from '../support/chat-client.ts'
import { openChatHouse } from './chat-house.ts'

describe('the event log', () => {
  it('is followed once for all visitors, and only while there are some', async () => {
    const { url, gateway } = await openChatHouse()
    expect(gateway.sinks.size).toBe(0)
    const clients = await Promise.all([1, 2, 3].map(() => ChatClient.join(url)))
    expect(gateway.sinks.size).toBe(1)
    for (const client of clients) await client[Symbol.asyncDispose]()
    await expect.poll(() => gateway.sinks.size).toBe(0)
    await using back = await ChatClient.join(url)
    const userId = back.all('welcome')[0]?.userId ?? ''
    gateway.tell(gateway.message(userId, 'Hi', 'outbound'))
    await expect.poll(() => back.texts).toEqual(['Hi'])
  })

  it('brings what comes while the history is read after it, and nothing of it twice', async () => {
    const { url, gateway } = await openChatHouse()
    const token = newVisitorToken()
    const userId = visitorIdOf(token)
    const [old, late, later] = ['old', 'late', 'later'].map((text) =>
      gateway.message(userId, text, 'outbound'),
    ) as [never, never, never]
    gateway.messages.push(old, late)
    const { promise, resolve } = Promise.withResolvers()
    gateway.gate = promise
    await using client = await ChatClient.open(url)
    client.send({ type: 'hello', token })
    await expect.poll(() => gateway.histories).toBe(1)
    // It is in the history, and its event comes before and again after the welcome.
    gateway.tell(late)
    gateway.tell(later)
    resolve(undefined)
    const { messages } = await client.welcome()
    gateway.tell(late)
    gateway.tell(gateway.message(userId, 'last', 'outbound'))
    await expect.poll(() => client.texts).toEqual(['later', 'last'])
    expect(messages.map(({ text }) => text)).toEqual(['old', 'late'])
  })

  it('brings no message of another channel, whatever its user is called', async () => {
    const { url, gateway } = await openChatHouse()
    await using client = await ChatClient.join(url)
    const userId = client.all('welcome')[0]?.userId ?? ''
    gateway.tell({ ...gateway.message(userId, 'forged', 'inbound'), channel: 'support' })
    gateway.tell(gateway.message(userId, 'true', 'outbound'))
    await expect.poll(() => client.texts).toEqual(['true'])
  })
})
