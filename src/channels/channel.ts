import type { ChannelStatus, Sender } from '../generated/types.ts'
import type { Log } from '../kernel/log.ts'

/** A message on its way out, or one part of it. `id` and `offset` together stay the same over all attempts. */
export interface OutboundMessage {
  id: string
  channel: string
  userId: string
  /** All of the text, or the part of it that is to be sent now. */
  message: string
  /** Where this part begins in the whole text, in UTF-16 units. */
  offset: number
  createdAt: Date
}

/** A message that came in. `externalId` names it in its channel: the same one again changes nothing. */
export interface InboundMessage {
  externalId: string
  /** The conversation's address: what a message has to be sent to in order to answer. */
  userId: string
  message: string
  /** Who wrote it. */
  sender?: Sender
  /** When, by the vendor's clock, where it may be long ago. */
  writtenAt?: Date
}

/**
 * How an attempt ended. `later`: the service said so, or was not reached, so nothing was sent. `never`: it refused for good.
 * `unknown`: the connection broke after the request left, so it may or may not have been sent.
 */
export type SendOutcome =
  | { outcome: 'sent' }
  | { outcome: 'later'; reason: string; retryAfterMs?: number }
  | { outcome: 'never'; reason: string }
  | { outcome: 'unknown'; reason: string }

/** So much of a reason is told, in characters. The contract has room for more. */
export const longestReason = 500

/** Whether a message may go now. `waitMs` is 0, or how long this conversation, or the whole channel, has to wait. */
export interface Admission {
  waitMs: number
  of: 'conversation' | 'channel'
}

export interface ChannelState {
  status: ChannelStatus
  /** Why it is not connected. Never holds a secret. */
  reason?: string
}

/** The newest message of a conversation that is stored, for channels that catch up on what they missed. */
export interface Position {
  userId: string
  externalId: string
}

/** What a channel is given by the house. */
export interface ChannelContext {
  log: Log
  /**
   * Resolves when the message is durable, or known already; only then may the vendor be told. What may not come in is dropped, and
   * a flood leaves a note in its conversation. Rejects only when it can't be stored now.
   */
  take: (message: InboundMessage) => Promise<void>
  /** The conversations with the newest activity, newest first. */
  positions: (limit: number) => Promise<Position[]>
  /** Tells each change of the connection. */
  report: (state: ChannelState) => void
  /** Tells of what went wrong once and is not tried again, and changes nothing of the connection. */
  fault: (message: string) => void
}

/** A connection to one chat network. A vendor's folder exports one function that makes it from its configuration. */
export interface Channel {
  /**
   * For how long after an attempt the other side drops a repeat of it, by `id` and `offset`; in milliseconds, 0 where it never
   * does. An uncertain message is repeated within that time.
   */
  readonly dropsRepeatsForMs: number
  /** True when nothing can be sent unless the channel is `connected`: its messages then wait, and no attempt is counted. */
  readonly needsConnection: boolean
  /** Whether a text goes out in one piece. Longer ones are split. Without it all do. */
  readonly fits?: (text: string) => boolean
  /** Takes a place within the service's limits for one `send`. Without it there are none. */
  readonly admit?: (userId: string) => Promise<Admission>
  /** Returns at once; connects, and reconnects, by itself until `stop`. */
  start(): void
  /** Never throws. @param signal aborted when there is no time left; the outcome is then `unknown` */
  send(message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome>
  /** Takes no more from the vendor; resolves when what was being received is stored. */
  stop(): Promise<void>
}

/** What a webhook sender posted, untouched, so that its signature can be checked. Header names are lower-case. */
export interface WebhookRequest {
  headers: Record<string, string | undefined>
  body: Buffer
}

/** A channel that is handed signed requests by the HTTP server. */
export interface WebhookReceiver {
  /** @throws GatewayError `unauthorized` when the signature or the timestamp is wrong */
  open(request: WebhookRequest): InboundMessage
}
