import type { CursorFault } from '../events/event-stream.ts'

interface Closing {
  code: number
  reason: string
}

/** How the stream ends, as `spec/asyncapi.yaml` tells it. Reasons are at most 123 bytes. */
export const closing = {
  stopping: { code: 1001, reason: 'the server is stopping' },
  oneWay: { code: 1008, reason: 'this stream takes no messages' },
  revoked: { code: 1008, reason: 'the token may not listen any more' },
  failed: { code: 1011, reason: 'the server failed' },
  tooSlow: { code: 1013, reason: 'the consumer is too slow; reconnect with after' },
  futureCursor: { code: 4400, reason: 'futureCursor: after is ahead of the newest event' },
  outdatedCursor: {
    code: 4410,
    reason: 'outdatedCursor: after is older than the events that are kept',
  },
} as const satisfies Record<string, Closing> & Record<CursorFault, Closing>
