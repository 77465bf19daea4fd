import type { EventType } from '../generated/events.ts'

/**
 * An event as it goes over the wire: `frame` is the JSON text of `{id, type, time, payload}`. What breaks the contract has a number
 * only: it is passed, and not sent.
 */
export type EventFrame =
  | { id: number; type: EventType; frame: Buffer }
  | { id: number; type?: undefined; frame?: undefined }

/** A live subscriber of the log. */
export interface EventSink {
  /** Receives what was committed, in order, without gap. Must not throw and must not wait. */
  deliver(frames: readonly EventFrame[]): void
}

/** Why the log can't be read from a position: the contract's rules for `after`. */
export type CursorFault = 'outdatedCursor' | 'futureCursor'

export interface EventStream {
  /** The number of the newest event that live subscribers have been given. */
  readonly position: number
  /** @returns undefined when the log can be read on from `after`, else why not */
  checkCursor(after: number): Promise<CursorFault | undefined>
  /** At most `limit` events with a greater number than `after`, in order, of all types, those too that may not be sent. */
  read(after: number, limit: number): Promise<EventFrame[]>
  /** Delivers what comes after `position`. @returns a function that ends it */
  subscribe(sink: EventSink): () => void
}
