import { type EventPayload, eventValidators, type EventType } from '../generated/events.ts'
import type { Event, EventPage } from '../generated/types.ts'
import { type GatewayError, internal, invalid } from '../kernel/errors.ts'
import type { Log } from '../kernel/log.ts'
import type { EventRow, Store, Tables } from '../store/store.ts'
import type { CursorFault, EventFrame, EventSink, EventStream } from './event-stream.ts'
import { EventTail } from './event-tail.ts'

/** The durable event log: append in the transaction of the state that the event tells of, read on from any number, follow. */
export class EventLog implements EventStream, AsyncDisposable {
  readonly #store: Store
  readonly #tail: EventTail

  private constructor(store: Store, log: Log, position: number) {
    this.#store = store
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
    refuseInvalid(type, { id: 0, type, time: new Date(time).toISOString(), payload })
    await tables.events.append({ type, time, payload: JSON.stringify(payload) })
  }

  async checkCursor(after: number): Promise<CursorFault | undefined> {
    const { first, last } = await this.#store.read((tables) => tables.events.bounds())
    if (after > last) return 'futureCursor'
    return after < first - 1 ? 'outdatedCursor' : undefined
  }

  async read(after: number, limit: number): Promise<EventFrame[]> {
    const rows = await this.#store.read((tables) => tables.events.read({ after, limit }))
    return rows.map(toFrame)
  }

  subscribe(sink: EventSink): () => void {
    return this.#tail.subscribe(sink)
  }

  /** One page for clients that poll. Without `after` it starts at the oldest event that is kept. */
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
      const newest = rows.at(-1)?.id ?? after
      // A short page has seen all there is, so the next one need not look at what the filter left out.
      const nextAfter = rows.length < query.limit ? Math.max(last, newest) : newest
      return { events: rows.map(toEvent), nextAfter }
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

function refuseInvalid(type: EventType, event: unknown): void {
  const validate = eventValidators[type]
  if (validate(event)) return
  const [fault] = validate.errors ?? []
  const where = `${fault?.instancePath ?? ''} ${fault?.message ?? ''}`
  throw internal(new Error(`event ${type} breaks the contract: ${where}`))
}

const timeOf = (row: EventRow): string => new Date(row.time).toISOString()

/** The stored payload is JSON already, so it is not parsed on its way to the socket. */
const toFrame = (row: EventRow): EventFrame => ({
  id: row.id,
  type: row.type,
  frame: Buffer.from(
    `{"id":${row.id},"type":"${row.type}","time":"${timeOf(row)}","payload":${row.payload}}`,
  ),
})

const toEvent = (row: EventRow): Event =>
  ({
    id: row.id,
    type: row.type,
    time: timeOf(row),
    payload: JSON.parse(row.payload) as unknown,
  }) as Event
