import type { EventPayload, EventType } from '../generated/events.ts'
import type { Event, EventPage } from '../generated/types.ts'
import { type GatewayError, internal, invalid } from '../kernel/errors.ts'
import type { Log } from '../kernel/log.ts'
import type { EventRow, Store, Tables } from '../store/store.ts'
import { EventCheck, faultOfEvent, type Unchecked } from './event-check.ts'
import type { CursorFault, EventFrame, EventSink, EventStream } from './event-stream.ts'
import { EventTail } from './event-tail.ts'

/** The durable event log: append in the transaction of the state that the event tells of, read on from any number, follow. */
export class EventLog implements EventStream, AsyncDisposable {
  readonly #store: Store
  readonly #tail: EventTail
  readonly #check: EventCheck

  private constructor(store: Store, log: Log, position: number) {
    this.#store = store
    this.#check = new EventCheck(log)
    this.#tail = new EventTail({
      store,
      log,
      position,
      read: (after, limit) => this.read(after, limit),
    })
  }

  static async open(store: Store, log: Log): Promise<EventLog> {
    const { last } = await store.read((tables) => tables.events.bounds())
    return new EventLog(store, log, last)
  }

  get position(): number {
    return this.#tail.position
  }

  /**
   * Writes an event as part of the caller's transaction.
   * @throws GatewayError `internal` when the payload breaks the contract: nothing of the transaction is then kept
   */
  static async append<T extends EventType>(
    tables: Tables,
    type: T,
    payload: EventPayload<T>,
  ): Promise<void> {
    const time = Date.now()
    refuseInvalid({ id: 0, type, time: new Date(time).toISOString(), payload })
    await tables.events.append({ type, time, payload: JSON.stringify(payload) })
  }

  async checkCursor(after: number): Promise<CursorFault | undefined> {
    const { first, last } = await this.#store.read((tables) => tables.events.bounds())
    if (after > last) return 'futureCursor'
    return after < first - 1 ? 'outdatedCursor' : undefined
  }

  async read(after: number, limit: number): Promise<EventFrame[]> {
    const rows = await this.#store.read((tables) => tables.events.read({ after, limit }))
    return rows.map((row) => toFrame(row, this.#check.read(row)))
  }

  subscribe(sink: EventSink): () => void {
    return this.#tail.subscribe(sink)
  }

  /**
   * One page for clients that poll. Without `after` it starts at the oldest event that is kept. `nextAfter` passes what is left
   * out because it breaks the contract, so that nobody asks for it for ever.
   */
  async list(query: {
    after?: number
    types?: readonly EventType[]
    limit: number
  }): Promise<EventPage> {
    const fault = query.after === undefined ? undefined : await this.checkCursor(query.after)
    if (fault !== undefined) throw cursorError(fault)
    return this.#store.read(async (tables) => {
      const { first, last } = await tables.events.bounds()
      const after = query.after ?? Math.max(0, first - 1)
      const rows = await tables.events.read({ after, limit: query.limit, types: query.types })
      const reached = rows.at(-1)?.id ?? after
      // A short page has seen all there is, so the next one need not look at what the filter left out.
      const nextAfter = rows.length < query.limit ? Math.max(last, reached) : reached
      const events = rows.map((row) => this.#check.read(row)).filter((event) => event !== undefined)
      return { events, nextAfter, newest: Math.max(last, reached) }
    })
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#tail[Symbol.asyncDispose]()
  }
}

/** What a person is told of each fault. */
const cursorMessages: Record<CursorFault, string> = {
  outdatedCursor: 'is older than the events that are kept; events were lost. Start without it',
  futureCursor: 'is ahead of the newest event. Start without it',
}

const cursorError = (fault: CursorFault): GatewayError =>
  invalid({ field: 'query.after', rule: fault, message: cursorMessages[fault] })

function refuseInvalid(event: Unchecked): void {
  const fault = faultOfEvent(event)
  if (fault === undefined) return
  throw internal(new Error(`event ${event.type} breaks the contract: ${fault}`))
}

/** The stored payload is JSON that we wrote, so it goes to the socket as it is. */
const toFrame = (row: EventRow, event: Event | undefined): EventFrame =>
  event === undefined
    ? { id: row.id }
    : {
        id: row.id,
        type: event.type,
        frame: Buffer.from(
          `{"id":${row.id},"type":"${event.type}","time":"${event.time}","payload":${row.payload}}`,
        ),
      }
