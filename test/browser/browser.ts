import { existsSync } from 'node:fs'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright'
import { expect } from 'vitest'

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
]

/** Of `CHROMIUM_PATH`, or where one usually is. */
function chromiumPath(): string {
  const given = process.env['CHROMIUM_PATH']
  const places = given === undefined ? usualPlaces : [given]
  const found = places.find((path) => existsSync(path))
  if (found !== undefined) return found
  throw new Error(
    `There is no Chromium at ${places.join(', ')}. Install one (Debian: apt-get install chromium) or set CHROMIUM_PATH.`,
  )
}

export const launchOptions = () => ({
  executablePath: chromiumPath(),
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
})

export const launch = (): Promise<Browser> => chromium.launch(launchOptions())

export const screenshots = new URL('../../test-output/', import.meta.url).pathname

/** The page as a visitor uses it, with what went wrong in it. */
export class ChatPage implements AsyncDisposable {
  readonly page: Page
  readonly context: BrowserContext
  /** What the page wrote to its console as an error or a warning, and what it threw. */
  readonly complaints: string[] = []
  readonly requests: string[] = []
  /** The frames of all its sockets, from the page and to it. */
  readonly sent: string[] = []
  readonly heard: string[] = []

  private constructor(page: Page, context: BrowserContext) {
    this.page = page
    this.context = context
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.complaints.push(message.text())
    })
    page.on('pageerror', (error) => this.complaints.push(String(error)))
    page.on('request', (request) => this.requests.push(request.url()))
    page.on('websocket', (socket) => {
      this.requests.push(socket.url())
      socket.on('framesent', ({ payload }) => this.sent.push(String(payload)))
      socket.on('framereceived', ({ payload }) => this.heard.push(String(payload)))
    })
  }

  static async open(context: BrowserContext, url: string): Promise<ChatPage> {
    const chat = new ChatPage(await context.newPage(), context)
    await chat.page.goto(`${url}/chat`)
    return chat
  }

  get field() {
    return this.page.getByRole('textbox', { name: 'Message' })
  }

  get status() {
    return this.page.locator('#status')
  }

  async connected(): Promise<void> {
    await expect.poll(() => this.status.textContent(), { timeout: 20_000 }).toBe('Connected')
  }

  /** Writes without waiting for anything. */
  async write(text: string): Promise<void> {
    await this.field.fill(text)
    await this.field.press('Enter')
  }

  /** As when the visitor comes back from another tab. */
  lookAgain(): Promise<boolean> {
    return this.read(`document.dispatchEvent(new Event('visibilitychange'))`)
  }

  /** The value of an expression in the page. */
  read<T>(expression: string): Promise<T> {
    return this.page.evaluate<T>(expression)
  }

  /** What stands in the bubbles, from top to bottom; `…` before what is not stored yet. */
  texts(): Promise<string[]> {
    return this.read(`[...document.querySelectorAll('.message')].map((message) =>
      (message.classList.contains('unsent') ? '…' : '') + message.querySelector('.bubble').textContent)`)
  }

  async shows(...texts: string[]): Promise<void> {
    await expect.poll(() => this.texts(), { timeout: 20_000 }).toEqual(texts)
  }

  /** Whose conversation it is, as the operator sees them. */
  token(): Promise<string> {
    return this.read(`localStorage.getItem('openclaw-chat:token') ?? ''`)
  }

  screenshot(name: string): Promise<Buffer> {
    return this.page.screenshot({ path: `${screenshots}${name}.png`, animations: 'disabled' })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.page.close()
  }
}
