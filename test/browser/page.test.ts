import { describe, expect, it } from 'vitest'
import { answer } from '../support/chat-client.ts'
import { contrasts } from './contrast.ts'
import { BrowserHouse, desk, greeting, phone, userIdOf } from './house.ts'

const house = new BrowserHouse()

describe('the page', () => {
  it.each([
    ['light', { ...desk, colorScheme: 'light' }],
    ['dark', { ...desk, colorScheme: 'dark' }],
    ['phone', { ...phone, colorScheme: 'light', deviceScaleFactor: 2 }],
    ['phone-dark', { ...phone, colorScheme: 'dark', deviceScaleFactor: 2 }],
  ] as const)('can be read, and fits: %s', async (name, options) => {
    const chat = await house.visit(options)
    await chat.write('Hi! My order 4711 was to come on Friday. Is it on its way?')
    await chat.shows(greeting, 'Hi! My order 4711 was to come on Friday. Is it on its way?')
    const userId = await userIdOf(chat)
    await answer(house.server, userId, 'Let me look that up for you.')
    await answer(house.server, userId, 'It left this morning:\n\n  • frame, blue\n  • wheels, 28"')
    await expect.poll(async () => (await chat.texts()).length).toBe(4)
    await chat.write(`Great! ${'Donaudampfschifffahrtselektrizität'.repeat(4)}`)
    await chat.field.fill('x'.repeat(3900))
    await chat.screenshot(name)
    const found = await contrasts(chat)
    expect(found.map(({ text }) => text)).toEqual(
      expect.arrayContaining(['Connected', '100 characters left', greeting, 'New conversation']),
    )
    expect(found.filter(({ ratio }) => ratio < 4.5)).toEqual([])
    const overflow = await chat.read(`(({ scrollWidth, clientWidth, scrollHeight, clientHeight }) =>
      [scrollWidth - clientWidth, scrollHeight - clientHeight])(document.documentElement)`)
    expect(overflow).toEqual([0, 0])
  })

  it('says to a screen reader what is what, who wrote, and when', async () => {
    const chat = await house.visit()
    await chat.write('Hi')
    await chat.shows(greeting, 'Hi')
    await expect.poll(() => chat.page.locator('#log').getAttribute('aria-live')).toBe('polite')
    const tree = await chat.page.locator('body').ariaSnapshot()
    expect(tree).toContain('heading "Harbour Bikes" [level=1]')
    expect(tree).toContain('status: Connected')
    expect(tree).toContain('log "Conversation"')
    expect(tree).toMatch(/article:\n\s+- paragraph: Operator\n/)
    expect(tree).toMatch(/article:\n\s+- paragraph:\n\s+- text: You ·\n\s+- time: .+\n/)
    expect(tree).toContain('textbox "Message"')
    expect(tree).toContain('button "Send"')
    expect(tree).toContain('button "New conversation"')
    expect(await chat.field.getAttribute('aria-describedby')).toBe('keys counter')
    expect(await chat.page.locator('html').getAttribute('lang')).toBe('en')
  })

  it('can be used with the keyboard alone', async () => {
    const chat = await house.visit()
    const { keyboard } = chat.page
    const focused = () => chat.read<string>('document.activeElement.id')
    const order: string[] = []
    for (let n = 0; n < 4; n++) {
      await keyboard.press('Tab')
      order.push(await focused())
      const outline = await chat.read('getComputedStyle(document.activeElement).outlineStyle')
      expect(outline).toBe('solid')
    }
    expect(order).toEqual(['renew', 'log', 'text', 'send'])
    await keyboard.press('Shift+Tab')
    await keyboard.type('first line')
    await keyboard.press('Shift+Enter')
    await keyboard.type('second line')
    await keyboard.press('Enter')
    await chat.shows(greeting, 'first line\nsecond line')
    expect(await focused()).toBe('text')
    await keyboard.press('Enter')
    await keyboard.type('   ')
    await keyboard.press('Enter')
    await chat.shows(greeting, 'first line\nsecond line')
    await chat.page.locator('#renew').focus()
    await keyboard.press('Enter')
    await expect.poll(focused).toBe('stay')
    await keyboard.press('Escape')
    expect(await focused()).toBe('renew')
    await keyboard.press('Enter')
    await keyboard.press('Tab')
    await keyboard.press('Enter')
    await chat.shows(greeting)
  })

  it('takes 4000 characters, and counts down near the end', async () => {
    const chat = await house.visit()
    const counter = chat.page.locator('#counter')
    await chat.field.fill('x'.repeat(3600))
    expect(await counter.textContent()).toBe('')
    await chat.field.fill('x'.repeat(3990))
    expect(await counter.textContent()).toBe('10 characters left')
    await chat.field.press('End')
    await chat.page.keyboard.type('y'.repeat(20))
    expect(await counter.textContent()).toBe('0 characters left')
    await chat.field.press('Enter')
    await chat.shows(greeting, 'x'.repeat(3990) + 'y'.repeat(10))
  })

  it('stays at the newest message, unless the reader is at older ones', async () => {
    const chat = await house.visit(phone)
    const userId = await userIdOf(chat)
    const fromEnd = () =>
      chat.read<number>('Math.round(log.scrollHeight - log.scrollTop - log.clientHeight)')
    for (let n = 0; n < 20; n++) await answer(house.server, userId, `no ${n}`)
    await expect.poll(async () => (await chat.texts()).length).toBe(21)
    await expect.poll(fromEnd).toBeLessThan(2)
    await chat.read('log.scrollTop = 0')
    const newest = chat.page.getByRole('button', { name: 'New messages' })
    expect(await newest.isVisible()).toBe(false)
    await answer(house.server, userId, 'news')
    await expect.poll(() => newest.isVisible()).toBe(true)
    expect(await chat.read('log.scrollTop')).toBe(0)
    await newest.click()
    await expect.poll(fromEnd).toBeLessThan(2)
    expect(await newest.isVisible()).toBe(false)
    // The keyboard of a phone takes half of it.
    await chat.page.setViewportSize({ width: 390, height: 400 })
    await expect.poll(fromEnd).toBeLessThan(2)
    expect(await chat.field.isVisible()).toBe(true)
    await chat.screenshot('phone-keyboard')
  })
})
