import { createServer } from 'node:http'
import { mkdir } from 'node:fs/promises'
import { extname } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Page } from 'playwright'
import { onTestFinished } from 'vitest'
import { siteFolder } from '../docs/built-site.ts'
import { screenshots } from './browser.ts'
import type { BrowserHouse } from './house.ts'

export const desk = { viewport: { width: 1280, height: 900 } }
export const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }

/** What is shown, and all that went wrong or left the page. */
export interface DocsPage {
  page: Page
  complaints: string[]
  requests: string[]
}

export async function openDocs(
  house: BrowserHouse,
  url: string,
  options: Parameters<BrowserHouse['device']>[0] = desk,
): Promise<DocsPage> {
  const context = await house.device(options)
  const page = await context.newPage()
  const complaints: string[] = []
  const requests: string[] = []
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('requestfailed', (request) => complaints.push(`${request.url()} failed`))
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.url()}: ${response.status()}`)
  })
  context.on('request', (request) => requests.push(request.url()))
  await page.goto(url)
  return { page, complaints, requests }
}

/** Those that went further than the pages themselves. */
export const foreign = ({ requests }: DocsPage, base: string): string[] =>
  requests.filter((url) => !url.startsWith(base) && !/^(data|blob):/.test(url))

export const onDisk = pathToFileURL(siteFolder).href

const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
}

/** Somebody else's static server. @param path where the site is there @returns the address of the site */
export async function staticHost(
  files: Map<string, string>,
  path = '/some/where',
): Promise<string> {
  const server = createServer(({ url = '' }, response) => {
    const name = url.replace(`${path}/`, '').replace(/[?#].*$/, '')
    const text = files.get(name)
    response.writeHead(text === undefined ? 404 : 200, {
      'Content-Type': `${types[extname(name)] ?? 'text/plain'}; charset=utf-8`,
    })
    response.end(text)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('It has no port.')
  return `http://127.0.0.1:${address.port}${path}`
}

export async function shoot({ page }: DocsPage, name: string): Promise<void> {
  await mkdir(`${screenshots}docs`, { recursive: true })
  await page.screenshot({ path: `${screenshots}docs/${name}.png`, animations: 'disabled' })
}

/** Until Scalar has drawn the reference. */
export const drawn = (page: Page): Promise<void> =>
  page.getByRole('heading', { name: 'OpenClaw HTTP API' }).first().waitFor()
