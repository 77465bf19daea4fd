import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { hashToken } from '../../../../src/kernel/token.ts'
import { launch } from '../../../../test/browser/browser.ts'
import { startTestServer, type TestServer } from '../../../../test/support/server.ts'
import { WebhookReceiver } from '../../../../test/support/webhook-receiver.ts'
import { openCuttingProxy } from '../support/cutting-proxy.ts'
import type { Target, Trial } from './page.ts'

const token = 'of-a-page-0123456789abcdef'
const botToken = 'of-a-bot-in-a-page-0123456789abcdef'
const reading = ['sessions:read', 'channels:read', 'events:read']
const tokens = [
  { name: 'page', hash: hashToken(token), scopes: [...reading, 'messages:write'] },
  { name: 'bot', hash: hashToken(botToken), scopes: ['events:read', 'messages:write'] },
]

let browser: Browser
let receiver: WebhookReceiver
let server: TestServer
let site: { url: string; close: () => Promise<void> }

beforeAll(async () => {
  receiver = await WebhookReceiver.start()
  const { secret } = WebhookReceiver
  const support = { type: 'webhook', url: receiver.url, secret, maxPerMinute: 10_000 }
  server = await startTestServer({ config: { auth: { tokens }, channels: { support } } })
  site = await openSite()
  browser = await launch()
})

afterAll(async () => {
  await browser.close()
  await site.close()
  await server[Symbol.asyncDispose]()
  await receiver[Symbol.asyncDispose]()
})

it('calls the gateway from a page of another origin, and reads all that the SDK gives elsewhere', async () => {
  const page = await openPage()
  const told = await call(page, 'requests', { baseUrl: server.url, token })
  expect(told).toMatchObject({ sameVersion: true, same: true, replayed: 'true' })
  expect(told.requestId).toMatch(/^\S{10,}$/)
  expect(told.users).toEqual(['page'])
})

it('tells in a page why it was refused, with the id of the request', async () => {
  const page = await openPage()
  const requestId: unknown = expect.stringMatching(/^\S{10,}$/)
  expect(await call(page, 'refusals', { baseUrl: server.url, token })).toEqual([
    { unauthorized: true, status: 401, code: 'UNAUTHORIZED', requestId },
    { unauthorized: false, status: 403, code: 'FORBIDDEN', requestId },
  ])
})

it('brings a page every event once and in order while its socket is cut', async () => {
  const proxy = await openCuttingProxy(server.url)
  onTestFinished(() => proxy[Symbol.asyncDispose]())
  proxy.cutEach(() => 20 + Math.random() * 60)
  const page = await openPage()
  const after = await newest()
  const count = 60
  const read = call(page, 'events', { baseUrl: proxy.url, token }, { after, count })
  const texts = Array.from({ length: count }, (_, index) => `message ${index}`)
  for (const text of texts) {
    await receive('reader', text)
    await expect.poll(() => proxy.cuts, { interval: 5 }).toBeGreaterThan(Number(text.slice(8)) / 6)
  }
  const { ids, texts: brought, sockets } = await read
  expect(brought).toEqual(texts)
  expect(ids).toEqual(ids.map((_, index) => after + 1 + index))
  expect(proxy.cuts).toBeGreaterThanOrEqual(10)
  expect(sockets).toBeGreaterThan(10)
})

it('answers messages from a page', async () => {
  const page = await openPage()
  const before = receiver.deliveries.length
  const answering = call(page, 'bot', { baseUrl: server.url, token: botToken }, 3)
  // Its stream begins when it is there: what is written before that is not for it.
  for (let number = 0; !(await isDone(answering)); number += 1) {
    await receive('writer', `question ${number}`)
  }
  expect(await answering).toBeGreaterThanOrEqual(3)
  await expect.poll(() => receiver.deliveries.length - before).toBeGreaterThanOrEqual(3)
  const answers = receiver.deliveries.slice(before).map(({ body }) => body.message)
  expect(answers.every((text) => /^You said: question \d+$/.test(text))).toBe(true)
  expect(new Set(answers).size).toBe(answers.length)
})

it('reads in a page how long to wait when the budget is used up', async () => {
  const page = await openPage()
  const told = await call(page, 'limit', { baseUrl: server.url, token })
  expect(told?.retryAfterMs).toBeGreaterThan(0)
  expect(told?.retryAfterMs).toBeLessThanOrEqual(60_000)
  expect(told?.requestId).toMatch(/^\S{10,}$/)
})

/** A page with the SDK in it, on an origin of its own. */
async function openSite(): Promise<typeof site> {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('page.ts', import.meta.url))],
    bundle: true,
    format: 'iife',
    platform: 'browser',
    write: false,
  })
  const script = outputFiles[0]?.text ?? ''
  const http = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8')
    response.end(`<!doctype html><title>SDK</title><script>${script}</script>`)
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  return {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    close: async () => {
      http.closeAllConnections()
      http.close()
      await once(http, 'close')
    },
  }
}

async function openPage(): Promise<Page> {
  const page = await browser.newPage()
  onTestFinished(() => page.close())
  await page.goto(site.url)
  return page
}

function call<Name extends keyof Trial>(
  page: Page,
  name: Name,
  target: Target,
  argument?: Parameters<Trial[Name]>[1],
): Promise<Awaited<ReturnType<Trial[Name]>>> {
  const values = [target, ...(argument === undefined ? [] : [argument])]
  const list = values.map((value) => JSON.stringify(value)).join()
  return page.evaluate(`trial.${name}(${list})`)
}

async function newest(): Promise<number> {
  const response = await server.fetch('/api/events?limit=1')
  return ((await response.json()) as { newest: number }).newest
}

async function receive(userId: string, message: string): Promise<void> {
  const body = JSON.stringify({ userId, message })
  const response = await fetch(`${server.url}/hooks/support`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...receiver.sign(crypto.randomUUID(), body) },
  })
  await response.arrayBuffer()
  expect(response.status).toBe(202)
}

/** Within a moment. */
const isDone = (promise: Promise<unknown>): Promise<boolean> =>
  Promise.race([
    promise.then(() => true),
    new Promise<false>((resolve) => {
      setTimeout(resolve, 100, false)
    }),
  ])
