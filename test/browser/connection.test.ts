import { describe, expect, it } from 'vitest'
import { startGateway } from '../acceptance/gateway.ts'
import { ChatClient } from '../support/chat-client.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { ChatPage } from './browser.ts'
import { BrowserHouse, config, desk, greeting, phone } from './house.ts'

const house = new BrowserHouse()

const says = (chat: ChatPage, text: string): Promise<void> =>
  expect.poll(() => chat.status.textContent(), { timeout: 20_000 }).toBe(text)

const patch = (server: TestServer, webchat: object): Promise<Response> =>
  server.fetch('/api/config', { method: 'PATCH', json: { channels: { webchat } } })

describe('a gateway that hangs, though its connections stand,', () => {
  it('is noticed within half a minute, and found again', async () => {
    const gateway = await startGateway(await temporaryFolder(), { config })
    const chat = await house.visit(desk, gateway.url)
    await chat.page.clock.install()
    await chat.write('before')
    await chat.shows(greeting, 'before')
    gateway.kill('SIGSTOP')
    await chat.page.clock.fastForward(19_000)
    expect(await chat.status.textContent()).toBe('Connected')
    await chat.page.clock.fastForward(1_500)
    await chat.page.clock.fastForward(10_500)
    await says(chat, 'Reconnecting…')
    await chat.write('meanwhile')
    gateway.kill('SIGCONT')
    await chat.page.clock.fastForward(30_000)
    await says(chat, 'Connected')
    await chat.shows(greeting, 'before', 'meanwhile')
  })

  it('is noticed in ten seconds when the page is looked at again', async () => {
    const gateway = await startGateway(await temporaryFolder(), { config })
    const chat = await house.visit(desk, gateway.url)
    await chat.page.clock.install()
    await chat.write('before')
    await chat.shows(greeting, 'before')
    gateway.kill('SIGSTOP')
    await chat.page.clock.fastForward(7_000)
    await chat.lookAgain()
    await chat.page.clock.fastForward(10_500)
    await says(chat, 'Reconnecting…')
  })
})

describe('a page that nobody writes in', () => {
  it('asks every 20 seconds whether the connection lives, and stays connected', async () => {
    const chat = await house.visit()
    await chat.page.clock.install()
    await chat.write('Hi')
    await chat.shows(greeting, 'Hi')
    const pings = () => chat.sent.filter((frame) => frame === '{"type":"ping"}').length
    const pongs = () => chat.heard.filter((frame) => frame === '{"type":"pong"}').length
    for (let n = 1; n <= 4; n++) {
      await chat.page.clock.fastForward(20_000)
      await expect.poll(pongs).toBe(n)
      // Looked at soon after an answer, it need not ask.
      await chat.lookAgain()
      expect(pings()).toBe(n)
    }
    expect(await chat.status.textContent()).toBe('Connected')
  })
})

describe('a visitor who can’t come in', () => {
  it('is told that the chat is closed, and comes in when it is open again', async () => {
    await using server = await startTestServer({ config })
    const chat = await house.visit(desk, server.url)
    await chat.write('before')
    await chat.shows(greeting, 'before')
    await patch(server, { enabled: false })
    await says(chat, 'This chat is closed.')
    await chat.write('into the void')
    await chat.shows(greeting, 'before', '…into the void')
    await chat.screenshot('closed')
    await patch(server, { enabled: true })
    // It tries slowly, but at once when it is looked at.
    await chat.lookAgain()
    await chat.connected()
    await chat.shows(greeting, 'before', 'into the void')
  })

  it('is told that there is no room, and comes in when there is', async () => {
    await using server = await startTestServer({ config })
    const others = await Promise.all(Array.from({ length: 20 }, () => ChatClient.join(server.url)))
    const chat = await ChatPage.open(await house.device(phone), server.url)
    await says(chat, 'No room, or the way is blocked; trying again…')
    await chat.screenshot('phone-no-room')
    for (const other of others) await other[Symbol.asyncDispose]()
    await chat.connected()
  })

  it('is told so when the page has a name that the gateway does not take for its own', async () => {
    const url = house.server.url.replace('127.0.0.1', 'rebound.localhost')
    const chat = await ChatPage.open(await house.device(), url)
    await says(chat, 'No room, or the way is blocked; trying again…')
    expect(chat.complaints.join('\n')).toContain('Unexpected response code: 403')
  })

  it('is told that there are too many where the budget of their address is spent', async () => {
    await using server = await startTestServer({ config: { channels: config.channels } })
    const chat = await house.visit(desk, server.url)
    for (let n = 0; n < 200; n++) await server.fetch('/chat', { token: null })
    await patch(server, { title: 'Shop' })
    await says(chat, 'Too many visitors; trying again…')
  })

  it('is told nothing of that while the gateway is only away', async () => {
    const gateway = await startGateway(await temporaryFolder(), { config })
    const chat = await house.visit(desk, gateway.url)
    gateway.kill('SIGKILL')
    await gateway.ended
    await says(chat, 'Reconnecting…')
    const failures = () => chat.complaints.filter((line) => line.includes('WebSocket')).length
    await expect.poll(failures, { timeout: 20_000 }).toBeGreaterThan(3)
    expect(await chat.status.textContent()).toBe('Reconnecting…')
  })
})
