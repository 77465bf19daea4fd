import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { TelegramServer as TestApi } from 'telegram-test-api/lib/telegramServer.js'

export interface ApiFault {
  error_code: number
  description: string
  parameters?: { retry_after: number }
}

/**
 * How one call goes wrong: an error of the Bot API, a wrong result, a proxy's page, no answer at all, or a connection that is reset after the
 * request was read (`taken`: after the Bot API has carried it out).
 */
export type Fault =
  ApiFault | { result: unknown } | { page: number } | 'hang' | 'reset' | 'taken, then reset'

export type Call = Record<string, unknown>

/** The library's store; its own types need a package that it does not bring. */
interface Storage {
  userMessages: { updateId: number; messageId: number; message: object }[]
  botMessages: { message: { chat_id: string | number; text: string } }[]
}

interface Request {
  method: string
  payload: Call
  body: string
  res: ServerResponse
}

/**
 * A Bot API server: telegram-test-api, behind a front that adds what that lacks (the token's check, the offset and long
 * polling of getUpdates, the conflict of two pollers) and that can be told to fail.
 */
export class TelegramServer implements AsyncDisposable {
  readonly token: string
  readonly #api = new TestApi({ host: '127.0.0.1' })
  readonly #calls: { method: string; payload: Call }[] = []
  readonly #faults = new Map<string, Fault[]>()
  #front: Server | undefined
  #port = 0
  #poll: ServerResponse | undefined

  private constructor(token: string) {
    this.token = token
  }

  get #storage(): Storage {
    return this.#api.storage as unknown as Storage
  }

  static async start(token = '4242:canary-token-of-telegram'): Promise<TelegramServer> {
    const server = new TelegramServer(token)
    await server.#startApi()
    await server.connect()
    return server
  }

  get apiRoot(): string {
    return `http://127.0.0.1:${this.#port}`
  }

  /** Sends as a user. `extra` replaces parts of the message, as in `{ text: undefined, photo: [] }`. */
  async say(message: string, { chatId = 456, extra = {} } = {}): Promise<void> {
    const client = this.#api.getClient(this.token, { chatId, userId: chatId })
    await client.sendMessage({ ...client.makeMessage(message), ...extra })
  }

  /** What the bot has sent, oldest first. */
  get sent(): { chatId: string; text: string }[] {
    return this.#storage.botMessages.map(({ message }) => ({
      chatId: String(message.chat_id),
      text: message.text,
    }))
  }

  /** The payloads of the calls of a method, oldest first. */
  calls(method: string): Call[] {
    return this.#calls.filter((call) => call.method === method).map(({ payload }) => payload)
  }

  /** Users' messages that the bot has not confirmed yet. */
  get unconfirmed(): number {
    return this.#storage.userMessages.length
  }

  /** The next calls of this method fail so, one each. */
  fail(method: string, ...faults: Fault[]): void {
    this.#faults.set(method, [...(this.#faults.get(method) ?? []), ...faults])
  }

  /** Takes connections again, on the same port. */
  async connect(): Promise<void> {
    const front = createServer((req, res) => {
      this.#handle(req, res).catch((error: unknown) => res.destroy(error as Error))
    })
    await new Promise<void>((resolve) => front.listen(this.#port, '127.0.0.1', resolve))
    this.#port = (front.address() as AddressInfo).port
    this.#front = front
  }

  /** Drops all connections and takes none. */
  async disconnect(): Promise<void> {
    const front = this.#front
    this.#front = undefined
    await new Promise<void>((resolve) => {
      if (front === undefined) {
        resolve()
        return
      }
      front.close(() => {
        resolve()
      })
      front.closeAllConnections()
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.disconnect()
    await this.#api.stop()
  }

  async #startApi(): Promise<void> {
    // Its constructor takes 0 for "none given".
    this.#api.config.port = 0
    await this.#api.start()
    const { port } = (Reflect.get(this.#api, 'server') as Server).address() as AddressInfo
    this.#api.config.apiURL = `http://127.0.0.1:${port}`
  }

  async #handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = await text(req)
    const [, token, method = ''] = /^\/bot([^/]*)\/(\w+)$/.exec(req.url ?? '') ?? []
    if (token !== this.token) {
      answer(res, { error_code: 401, description: 'Unauthorized' })
      return
    }
    const payload = (body === '' ? {} : JSON.parse(body)) as Call
    this.#calls.push({ method, payload })
    const request = { method, payload, body, res }
    const fault = this.#faults.get(method)?.shift()
    if (fault === undefined) await this.#serve(request)
    else await this.#break(request, fault)
  }

  async #serve(request: Request): Promise<void> {
    if (request.method === 'getUpdates') await this.#getUpdates(request)
    else reply(request.res, 200, await this.#forward(request))
  }

  async #break(request: Request, fault: Fault): Promise<void> {
    const { res } = request
    if (fault === 'hang') return
    if (typeof fault === 'object') {
      if ('result' in fault) reply(res, 200, JSON.stringify({ ok: true, ...fault }))
      else if ('page' in fault) reply(res, fault.page, '<html>Somebody else</html>', 'text/html')
      else answer(res, fault)
      return
    }
    if (fault === 'taken, then reset') await this.#forward(request)
    res.socket?.resetAndDestroy()
  }

  async #forward({ method, body }: Request): Promise<string> {
    const response = await fetch(`${this.#api.config.apiURL}/bot${this.token}/${method}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: body === '' ? '{}' : body,
    })
    return response.text()
  }

  async #getUpdates({ payload, res }: Request): Promise<void> {
    const { offset, timeout } = payload as { offset: number; timeout: number }
    const storage = this.#storage
    if (this.#poll?.writableEnded === false) answer(this.#poll, conflict)
    this.#poll = res
    storage.userMessages = storage.userMessages.filter(({ updateId }) => updateId >= offset)
    const deadline = Date.now() + timeout * 1_000
    while (isOpen(res) && storage.userMessages.length === 0 && Date.now() < deadline) {
      await sleep(10)
    }
    if (isOpen(res)) reply(res, 200, JSON.stringify({ ok: true, result: this.#updates() }))
  }

  #updates(): unknown[] {
    return this.#storage.userMessages.map(({ updateId, messageId, message }) => ({
      update_id: updateId,
      message: { ...message, message_id: messageId },
    }))
  }
}

const conflict: ApiFault = {
  error_code: 409,
  description:
    'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
}

const isOpen = (res: ServerResponse): boolean => !res.writableEnded && !res.destroyed

const answer = (res: ServerResponse, error: ApiFault): void => {
  reply(res, error.error_code, JSON.stringify({ ok: false, ...error }))
}

const reply = (
  res: ServerResponse,
  status: number,
  body: string,
  type = 'application/json',
): void => {
  res.writeHead(status, { 'content-type': type }).end(body)
}
