import type { Event, EventPage, EventType } from '../../src/generated/types.ts'
import { eventExamples } from './examples.ts'

/** As the contract's query of `GET /api/events`. */
export interface PageQuery {
  after?: number
  types?: readonly EventType[]
  limit: number
}

const oldest = Math.min(...eventExamples.map(({ id }) => id))

/**
 * A log that is the contract's examples over and over: for the same types a number is the same event, but for its time, on each connection and in
 * each page.
 */
export class ExampleLog {
  #newest = 0

  /** The number of the newest event that there has been. */
  get newest(): number {
    return this.#newest
  }

  /** From now on there has been an event of this number, and all before it. */
  reach(id: number): void {
    this.#newest = Math.max(this.#newest, id)
  }

  /** @param example what is answered where neither `after` nor `types` are given */
  page({ after, types, limit }: PageQuery, example: EventPage): EventPage {
    if (after === undefined && types === undefined) return { ...example, newest: this.#newest }
    const examples = eventExamples.filter(({ type }) => types?.includes(type) !== false)
    const first = (after ?? oldest - 1) + 1
    const last = Math.min(this.#newest, first + limit - 1)
    const length = Math.max(0, last - first + 1)
    const events = Array.from({ length }, (_, index) => eventOf(first + index, examples))
    return { events, nextAfter: events.at(-1)?.id ?? first - 1, newest: this.#newest }
  }
}

/** @param examples those of the types that are wanted: there is no number without one */
export function eventOf(id: number, examples: readonly Event[]): Event {
  const { length } = examples
  const example = examples[(((id - oldest) % length) + length) % length]
  if (example === undefined) throw new Error('There is no example of these types.')
  return { ...example, id, time: new Date().toISOString() }
}
