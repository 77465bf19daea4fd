import { describe, expect, it } from 'vitest'
import { ChatClient, chatRefusal } from '../support/chat-client.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

describe('a change of the configuration', () => {
  const patch = (server: TestServer, json: object) =>
    server.fetch('/api/config', { method: 'PATCH', json })
  const changed = { code: 1001, reason: 'the web chat is being changed' }

  it('of what visitors see closes them with 1001, and they see it when they come back', async () => {
    await using server = await startTestServer()
    const first = await ChatClient.join(server.url)
    const { token } = await first.welcome()
    await patch(server, { channels: { webchat: { title: 'Shop' } } })
    expect(await first.closed).toEqual(changed)
    const second = await ChatClient.join(server.url, token)
    expect(await second.welcome()).toMatchObject({ title: 'Shop', token })
    await patch(server, { channels: { webchat: { greeting: 'Hello!' } } })
    expect(await second.closed).toEqual(changed)
  })

  it('of something else leaves them alone', async () => {
    await using server = await startTestServer()
    await using client = await ChatClient.join(server.url)
    await patch(server, { logging: { level: 'warn' } })
    await patch(server, { channels: { webchat: { maxPerMinute: 7 } } })
    expect((await client.say('1', 'Still here')).type).toBe('accepted')
  })

  it('that switches the web chat off closes them, and lets nobody in until it is on again', async () => {
    await using server = await startTestServer()
    const client = await ChatClient.join(server.url)
    const { token } = await client.welcome()
    await client.say('1', 'Before')
    await patch(server, { channels: { webchat: { enabled: false } } })
    expect(await client.closed).toEqual(changed)
    expect((await chatRefusal(server.url)).status).toBe(404)
    expect((await server.fetch('/chat')).status).toBe(404)
    await patch(server, { channels: { webchat: { enabled: true } } })
    await using again = await ChatClient.join(server.url, token)
    expect((await again.welcome()).messages.map(({ text }) => text)).toEqual(['Before'])
  })
})

describe('a restart', () => {
  it('tells visitors 1001, and keeps what was accepted', async () => {
    const server = await startTestServer()
    const client = await ChatClient.join(server.url)
    const { token } = await client.welcome()
    const said = await client.say('1', 'Remember me')
    const stopped = server[Symbol.asyncDispose]()
    expect(await client.closed).toEqual({ code: 1001, reason: 'the server is stopping' })
    await stopped
    expect(said.type).toBe('accepted')
    expect(server.output()).not.toContain('Remember me')
    expect(server.output()).not.toContain(token)
  })
})
