import { Webhook } from 'standardwebhooks'
import type { WebhookConfig } from '../../generated/types.ts'
import { GatewayError } from '../../kernel/errors.ts'
import type { Channel, ChannelContext, WebhookReceiver } from '../channel.ts'
import { open } from './open.ts'
import { post, type Posted, type Target } from './post.ts'

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
  const tell = ({ down }: Posted): void => {
    if (!running || down === undefined) return
    if (down === null) report({ status: 'connected' })
    else report({ status: 'disconnected', reason: down })
  }
  return {
    dropsRepeatsForMs: Infinity,
    needsConnection: false,
    start: () => {
      running = true
      report({ status: 'connected' })
    },
    send: async (message, signal) => {
      if (!running) return { outcome: 'later', reason: 'The channel is not running.' }
      if (signal.aborted) return { outcome: 'later', reason: 'There was no time left to send it.' }
      const posted = await post(target, message, signal)
      tell(posted)
      return posted.outcome
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
    dropsRepeatsForMs: Infinity,
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
