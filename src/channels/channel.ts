import type { ChannelStatus, Message } from '../generated/types.ts'
import type { Log } from '../kernel/log.ts'

/** A message on its way out. `id` stays the same over all attempts. */
export interface OutboundMessage {
  id: string
  channel: string
  userId: string
  message: string
  createdAt: Date
}

/** A message that came in. `externalId` names it in its channel: the same one again changes nothing. */
export interface InboundMessage {
  externalId: string
  userId: string
  message: string
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

export interface ChannelState {
  status: ChannelStatus
  /** Why it is not connected. Never holds a secret. */
  reason?: string
}

/** What a channel is given by the house. */
export interface ChannelContext {
  name: string
  log: Log
  /** Resolves with the stored message (the first one, when it is repeated) once it is durable; only then may the vendor be told. */
  receive: (message: InboundMessage) => Promise<Message>
  /** Tells each change of the connection. */
  report: (state: ChannelState) => void
}

/** A connection to one chat network. A vendor's folder exports one function that makes it from its configuration. */
export interface Channel {
  /** True when the other side drops a message whose `id` it has seen, so that an uncertain one may be sent again. */
  readonly deduplicates: boolean
  /** True when nothing can be sent unless the channel is `connected`: its messages then wait, and no attempt is counted. */
  readonly needsConnection: boolean
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
