import { createHash } from 'node:crypto'
import { WebhookReceiver } from '../support/webhook-receiver.ts'

export const secrets = {
  gateway: 'canary-of-the-gateway-0123456789',
  named: 'canary-of-a-named-token-0123456789',
  botToken: '4242:canary-of-telegram',
  unreachableBot: '4343:canary-of-an-unreachable-bot',
  webhook: WebhookReceiver.secret,
  /** What the webhook's secret is in base64. */
  webhookKey: 'canary-secret-of-the-webhook',
  unrelated: 'canary-in-the-environment',
  wrong: 'canary-that-is-no-token',
  patched: '4444:canary-of-a-patch',
  patchedSecret: `whsec_${Buffer.from('canary-of-a-patched-webhook').toString('base64')}`,
  parameter: 'canary-in-a-parameter',
  unsent: 'canary-in-a-message',
  mcpHeader: 'canary-in-a-header-for-an-mcp-server',
  mcpVariable: 'canary-in-a-variable-for-an-mcp-server',
  execVariable: 'canary-in-a-variable-for-exec',
}

/** A secret as it is, and as it would look on its way through something else. */
const disguises = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  Buffer.from(secret).toString('base64').replace(/=+$/, ''),
  Buffer.from(secret).toString('base64url'),
  createHash('sha256').update(secret).digest('hex'),
]

/** The names of the secrets that a text shows. */
export const shownIn = (text: string): string[] =>
  Object.entries(secrets)
    .filter(([, secret]) => disguises(secret).some((disguise) => text.includes(disguise)))
    .map(([name]) => name)
