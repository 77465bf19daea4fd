import { describe, expect, it } from 'vitest'
import { startTestServer } from '../support/server.ts'
import { ChatPage } from './browser.ts'
import { BrowserHouse, desk, greeting } from './house.ts'

const house = new BrowserHouse()

describe('a draft', () => {
  const draft = 'half a thought\nand the next'

  it('is there again after a reload, in its tab, until it is sent', async () => {
    const chat = await house.visit()
    await using other = await ChatPage.open(chat.context, house.server.url)
    await chat.field.fill(draft)
    for (const page of [chat.page, other.page]) await page.reload()
    expect(await chat.field.inputValue()).toBe(draft)
    expect(await other.field.inputValue()).toBe('')
    const { height } = (await chat.field.boundingBox()) ?? { height: 0 }
    expect(height).toBeGreaterThan(60)
    await chat.connected()
    await chat.field.press('Enter')
    await chat.shows(greeting, draft)
    await chat.page.reload()
    await chat.shows(greeting, draft)
    expect(await chat.field.inputValue()).toBe('')
  })

  it('goes with the conversation, in all tabs', async () => {
    const chat = await house.visit()
    await using other = await ChatPage.open(chat.context, house.server.url)
    await other.connected()
    for (const tab of [chat, other]) await tab.field.fill(draft)
    await chat.page.getByRole('button', { name: 'New conversation' }).click()
    await chat.page.getByRole('button', { name: 'Start new' }).click()
    for (const tab of [chat, other]) {
      await expect.poll(() => tab.field.inputValue()).toBe('')
      await tab.page.reload()
      expect(await tab.field.inputValue()).toBe('')
    }
  })

  it('stays where another tab was faster to become somebody', async () => {
    const context = await house.device()
    const [slow, fast] = [await context.newPage(), await context.newPage()]
    let hold = true
    // Connected to nobody: its hello is not answered before the other tab's.
    await slow.routeWebSocket('**/chat/ws', (socket) => {
      if (!hold) socket.connectToServer()
    })
    await slow.goto(`${house.server.url}/chat`)
    await slow.getByRole('textbox').fill(draft)
    hold = false
    await fast.goto(`${house.server.url}/chat`)
    await expect.poll(() => fast.locator('#status').textContent()).toBe('Connected')
    await expect.poll(() => slow.locator('#status').textContent()).toBe('Connected')
    expect(await slow.getByRole('textbox').inputValue()).toBe(draft)
  })
})

describe('the keyboard’s focus', () => {
  it('stays at “Try again” whatever else waits, and goes to the conversation with it', async () => {
    await using closed = await startTestServer({
      config: { channels: { webchat: { type: 'webchat', allow: ['visitor-none'] } } },
    })
    const chat = await house.visit(desk, closed.url)
    await using other = await ChatPage.open(chat.context, closed.url)
    await other.connected()
    await chat.write('first')
    const buttons = chat.page.getByRole('button', { name: 'Try again' })
    await expect.poll(() => buttons.count()).toBe(1)
    await buttons.focus()
    const focused = () => chat.read<string>('document.activeElement.textContent')
    await other.write('from another tab')
    await expect.poll(() => buttons.count()).toBe(2)
    expect(await focused()).toBe('Try again')
    await chat.read(`dispatchEvent(new Event('online'))`)
    await chat.connected()
    expect(await focused()).toBe('Try again')
    await chat.page.keyboard.press('Tab')
    expect(await focused()).toBe('Discard')
    await chat.page.keyboard.press('Enter')
    await chat.shows('…from another tab')
    expect(await chat.read('document.activeElement.id')).toBe('log')
  })
})

describe('Enter', () => {
  it('that ends the choice of a character does not send', async () => {
    const chat = await house.visit()
    await chat.field.fill('にほん')
    // As Safari has it: after the end of the composition, with the key code of one.
    const press = (init: string) =>
      chat.read<boolean>(`document.querySelector('#text').dispatchEvent(new KeyboardEvent('keydown',
        { key: 'Enter', bubbles: true, cancelable: true, ${init} }))`)
    expect(await press('keyCode: 229')).toBe(true)
    expect(await press('keyCode: 13, isComposing: true')).toBe(true)
    expect(await chat.field.inputValue()).toBe('にほん')
    expect(await press('keyCode: 13')).toBe(false)
    await chat.shows(greeting, 'にほん')
  })
})
