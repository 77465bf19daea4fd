import { newUlid } from '../../src/kernel/ids.ts'
import type { TestServer } from './server.ts'
import { WebhookReceiver } from './webhook-receiver.ts'

/** The configuration of a webhook channel `support` that delivers to this receiver. */
export const support = (receiver: { url: string }) => ({
  channels: { support: { type: 'webhook', url: receiver.url, secret: WebhookReceiver.secret } },
})

/** Has a message come in over the channel `support`: one `message:received`, and one `session:created` for a new user. */
export async function postInbound(
  { server, receiver }: { server: TestServer; receiver: WebhookReceiver },
  { userId = 'user-1', message = 'Hi' } = {},
): Promise<void> {
  const body = JSON.stringify({ userId, message })
  const response = await server.fetch('/hooks/support', {
    method: 'POST',
    token: null,
    headers: { 'content-type': 'application/json', ...receiver.sign(newUlid(), body) },
    body,
  })
  if (response.status !== 202) throw new Error(`It answered ${response.status}.`)
  await response.arrayBuffer()
}
