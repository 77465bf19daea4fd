import type { CursorFault } from '../events/event-stream.ts'

export interface Closing {
  code: number
  /** At most 123 bytes. */
  reason: string
}

/** How the event stream and the web chat end, as `spec/asyncapi.yaml` tells it. */
export const closing = {
  stopping: { code: 1001, reason: 'the server is stopping' },
  chatChanged: { code: 1001, reason: 'the web chat is being changed' },
  oneWay: { code: 1008, reason: 'this stream takes no messages' },
  revoked: { code: 1008, reason: 'the token may not listen any more' },
  noHello: { code: 1008, reason: 'hello did not come in time' },
  tooManySays: { code: 1008, reason: 'say: too many wait for their answer' },
  tooManyRefused: { code: 1008, reason: 'say: too many were refused' },
  tooManyPings: { code: 1008, reason: 'ping: too often' },
  failed: { code: 1011, reason: 'the server failed' },
  tooSlow: { code: 1013, reason: 'the consumer is too slow; reconnect with after' },
  slowVisitor: { code: 1013, reason: 'the client is too slow' },
  futureCursor: { code: 4400, reason: 'futureCursor: after is ahead of the newest event' },
  outdatedCursor: {
    code: 4410,
    reason: 'outdatedCursor: after is older than the events that are kept',
  },
} as const satisfies Record<string, Closing> & Record<CursorFault, Closing>

/** What a client did against the contract. @param fault the field and the rule */
export const wrongFrame = (fault: string): Closing => ({ code: 1008, reason: fault })
