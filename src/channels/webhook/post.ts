import type { Webhook } from 'standardwebhooks'
import type { OutboundWebhook } from '../../generated/types.ts'
import type { OutboundMessage, SendOutcome } from '../channel.ts'
import { networkFault, neverLeft } from '../network.ts'
import { retryAfterMs } from './retry-after.ts'

const timeLimitMs = 15_000
const drainedBytes = 65_536

export interface Target {
  url: URL
  signer: Webhook
}

export interface Posted {
  outcome: SendOutcome
  /** Why the receiver counts as down: null when it was reached, also where it asks for time or refuses; undefined: nobody knows. */
  down: string | null | undefined
}

/** Posts a message, signed; `webhook-id` is the same over all attempts, so that the receiver can drop a repeat. */
export async function post(
  { url, signer }: Target,
  message: OutboundMessage,
  signal: AbortSignal,
): Promise<Posted> {
  // Not `AbortSignal.timeout`: its timer can't be cleared, and would stay for the whole limit after each message.
  const timeLimit = new AbortController()
  const timer = setTimeout(() => {
    timeLimit.abort(new DOMException('The time limit is over.', 'TimeoutError'))
  }, timeLimitMs)
  try {
    const response = await fetch(url, {
      ...request(signer, message),
      // A redirect could lead the message, and a server of ours, anywhere.
      redirect: 'manual',
      signal: AbortSignal.any([signal, timeLimit.signal]),
    })
    await drain(response)
    return answered(url.host, response)
  } catch (error) {
    // That says nothing of the receiver.
    if (signal.aborted) return { outcome: outOfTime, down: undefined }
    const reason = unanswered(url.host, error)
    const outcome = neverLeft(error) ? 'later' : 'unknown'
    return { outcome: { outcome, reason }, down: reason }
  } finally {
    clearTimeout(timer)
  }
}

const outOfTime: SendOutcome = { outcome: 'unknown', reason: 'There was no time left to wait.' }

function request(signer: Webhook, message: OutboundMessage): RequestInit {
  const { id, channel, userId } = message
  const now = new Date()
  const body = JSON.stringify({
    id,
    channel,
    userId,
    message: message.message,
    createdAt: message.createdAt.toISOString(),
  } satisfies OutboundWebhook)
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'openclaw',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
    'webhook-signature': signer.sign(id, now, body),
  }
  return { method: 'POST', headers, body }
}

function answered(host: string, { ok, status, headers }: Response): Posted {
  if (ok) return { outcome: { outcome: 'sent' }, down: null }
  const reason = `${host} answered ${status}.`
  if (status !== 429 && status < 500) return { outcome: { outcome: 'never', reason }, down: null }
  const wait = retryAfterMs(headers.get('retry-after'))
  const asked = wait === undefined ? {} : { retryAfterMs: wait }
  return {
    outcome: { outcome: 'later', reason, ...asked },
    down: status === 429 ? null : reason,
  }
}

function unanswered(host: string, error: unknown): string {
  const fault = networkFault(error)
  if (neverLeft(error)) return `${host} could not be reached (${fault}).`
  if (fault === 'TimeoutError') return `${host} did not answer within ${timeLimitMs / 1_000} s.`
  return `The connection to ${host} broke (${fault}).`
}

/** Reads a small answer to its end, so that the connection can be used again; a large one is dropped with it. */
async function drain({ body }: Response): Promise<void> {
  if (body === null) return
  let bytes = 0
  try {
    for await (const chunk of body as AsyncIterable<Uint8Array>) {
      bytes += chunk.byteLength
      if (bytes > drainedBytes) return
    }
  } catch {
    // The status has told all that counts.
  }
}
