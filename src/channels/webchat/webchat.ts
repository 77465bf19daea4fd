import type { WebchatConfig } from '../../generated/types.ts'
import { isVisitorId } from '../../kernel/visitor.ts'
import type { Channel, ChannelContext, SendOutcome } from '../channel.ts'

/**
 * The page `/chat`. The conversation in the store is its visitor's mailbox: what is marked as sent there, they read there, now
 * or when they come back. So a message can neither be lost nor arrive twice on the way.
 */
export function createWebchat(_config: WebchatConfig, { report }: ChannelContext): Channel {
  return {
    dropsRepeatsForMs: Infinity,
    needsConnection: false,
    start: () => {
      report({ status: 'connected' })
    },
    send: ({ userId }) => Promise.resolve(isVisitorId(userId) ? sent : noVisitor(userId)),
    stop: () => {
      report({ status: 'disconnected', reason: 'stopped' })
      return Promise.resolve()
    },
  }
}

const sent: SendOutcome = { outcome: 'sent' }

const noVisitor = (userId: string): SendOutcome => ({
  outcome: 'never',
  reason: `"${userId}" is no visitor of the web chat: their ids are "visitor-" and 22 characters.`,
})
