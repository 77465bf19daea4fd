import { once } from 'node:events'
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'
import type { OutboundWebhook } from '../../src/generated/types.ts'

/** How the receiver answers one delivery; `endless` is a 200 with a body that never ends. */
export type Reply =
  { status: number; headers?: Record<string, string>; body?: string } | 'hang' | 'reset' | 'endless'

export interface Delivery {
  headers: IncomingHttpHeaders
  /** Whether the signature and the timestamp were right. */
  verified: boolean
  body: OutboundWebhook
}

/** A system on the other side of a webhook channel: verifies each delivery as the standard says, and answers as it is told. */
export class WebhookReceiver implements AsyncDisposable {
  static readonly secret = 'whsec_Y2FuYXJ5LXNlY3JldC1vZi10aGUtd2ViaG9vaw=='
  readonly deliveries: Delivery[] = []
  /** Bytes of endless bodies that were taken from it. */
  streamed = 0
  readonly #webhook = new Webhook(WebhookReceiver.secret)
  readonly #replies: Reply[] = []
  readonly #server: Server

  private constructor() {
    this.#server = createServer((req, res) => {
      this.#handle(req, res).catch((error: unknown) => res.destroy(error as Error))
    })
  }

  static async start(): Promise<WebhookReceiver> {
    const receiver = new WebhookReceiver()
    await new Promise<void>((resolve) => receiver.#server.listen(0, '127.0.0.1', resolve))
    return receiver
  }

  get url(): string {
    const { port } = this.#server.address() as AddressInfo
    return `http://127.0.0.1:${port}/in`
  }

  /** The next deliveries are answered so, one each; all others with 204. */
  reply(...replies: Reply[]): void {
    this.#replies.push(...replies)
  }

  /** The headers of an inbound request, signed as the standard says. */
  sign(
    id: string,
    body: string | Buffer,
    { at = new Date() } = {},
  ): Record<'webhook-id' | 'webhook-timestamp' | 'webhook-signature', string> {
    return {
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(at.getTime() / 1_000)),
      'webhook-signature': this.#webhook.sign(id, at, body),
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#server.close(() => {
        resolve()
      })
      this.#server.closeAllConnections()
    })
  }

  async #handle(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = await text(req)
    this.deliveries.push({
      headers: req.headers,
      verified: this.#verifies(body, req.headers),
      body: JSON.parse(body) as OutboundWebhook,
    })
    const reply = this.#replies.shift() ?? { status: 204 }
    if (reply === 'reset') res.socket?.resetAndDestroy()
    else if (reply === 'endless') await this.#stream(res)
    else if (reply !== 'hang') res.writeHead(reply.status, reply.headers).end(reply.body)
  }

  async #stream(res: ServerResponse): Promise<void> {
    const chunk = Buffer.alloc(65_536)
    const closed = once(res, 'close')
    while (!res.destroyed) {
      if (!res.write(chunk)) await Promise.race([once(res, 'drain'), closed])
      this.streamed += chunk.length
    }
  }

  #verifies(body: string, headers: IncomingHttpHeaders): boolean {
    try {
      this.#webhook.verify(body, headers as Record<string, string>)
      return true
    } catch {
      return false
    }
  }
}
