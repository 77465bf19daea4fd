import type { EventFrame, EventSink, EventStream } from '../../src/gateway/gateway.ts'
import type { Event } from '../../src/generated/types.ts'

/** More often a timer is not worth its wakening; what is due comes together. */
const shortestTickMs = 10
/** Node's timers know no longer one, and fire at once instead. */
const longestTickMs = 2 ** 31 - 1

/** Numbers above would not be numbers of the contract before long. */
const largestAfter = Number.MAX_SAFE_INTEGER - 1_000_000_000

export interface ExampleStreamOptions {
  examples: readonly Event[]
  /** The number of the event before the first one. */
  after: number
  /** Events in a second; with 0 none comes. */
  rate: number
}

/** An endless log of examples: one after the other, each with the next number and the time at which it is sent. The first comes at once. */
export function exampleStream({ examples, after, rate }: ExampleStreamOptions): EventStream {
  let position = after
  const frameOf = (id: number): EventFrame[] => {
    const example = examples[(id - after - 1) % examples.length]
    return example === undefined ? [] : [toFrame(id, example)]
  }
  const framesTo = (from: number, to: number): EventFrame[] =>
    Array.from({ length: to - from }, (_, index) => from + index + 1).flatMap(frameOf)
  return {
    get position() {
      return position
    },
    checkCursor: (cursor) => Promise.resolve(cursor > largestAfter ? 'futureCursor' : undefined),
    read: (from, limit) => Promise.resolve(framesTo(from, Math.min(position, from + limit))),
    subscribe: (sink) =>
      rate === 0 || examples.length === 0
        ? () => undefined
        : everyTick(rate, (count) => {
            const from = position
            position += count
            deliver(sink, framesTo(from, position))
          }),
  }
}

const deliver = (sink: EventSink, frames: EventFrame[]): void => {
  if (frames.length > 0) sink.deliver(frames)
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

const toFrame = (id: number, example: Event): EventFrame => ({
  id,
  type: example.type,
  frame: Buffer.from(JSON.stringify({ ...example, id, time: new Date().toISOString() })),
})
