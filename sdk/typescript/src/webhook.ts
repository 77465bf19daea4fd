import { OpenClawError } from './errors.ts'
import { randomId } from './random.ts'

export interface SigningOptions {
  /** Of the channel, `whsec_…`. It stays here. */
  secret: string
  /** Names this one message: the same id again changes nothing. A new one where it is not given. */
  webhookId?: string | undefined
  /** When it was sent, in seconds since 1970; now where it is not given. */
  webhookTimestamp?: string | undefined
}

/**
 * The headers of [Standard Webhooks](https://www.standardwebhooks.com) for a body as it is sent.
 * @throws OpenClawError when the secret is not of the form `whsec_` and base64
 */
export async function signatureHeaders(
  body: string,
  { secret, webhookId, webhookTimestamp }: SigningOptions,
): Promise<Record<string, string>> {
  const id = webhookId ?? `msg_${randomId()}`
  const timestamp = webhookTimestamp ?? String(Math.floor(Date.now() / 1000))
  const algorithm = { name: 'HMAC', hash: 'SHA-256' }
  const key = await crypto.subtle.importKey('raw', keyOf(secret), algorithm, false, ['sign'])
  const text = new TextEncoder().encode(`${id}.${timestamp}.${body}`)
  const signature = new Uint8Array(await crypto.subtle.sign('HMAC', key, text))
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${btoa(String.fromCharCode(...signature))}`,
  }
}

function keyOf(secret: string): Uint8Array<ArrayBuffer> {
  try {
    const key = atob(secret.replace(/^whsec_/, ''))
    return Uint8Array.from(key, (letter) => letter.charCodeAt(0))
  } catch (cause) {
    throw new OpenClawError('`secret` must be `whsec_` and base64, as in the channel.', { cause })
  }
}
