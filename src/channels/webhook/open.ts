import type { Webhook } from 'standardwebhooks'
import type { InboundWebhook } from '../../generated/types.ts'
import { GatewayError, invalid } from '../../kernel/errors.ts'
import type { InboundMessage, WebhookReceiver } from '../channel.ts'

type Request = Parameters<WebhookReceiver['open']>[0]

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * Checks the signature over the body as it came, and the timestamp, five minutes either way. The body's shape has been checked
 * by the contract.
 * @throws GatewayError `unauthorized`
 */
export function open(verifier: Webhook, { headers, body }: Request): InboundMessage {
  const id = headers['webhook-id'] ?? ''
  verify(verifier, { headers, body })
  const { userId, message } = parse(body)
  return { externalId: id, userId, message }
}

function verify(verifier: Webhook, { headers, body }: Request): void {
  const signed = {
    'webhook-id': headers['webhook-id'] ?? '',
    'webhook-timestamp': headers['webhook-timestamp'] ?? '',
    'webhook-signature': headers['webhook-signature'] ?? '',
  }
  try {
    verifier.verify(body, signed, { jsonParse: false })
  } catch (cause) {
    throw new GatewayError('unauthorized', 'The webhook signature or its timestamp is wrong.', {
      cause,
    })
  }
}

function parse(body: Buffer): InboundWebhook {
  try {
    return JSON.parse(utf8.decode(body)) as InboundWebhook
  } catch {
    throw invalid({ field: 'body', rule: 'json', message: 'must be JSON in UTF-8' })
  }
}
