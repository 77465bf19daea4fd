import { Webhook } from 'standardwebhooks'
import type { WebhookConfig } from '../../generated/types.ts'
import { GatewayError } from '../../kernel/errors.ts'
import type { Channel, ChannelContext, SendOutcome, WebhookReceiver } from '../channel.ts'
import { open } from './open.ts'
import { post, type Target } from './post.ts'

/**
 * Any system, over Standard Webhooks both ways. There is no connection to watch: it counts as connected from its start on, and
 * from then on as its last message fared.
 */
export function createWebhook(
  config: WebhookConfig,
  context: ChannelContext,
): Channel & WebhookReceiver {
  const target = targetOf(config)
  return typeof target === 'string' ? broken(target, context) : working(target, context)
}

function working(target: Target, { report }: ChannelContext): Channel & WebhookReceiver {
  let running = false
  const tell = (outcome: SendOutcome): void => {
    // What the caller broke off says nothing of the receiver; one that refuses a message was reached.
    if (!running || outcome.outcome === 'unknown') return
    if (outcome.outcome === 'later') report({ status: 'disconnected', reason: outcome.reason })
    else report({ status: 'connected' })
  }
  return {
    deduplicates: true,
    needsConnection: false,
    start: () => {
      running = true
      report({ status: 'connected' })
    },
    send: async (message, signal) => {
      if (!running) return { outcome: 'later', reason: 'The channel is not running.' }
      if (signal.aborted) return { outcome: 'later', reason: 'There was no time left to send it.' }
      const outcome = await post(target, message, signal)
      tell(outcome)
      return outcome
    },
    stop: () => {
      running = false
      report({ status: 'disconnected', reason: 'stopped' })
      return Promise.resolve()
    },
    open: (request) => open(target.signer, request),
  }
}

/** A channel that its configuration does not let work: it says why, and holds its messages until that is mended. */
function broken(reason: string, { report }: ChannelContext): Channel & WebhookReceiver {
  return {
    deduplicates: true,
    needsConnection: true,
    start: () => {
      report({ status: 'error', reason })
    },
    send: () => Promise.resolve({ outcome: 'later', reason }),
    stop: () => Promise.resolve(),
    open: () => {
      throw new GatewayError('unavailable', 'This channel is not set up correctly.')
    },
  }
}

/** @returns where and how to send, or what is wrong with the configuration */
function targetOf(config: WebhookConfig): Target | string {
  const url = URL.parse(config.url)
  if (url === null) return 'The webhook url is not a valid URL.'
  // `fetch` takes none, and its refusal would show them.
  if (url.username !== '' || url.password !== '') return 'The webhook url must not hold a password.'
  try {
    return { url, signer: new Webhook(config.secret) }
  } catch {
    return 'The webhook secret is not valid base64.'
  }
}
