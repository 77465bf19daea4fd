import { describe, expect, it } from 'vitest'
import { answer } from '../support/chat-client.ts'
import { startTestServer } from '../support/server.ts'
import { ChatPage } from './browser.ts'
import { BrowserHouse, desk, greeting, stored, userIdOf } from './house.ts'

const house = new BrowserHouse()

describe('a visitor', () => {
  it('writes, is answered, and finds the conversation after a reload', async () => {
    const chat = await house.visit()
    expect(await chat.page.title()).toBe('Harbour Bikes')
    await chat.shows(greeting)
    await chat.write('Is anybody there?')
    await chat.shows(greeting, 'Is anybody there?')
    await answer(house.server, await userIdOf(chat), 'We are here.\nHow can we help?')
    const all = [greeting, 'Is anybody there?', 'We are here.\nHow can we help?']
    await chat.shows(...all)
    await chat.page.reload()
    await chat.shows(...all)
    expect(await stored(house.server.url, await userIdOf(chat))).toEqual(all.slice(1))
    expect(chat.complaints).toEqual([])
    const socket = house.server.url.replace('http:', 'ws:')
    for (const url of chat.requests) {
      expect([`${house.server.url}/chat`, `${socket}/chat/ws`]).toContain(url.split('?')[0])
    }
  })

  it('is shown markup as text', async () => {
    const chat = await house.visit()
    const markup = '<img src=x onerror="document.title = 1"><b>bold</b> & <script>alert(1)</script>'
    await chat.write(markup)
    await answer(house.server, await userIdOf(chat), markup)
    await chat.shows(greeting, markup, markup)
    expect(await chat.page.locator('#log :is(img, b, script)').count()).toBe(0)
    expect(await chat.page.title()).toBe('Harbour Bikes')
    expect(chat.complaints).toEqual([])
  })

  it('has one conversation in all tabs', async () => {
    const first = await house.visit()
    await using second = await ChatPage.open(first.context, house.server.url)
    await second.connected()
    await first.write('from the first')
    await second.shows(greeting, 'from the first')
    await second.write('from the second')
    await answer(house.server, await userIdOf(first), 'to both')
    const all = [greeting, 'from the first', 'from the second', 'to both']
    await first.shows(...all)
    await second.shows(...all)
  })

  it('has one conversation also when two tabs open at the same moment', async () => {
    const context = await house.device()
    const tabs = await Promise.all([1, 2].map(() => ChatPage.open(context, house.server.url)))
    for (const tab of tabs) await tab.connected()
    await tabs[0]?.write('Hi')
    for (const tab of tabs) await tab.shows(greeting, 'Hi')
  })

  it('can begin anew, in all tabs, and nobody finds the old conversation there', async () => {
    const first = await house.visit()
    await using second = await ChatPage.open(first.context, house.server.url)
    await second.connected()
    const before = await first.token()
    await first.write('my secret')
    await second.shows(greeting, 'my secret')
    await first.page.getByRole('button', { name: 'New conversation' }).click()
    await first.page.getByRole('button', { name: 'Keep it' }).click()
    await first.shows(greeting, 'my secret')
    await first.page.getByRole('button', { name: 'New conversation' }).click()
    await first.page.getByRole('button', { name: 'Start new' }).click()
    await first.shows(greeting)
    await second.shows(greeting)
    await first.connected()
    await second.connected()
    expect(await first.token()).not.toBe(before)
    await second.write('hello')
    await first.shows(greeting, 'hello')
    await first.page.reload()
    await first.shows(greeting, 'hello')
  })

  it('whose browser stores nothing still has a conversation', async () => {
    const context = await house.device()
    const content = `Object.defineProperty(window, 'localStorage', {
      get() { throw new DOMException('denied', 'SecurityError') },
    })`
    await context.addInitScript({ content })
    const chat = await ChatPage.open(context, house.server.url)
    await chat.connected()
    await chat.write('one')
    await chat.write('two')
    await chat.shows(greeting, 'one', 'two')
    expect(chat.complaints).toEqual([])
  })

  it('who may not write is told why, and can try again or discard it', async () => {
    await using closed = await startTestServer({
      config: { channels: { webchat: { type: 'webchat', allow: ['visitor-none'] } } },
    })
    const chat = await house.visit(desk, closed.url)
    await chat.write('Let me in')
    const note = chat.page.locator('.refused .meta').last()
    await expect.poll(() => note.textContent()).toMatch(/^Not sent: .+/)
    await closed.fetch('/api/config', {
      method: 'PATCH',
      json: { channels: { webchat: { allow: null } } },
    })
    await chat.write('And this')
    await expect.poll(() => chat.texts()).toEqual(['And this', '…Let me in'])
    await chat.page.getByRole('button', { name: 'Try again' }).click()
    await chat.shows('And this', 'Let me in')
  })

  it('who writes too fast is told to wait, and what they wrote is sent by itself', async () => {
    const limited = { channels: { webchat: { type: 'webchat', maxPerMinute: 3 } } }
    await using slow = await startTestServer({ config: limited })
    const chat = await house.visit(desk, slow.url)
    await chat.page.clock.install()
    for (const text of ['1', '2', '3', '4']) await chat.write(text)
    await chat.shows('1', '2', '3', '…4')
    const note = chat.page.locator('.unsent .meta').last()
    await expect.poll(() => note.textContent()).toMatch(/^Not sent yet: .+/)
    await slow.fetch('/api/config', {
      method: 'PATCH',
      json: { channels: { webchat: { maxPerMinute: 100 } } },
    })
    await chat.page.clock.fastForward('01:00')
    await chat.shows('1', '2', '3', '4')
  })
})
