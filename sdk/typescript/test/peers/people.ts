import { Webhook } from 'standardwebhooks'
import { WebhookReceiver } from '../../../../test/support/webhook-receiver.ts'
import { Visitor } from '../package/visitor.ts'
import { webhookSecret } from '../support/known.ts'
import type { Peer } from './peer-server.ts'

const webhook = new Webhook(webhookSecret)

/** Has a message come in over the webhook channel `support` of a gateway. */
export async function receive(gateway: string, userId: string, message: string): Promise<void> {
  const id = crypto.randomUUID()
  const now = new Date()
  const body = JSON.stringify({ userId, message })
  const response = await fetch(`${gateway}/hooks/support`, {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': webhook.sign(id, now, body),
    },
  })
  const text = await response.text()
  if (response.status !== 202) throw new Error(`${String(response.status)}: ${text}`)
}

/** Has messages come in at once; each makes one event, and each of 10 users' first one another. */
export async function receiveMany(gateway: string, from: number, count: number): Promise<void> {
  const numbers = Array.from({ length: count }, (_, index) => from + index)
  await Promise.all(
    numbers.map((number) =>
      receive(gateway, `user-${String(number % 10)}`, `message ${String(number)}`),
    ),
  )
}

/** Where the user of a webhook channel is. */
export interface Receiver extends Peer {
  /** What has arrived, in its order. */
  readonly delivered: { verified: boolean; userId: string; message: string }[]
}

export async function openReceiver(): Promise<Receiver> {
  const receiver = await WebhookReceiver.start()
  return {
    url: receiver.url,
    get delivered() {
      return receiver.deliveries.map(({ verified, body: { userId, message } }) => ({
        verified,
        userId,
        message,
      }))
    },
    [Symbol.asyncDispose]: () => receiver[Symbol.asyncDispose](),
  }
}

/** Who writes in the web chat of a gateway. */
export interface ChatVisitor extends Peer {
  say: (id: string, text: string) => Promise<void>
  /** What was said and answered. */
  readonly texts: string[]
}

export async function openVisitor(url: string): Promise<ChatVisitor> {
  const visitor = new Visitor(url)
  await visitor.look()
  return {
    url,
    say: (id, text) => visitor.say(id, text),
    get texts() {
      return [...visitor.heard.values()]
    },
    [Symbol.asyncDispose]() {
      visitor.close()
      return Promise.resolve()
    },
  }
}
