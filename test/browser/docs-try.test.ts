import type { Page } from 'playwright'
import { beforeAll, describe, expect, it } from 'vitest'
import { operations } from '../../src/generated/operations.ts'
import { writeSite } from '../docs/built-site.ts'
import { gatewayToken } from '../support/server.ts'
import {
  desk,
  type DocsPage,
  drawn,
  foreign,
  onDisk,
  openDocs,
  phone,
  shoot,
  staticHost,
} from './docs-support.ts'
import { BrowserHouse } from './house.ts'

const house = new BrowserHouse()
let files: Map<string, string>

beforeAll(async () => {
  files = await writeSite()
})

/** Opens Scalar's form for a request. */
async function open({ page }: DocsPage, operationId: string): Promise<void> {
  await drawn(page)
  const section = page.locator(`[id$="/${operationId}"]`)
  await section.getByRole('button', { name: /Test Request/ }).click()
  await page.getByRole('dialog').getByRole('button', { name: /^Send/ }).first().waitFor()
}

const send = (page: Page): Promise<void> =>
  page.getByRole('dialog').getByRole('button', { name: /^Send/ }).first().click()

const answer = (page: Page): Promise<string> => page.getByRole('dialog').innerText()

const enterToken = (page: Page): Promise<void> =>
  page.getByRole('dialog').getByPlaceholder('Token').fill(gatewayToken)

const tryButtons = (page: Page, operationId = '') =>
  page.locator(`[id$="/${operationId}"]`).getByRole('button', { name: /Test Request/ })

const storage = (page: Page): Promise<string> =>
  page.evaluate('JSON.stringify([{ ...localStorage }, { ...sessionStorage }, document.cookie])')

describe('a request from the page', () => {
  it('goes to the gateway that serves it, and its answer is shown', async () => {
    const { url } = house.server
    const docs = await openDocs(house, `${url}/docs/http.html#tag/system/getStatus`)
    await open(docs, 'getStatus')
    await enterToken(docs.page)
    await send(docs.page)
    await expect.poll(() => answer(docs.page), { timeout: 10_000 }).toContain('"running"')
    expect(await answer(docs.page)).toContain('200')
    await shoot(docs, 'try-it')
    expect(docs.requests).toContain(`${url}/api/status`)
    expect(docs.complaints).toEqual([])
    expect(foreign(docs, url)).toEqual([])
    expect(await storage(docs.page)).not.toContain(gatewayToken)
    await docs.page.reload()
    await drawn(docs.page)
    expect(await docs.page.getByPlaceholder('Token').first().inputValue()).toBe('')
  })

  it('with a body is the example of the contract', async () => {
    const { url } = house.server
    const docs = await openDocs(house, `${url}/docs/http.html#tag/messages/sendMessage`)
    await open(docs, 'sendMessage')
    await enterToken(docs.page)
    const sent = docs.page.waitForRequest((request) => request.method() === 'POST')
    await send(docs.page)
    expect((await sent).url()).toBe(`${url}/api/messages`)
    expect((await sent).postDataJSON()).toEqual({
      channel: 'telegram',
      userId: 'user-123',
      message: 'Hello from API!',
    })
    // This gateway has no such channel, and says so.
    await expect.poll(() => answer(docs.page), { timeout: 10_000 }).toContain('INVALID_REQUEST')
  })

  it('is taken by the gateway as it is filled in, for every GET that needs no id', async () => {
    const { url } = house.server
    const gets = Object.values(operations).filter(
      ({ method, path, tag }) => method === 'get' && !path.includes('{') && tag !== 'chat',
    )
    const ids = gets.map(({ id }) => id).filter((id) => id !== 'getDocs')
    expect(ids.length).toBeGreaterThan(11)
    const docs = await openDocs(house, `${url}/docs/http.html`)
    for (const id of ids) {
      await docs.page.goto(`${url}/docs/http.html#tag/${operations[id].tag}/${id}`)
      await open(docs, id)
      const token = docs.page.getByRole('dialog').getByPlaceholder('Token')
      if (await token.isVisible()) await token.fill(gatewayToken)
      const answered = docs.page.waitForResponse((response) => !response.url().includes('/docs/'))
      await send(docs.page)
      const response = await answered
      expect({ id, status: response.status(), path: new URL(response.url()).pathname }).toEqual({
        id,
        status: 200,
        path: operations[id].path,
      })
      // A form that is closed before its answer is shown takes its request back, and says so in the console.
      await expect.poll(() => answer(docs.page), { timeout: 10_000 }).toMatch(/\b200\s+OK\b/)
      await docs.page.keyboard.press('Escape')
      await docs.page.getByRole('dialog').waitFor({ state: 'hidden' })
    }
    expect(docs.complaints).toEqual([])
  }, 150_000)

  it('changes the configuration as it is filled in', async () => {
    const { url } = house.server
    const docs = await openDocs(house, `${url}/docs/http.html#tag/config/updateConfig`)
    await open(docs, 'updateConfig')
    await enterToken(docs.page)
    const answered = docs.page.waitForResponse((response) => response.url().endsWith('/api/config'))
    await send(docs.page)
    expect((await answered).status()).toBe(200)
  })

  it('is not offered where a page can make none: signed, or answered by a page', async () => {
    const { url } = house.server
    for (const [id, tag] of [
      ['receiveWebhook', 'webhooks'],
      ['getChat', 'chat'],
      ['getDocs', 'docs'],
      ['getDocsFile', 'docs'],
    ] as const) {
      const docs = await openDocs(house, `${url}/docs/http.html#tag/${tag}/${id}`)
      await drawn(docs.page)
      await docs.page.getByText(operations[id].path).first().waitFor()
      const section = docs.page.locator(`[id$="/${id}"]`)
      await expect.poll(() => section.innerText()).toContain('curl')
      expect({ id, shown: await tryButtons(docs.page, id).count() }).toEqual({ id, shown: 0 })
    }
  })

  it('is not offered from disk, and the page says why', async () => {
    const docs = await openDocs(house, `${onDisk}/http.html#tag/system/getStatus`)
    await drawn(docs.page)
    const section = docs.page.locator('[id$="/getStatus"]')
    await expect.poll(() => section.innerText()).toContain('curl')
    expect(await docs.page.getByRole('button', { name: /Test Request/ }).count()).toBe(0)
    expect(await docs.page.locator('body').innerText()).toContain(
      'From disk no request can be sent',
    )
  })

  it('goes where the reader says, from below /docs/ of a host that is no gateway too', async () => {
    const base = await staticHost(files, '/docs')
    const docs = await openDocs(house, `${base}/http.html#tag/system/getHealth`)
    await drawn(docs.page)
    const field = docs.page.getByPlaceholder('value').first()
    expect(await field.inputValue()).toBe(new URL(base).origin)
    await field.fill(house.server.url)
    await open(docs, 'getHealth')
    await send(docs.page)
    await expect.poll(() => answer(docs.page), { timeout: 10_000 }).toContain('"uptime"')
    expect(foreign(docs, base)).toEqual([`${house.server.url}/health`])
  })

  it('can be read on a phone and a desk, light and dark', async () => {
    const { url } = house.server
    for (const [look, options] of [
      ['light-desktop', { ...desk, colorScheme: 'light' }],
      ['dark-desktop', { ...desk, colorScheme: 'dark' }],
      ['light-phone', { ...phone, colorScheme: 'light' }],
      ['dark-phone', { ...phone, colorScheme: 'dark' }],
    ] as const) {
      const docs = await openDocs(house, `${url}/docs/http.html#tag/messages/sendMessage`, options)
      await open(docs, 'sendMessage')
      await shoot(docs, `try-it-${look}`)
      const form = docs.page.getByRole('dialog')
      expect(await form.locator('.scalar-sidebar-toggle').isVisible()).toBe(false)
      const isNarrow = options.viewport.width < 600
      expect(await form.getByTestId('auth-indicator').isVisible()).toBe(!isNarrow)
    }
  })

  it('from another host goes to the gateway that the reader names', async () => {
    const base = await staticHost(files)
    const docs = await openDocs(house, `${base}/http.html#tag/system/getStatus`)
    await drawn(docs.page)
    await docs.page.getByPlaceholder('value').first().fill(house.server.url)
    await open(docs, 'getStatus')
    await enterToken(docs.page)
    await send(docs.page)
    await expect.poll(() => answer(docs.page), { timeout: 10_000 }).toContain('"running"')
    expect(docs.complaints).toEqual([])
    expect(foreign(docs, base)).toEqual([`${house.server.url}/api/status`])
  })
})

it('shows a sample in each language, asking the gateway that serves the page', async () => {
  const { url } = house.server
  const { page } = await openDocs(house, `${url}/docs/http.html#tag/messages/sendMessage`)
  await drawn(page)
  const section = page.locator('[id$="/sendMessage"]')
  const picker = section.getByTestId('client-picker')
  const shown = async (): Promise<string> => (await section.innerText()).replaceAll('\u00a0', ' ')
  await expect.poll(shown).toContain(`curl ${url}/api/messages`)
  for (const [from, to, sign] of [
    ['curl', 'TypeScript', `baseUrl: '${url}'`],
    ['TypeScript', 'Python', 'claw.messages.send('],
  ] as const) {
    expect(await picker.innerText()).toContain(from)
    await picker.click()
    const options = page.getByRole('option')
    await options.first().waitFor()
    const names = await options.allInnerTexts()
    expect(names.map((name) => name.trim())).toEqual(['curl', 'TypeScript', 'Python'])
    await options.filter({ hasText: to }).click()
    await expect.poll(shown).toContain(sign)
  }
})
