import type { EventFrame, EventStream } from '../../src/gateway/gateway.ts'
import type { Event } from '../../src/generated/types.ts'
import { eventOf, type ExampleLog } from './example-log.ts'

/** More often a timer is not worth its wakening; what is due comes together. */
const shortestTickMs = 10
/** Node's timers know no longer one, and fire at once instead. */
const longestTickMs = 2 ** 31 - 1

/** Above the newest event that there has been: who goes on where an earlier mock was is let in, and all others are given no more to read. */
const mostAhead = 100_000

export interface ExampleStreamOptions {
  /** Is told how far this stream has come. */
  log: ExampleLog
  /** Those of the types that are wanted. */
  examples: readonly Event[]
  /** The number of the event before the first one. */
  after: number
  /** Events in a second; with 0 none comes. */
  rate: number
}

/** The examples without an end, each with the next number and the time at which it is sent. The first comes at once. */
export function exampleStream({ log, examples, after, rate }: ExampleStreamOptions): EventStream {
  let position = after
  const framesTo = (from: number, to: number): EventFrame[] =>
    Array.from({ length: to - from }, (_, index) => toFrame(eventOf(from + index + 1, examples)))
  return {
    get position() {
      return position
    },
    checkCursor: (cursor) =>
      Promise.resolve(cursor > log.newest + mostAhead ? 'futureCursor' : undefined),
    read: (from, limit) => Promise.resolve(framesTo(from, Math.min(position, from + limit))),
    subscribe: (sink) => {
      log.reach(position)
      if (rate === 0) return () => undefined
      return everyTick(rate, (count) => {
        const from = position
        position += count
        log.reach(position)
        sink.deliver(framesTo(from, position))
      })
    },
  }
}

/** @param send is given how many are due. @returns a function that ends it */
function everyTick(rate: number, send: (count: number) => void): () => void {
  const start = performance.now()
  let sent = 0
  const tick = (): void => {
    const due = 1 + Math.floor(((performance.now() - start) * rate) / 1000) - sent
    if (due === 0) return
    sent += due
    send(due)
  }
  const first = setImmediate(tick)
  const everyMs = Math.min(Math.max(shortestTickMs, 1000 / rate), longestTickMs)
  const timer = setInterval(tick, everyMs)
  return () => {
    clearImmediate(first)
    clearInterval(timer)
  }
}

const toFrame = (event: Event): EventFrame => ({
  id: event.id,
  type: event.type,
  frame: Buffer.from(JSON.stringify(event)),
})
