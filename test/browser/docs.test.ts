import { beforeAll, describe, expect, it } from 'vitest'
import { writeSite } from '../docs/built-site.ts'
import { type Contrast, contrasts } from './contrast.ts'
import {
  desk,
  type DocsPage,
  drawn,
  foreign,
  onDisk,
  openDocs,
  phone,
  shoot,
} from './docs-support.ts'
import { BrowserHouse } from './house.ts'

const house = new BrowserHouse()
const served = (): string => `${house.server.url}/docs`
let pages: string[] = []

beforeAll(async () => {
  pages = [...(await writeSite()).keys()].filter((name) => name.endsWith('.html'))
})

const read = <T>({ page }: DocsPage, expression: string): Promise<T> => page.evaluate<T>(expression)

/** All that it needs of a page is to read in it. */
const contrastsOf = contrasts as unknown as (page: {
  read: (expression: string) => Promise<unknown>
}) => Promise<Contrast[]>

async function searchFor({ page }: DocsPage, words: string): Promise<void> {
  await page.keyboard.press('/')
  await page.getByRole('searchbox', { name: 'Search the documentation' }).fill(words)
  await page.locator('dialog.search a').first().waitFor()
}

describe.each([
  ['from the gateway', () => served()],
  ['from disk', () => onDisk],
])('the pages %s', (_where, base) => {
  it('are drawn without a complaint or a request to anybody else', async () => {
    expect(pages.length).toBeGreaterThan(9)
    for (const name of pages) {
      const docs = await openDocs(house, `${base()}/${name}`)
      if (name === 'http.html') await drawn(docs.page)
      await docs.page.getByRole('heading', { level: 1 }).first().waitFor()
      const { complaints } = docs
      expect({ name, complaints, foreign: foreign(docs, base()) }).toEqual({
        name,
        complaints: [],
        foreign: [],
      })
    }
  })

  it('find an operation, a guide and an event by the keyboard alone', async () => {
    const docs = await openDocs(house, `${base()}/index.html`)
    for (const [words, address] of [
      ['/api/messages', 'http.html#tag/messages/sendMessage'],
      ['missed moments', 'cron.html#missed-moments'],
      ['message:received', 'events.html#events-message-received'],
    ] as const) {
      await searchFor(docs, words)
      await docs.page.keyboard.press('ArrowDown')
      await docs.page.keyboard.press('Enter')
      await docs.page.waitForURL(`${base()}/${address}`)
      await docs.page.getByRole('heading', { level: 1 }).first().waitFor()
    }
    for (const [words, address] of [
      ['invoke tool', 'http.html#tag/tools/invokeTool'],
      ['Idempotency-Key', 'http.html#tag/messages/sendMessage'],
      ['outward side', 'http.html#tag/webhooks/webhook/deliverMessage'],
    ] as const) {
      await searchFor(docs, words)
      await docs.page.keyboard.press('Enter')
      await docs.page.waitForURL(`${base()}/${address}`)
      await drawn(docs.page)
      await docs.page.locator(`[id$="${address.replace('http.html#', '')}"]`).waitFor()
    }
    await searchFor(docs, 'DeliveryAttempt')
    await docs.page.keyboard.press('Enter')
    await docs.page.waitForURL(`${base()}/http.html#schemas/DeliveryAttempt`)
    await docs.page.locator('[id$="schemas/DeliveryAttempt"]').waitFor()
    expect(docs.complaints).toEqual([])
    expect(foreign(docs, base())).toEqual([])
  })

  it('become dark by a switch, and stay so', async () => {
    const docs = await openDocs(house, `${base()}/index.html`, { ...desk, colorScheme: 'light' })
    const background = () =>
      read<string>(docs, 'getComputedStyle(document.documentElement).backgroundColor')
    const button = docs.page.getByRole('button', { name: 'Dark mode' })
    expect(await background()).toBe('rgb(255, 255, 255)')
    await button.click()
    expect(await background()).toBe('rgb(18, 20, 24)')
    expect(await button.getAttribute('aria-pressed')).toBe('true')
    await docs.page.goto(`${base()}/http.html`)
    await drawn(docs.page)
    expect(await background()).toBe('rgb(18, 20, 24)')
    expect(await read(docs, 'document.body.className')).toContain('dark-mode')
    await docs.page.getByRole('button', { name: 'Dark mode' }).click()
    await expect.poll(() => read(docs, 'document.body.className')).toBe('light-mode')
    await docs.page.reload()
    await drawn(docs.page)
    expect(await background()).toBe('rgb(255, 255, 255)')
    expect(await read(docs, 'document.body.className')).toContain('light-mode')
  })
})

describe('the pages', () => {
  it.each([
    ['light-desktop', { ...desk, colorScheme: 'light' }],
    ['dark-desktop', { ...desk, colorScheme: 'dark' }],
    ['light-phone', { ...phone, colorScheme: 'light' }],
    ['dark-phone', { ...phone, colorScheme: 'dark' }],
  ] as const)('can be read, and fit: %s', async (look, options) => {
    for (const name of ['index', 'http', 'events', 'tools']) {
      const docs = await openDocs(house, `${served()}/${name}.html`, options)
      if (name === 'http') await drawn(docs.page)
      await shoot(docs, `${name}-${look}`)
      const overflow = await read(docs, 'document.documentElement.scrollWidth - innerWidth')
      expect({ name, overflow }).toEqual({ name, overflow: 0 })
      if (name === 'http') continue
      const found = await contrastsOf({ read: (text: string) => read(docs, text) })
      expect(found.length).toBeGreaterThan(20)
      expect(found.filter(({ ratio }) => ratio < 4.5)).toEqual([])
    }
    const event = await openDocs(house, `${served()}/events.html#events-message-received`, options)
    await shoot(event, `event-${look}`)
    const one = await openDocs(house, `${served()}/http.html#tag/messages/sendMessage`, options)
    await drawn(one.page)
    await one.page.getByText('Accepts a message for delivery.').first().waitFor()
    await shoot(one, `operation-${look}`)
    await searchFor(one, 'send message')
    await shoot(one, `search-${look}`)
  })

  it('have a menu on a phone, which the keyboard opens and closes', async () => {
    for (const name of ['index', 'http']) {
      const { page } = await openDocs(house, `${served()}/${name}.html`, phone)
      const menu = page.getByRole('button', { name: 'Menu', exact: true })
      const navigation = page.getByRole('navigation', { name: 'Documentation' })
      expect(await navigation.isVisible()).toBe(false)
      await menu.focus()
      await page.keyboard.press('Enter')
      expect(await menu.getAttribute('aria-expanded')).toBe('true')
      expect(await navigation.isVisible()).toBe(true)
      expect(await page.evaluate('document.activeElement.textContent')).toBe('Start')
      await page.keyboard.press('Escape')
      expect(await navigation.isVisible()).toBe(false)
      await page.keyboard.press('Enter')
      await navigation.getByRole('link', { name: 'Tools' }).press('Enter')
      await page.waitForURL(`${served()}/tools.html`)
    }
  })

  it('tell a screen reader what is what', async () => {
    const { page } = await openDocs(house, `${served()}/tools.html`)
    const tree = await page.locator('body').ariaSnapshot()
    expect(tree).toContain('link "Skip to the content"')
    expect(tree).toContain('navigation "Documentation"')
    expect(tree).toContain('navigation "On this page"')
    expect(tree).toContain('button "Search"')
    expect(tree).toContain('button "Dark mode"')
    expect(tree).toContain('main')
    expect(tree).toContain('heading "Tools" [level=1]')
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    expect(await page.evaluate('document.activeElement.id')).toBe('content')
  })
})
