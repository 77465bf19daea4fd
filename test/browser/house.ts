import type { Browser, BrowserContext, BrowserContextOptions } from 'playwright'
import { afterAll, beforeAll, onTestFinished } from 'vitest'
import type { Message } from '../../src/generated/types.ts'
import { visitorIdOf } from '../../src/kernel/visitor.ts'
import { ask } from '../acceptance/gateway.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { ChatPage, launch } from './browser.ts'

export const greeting = 'Hello! Ask us anything about bikes, repairs or your order.'
const webchat = { type: 'webchat', title: 'Harbour Bikes', greeting, maxPerMinute: 1000 }
export const config = { rateLimits: { enabled: false }, channels: { webchat } }

export const desk = { viewport: { width: 1000, height: 760 } }
export const phone = { viewport: { width: 390, height: 780 }, isMobile: true, hasTouch: true }

/** A browser and a gateway for all tests of a file. */
export class BrowserHouse {
  #browser: Browser | undefined
  #server: TestServer | undefined

  constructor() {
    beforeAll(async () => {
      this.#browser = await launch()
      this.#server = await startTestServer({ config })
    })
    afterAll(async () => {
      await this.#browser?.close()
      await this.#server?.[Symbol.asyncDispose]()
    })
  }

  get server(): TestServer {
    if (this.#server === undefined) throw new Error('The server has not been started.')
    return this.#server
  }

  /** A device of its own. It is gone after the test. */
  async device(options: BrowserContextOptions = desk): Promise<BrowserContext> {
    if (this.#browser === undefined) throw new Error('The browser has not been started.')
    const context = await this.#browser.newContext(options)
    onTestFinished(() => context.close())
    return context
  }

  /** A new visitor. */
  async visit(options: BrowserContextOptions = desk, url = this.server.url): Promise<ChatPage> {
    const chat = await ChatPage.open(await this.device(options), url)
    await chat.connected()
    return chat
  }
}

export const userIdOf = async (chat: ChatPage): Promise<string> => visitorIdOf(await chat.token())

/** What the operator sees of this visitor, oldest first. */
export async function stored(url: string, userId: string): Promise<string[]> {
  const json = async (path: string): Promise<unknown> => (await ask(url + path)).json()
  const { sessions } = (await json(`/api/sessions?channel=webchat&userId=${userId}`)) as {
    sessions: { id: string }[]
  }
  const id = sessions[0]?.id ?? 'none'
  const { messages } = (await json(`/api/sessions/${id}/messages?limit=200`)) as {
    messages: Message[]
  }
  return messages.sort((a, b) => (a.id < b.id ? -1 : 1)).map(({ message }) => message)
}
