import { newUlid } from '../../src/kernel/ids.ts'
import { WebhookReceiver } from './webhook-receiver.ts'

/** The configuration of a webhook channel `support` that delivers to this receiver. */
export const support = (receiver: { url: string }) => ({
  channels: { support: { type: 'webhook', url: receiver.url, secret: WebhookReceiver.secret } },
})

/** Has a message come in over the channel `support`: one `message:received`, and one `session:created` for a new user. */
export async function postInbound(
  { server, receiver }: { server: { url: string }; receiver: WebhookReceiver },
  { userId = 'user-1', message = 'Hi' } = {},
): Promise<void> {
  const body = JSON.stringify({ userId, message })
  const response = await fetch(`${server.url}/hooks/support`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...receiver.sign(newUlid(), body) },
    body,
  })
  if (response.status !== 202) throw new Error(`It answered ${response.status}.`)
  await response.arrayBuffer()
}
