import type { EventType } from '../generated/events.ts'
import type { DeliveryAttempt, Message } from '../generated/types.ts'
import type { JobTable, PositionTable, RunTable } from './job-tables.ts'

export type * from './job-tables.ts'

/** Times in every row are milliseconds since 1970. */
export interface SessionRow {
  id: string
  channel: string
  userId: string
  messageCount: number
  lastActivity: number
}

export interface MessageRow {
  id: string
  sessionId: string
  channel: string
  userId: string
  direction: Message['direction']
  message: string
  status: Message['status']
  error: string | null
  /** The channel's own id of an inbound message; unique in the channel. */
  externalId: string | null
  /** Who wrote it, where the channel says so. */
  senderId: string | null
  senderName: string | null
  /** Deliveries begun so far. */
  attempts: number
  /** Repeats of the schedule used up so far by this part: those that the gateway's own end called for don't count. */
  retries: number
  /** The part that is next, from 1 on. */
  part: number
  /** Where it begins in the text, in UTF-16 units: what is before has been delivered. */
  offset: number
  /** When the first attempt at this part began of which it is not known how it ended. */
  uncertainSince: number | null
  createdAt: number
  updatedAt: number
}

export interface AttemptRow {
  messageId: string
  /** From 1 on. */
  number: number
  part: number
  /** When it began. */
  time: number
  outcome: DeliveryAttempt['outcome']
  reason: string | null
}

export interface EventRow {
  id: number
  type: EventType
  time: number
  /** JSON text. */
  payload: string
}

/** What is counted of a channel's messages: how many came in, and how those that go out ended. */
export type ChannelCounter = 'received' | 'sent' | 'failed' | 'unknown'

export type ChannelCounts = { channel: string } & Record<ChannelCounter, number>

export interface IdempotencyRow {
  caller: string
  key: string
  bodyHash: string
  /** JSON text of the first answer. */
  response: string
  expiresAt: number
}

export interface SessionTable {
  /** Makes the session when it is new; counts one message more and moves `lastActivity` forward in either case. */
  touch(input: {
    channel: string
    userId: string
    at: number
  }): Promise<{ session: SessionRow; created: boolean }>
  get(id: string): Promise<SessionRow | undefined>
  /** Newest activity first, from behind `before` on. */
  list(query: {
    channel?: string | undefined
    userId?: string | undefined
    limit: number
    before?: { lastActivity: number; id: string } | undefined
  }): Promise<SessionRow[]>
  /** With its messages. @returns false when there was none */
  delete(id: string): Promise<boolean>
  /** Kept, not counted. */
  count(): Promise<number>
  /** The newest inbound message of each of the channel's conversations with the newest activity, newest first. */
  positions(query: {
    channel: string
    limit: number
  }): Promise<{ userId: string; externalId: string }[]>
}

export type MessageClaim = Pick<MessageRow, 'id' | 'attempts'>

export interface MessageChange extends Pick<
  MessageRow,
  'error' | 'retries' | 'part' | 'offset' | 'uncertainSince'
> {
  status: 'sent' | 'failed' | 'unknown' | 'queued'
  at: number
  nextAttemptAt?: number
}

export interface MessageTable {
  insert(row: MessageRow): Promise<void>
  get(id: string): Promise<MessageRow | undefined>
  findByExternalId(channel: string, externalId: string): Promise<MessageRow | undefined>
  /** Newest first, from behind `before` on. */
  list(query: {
    sessionId: string
    limit: number
    before?: string | undefined
  }): Promise<MessageRow[]>
  /**
   * Moves due messages from `queued` to `sending` and returns them. Only the oldest unfinished message of each session is
   * ever claimed, so that a conversation keeps its order.
   */
  claim(query: {
    channel: string
    now: number
    leaseUntil: number
    limit: number
  }): Promise<MessageRow[]>
  /** Takes a claim back in the transaction that made it: the message is queued until `dueAt`, and no attempt is counted. */
  release(claim: MessageClaim, dueAt: number): Promise<void>
  /**
   * Ends an attempt. `queued` means that another one follows at `nextAttemptAt`.
   * @param claim the message as it was claimed; a later claim of it is left alone
   * @returns the row as changed; undefined when it is gone or was no longer `sending` in that claim
   */
  settle(claim: MessageClaim, change: MessageChange): Promise<MessageRow | undefined>
  /** When the channel's next queued message that could be claimed falls due; undefined when there is none. */
  nextDue(channel: string): Promise<number | undefined>
  /** The channels that have messages which are `sending`. */
  sendingChannels(): Promise<string[]>
  /** Messages that are `sending` with a lease that ended before `leaseBefore`: their sender is gone. */
  abandoned(query: { channel: string; leaseBefore: number }): Promise<MessageRow[]>
}

export interface AttemptTable {
  insert(row: AttemptRow): Promise<void>
  /** The newest ones of a message, oldest first. */
  list(query: { messageId: string; limit: number }): Promise<AttemptRow[]>
}

export interface EventTable {
  /** @returns the event's number: one more than that of the event before, in commit order, without gaps */
  append(event: { type: EventType; time: number; payload: string }): Promise<number>
  read(query: {
    after: number
    limit: number
    types?: readonly EventType[] | undefined
  }): Promise<EventRow[]>
  /** Numbers of the oldest and the newest event that are kept; both 0 when there never was one. */
  bounds(): Promise<{ first: number; last: number }>
  /** Drops at most `limit` events that are older than `before` or beyond `keep`; the newest one always stays. */
  trim(query: { before: number; keep: number; limit: number }): Promise<number>
}

export interface ChannelCountTable {
  add(channel: string, counter: ChannelCounter): Promise<void>
  list(): Promise<ChannelCounts[]>
}

export interface IdempotencyTable {
  find(query: { caller: string; key: string; now: number }): Promise<IdempotencyRow | undefined>
  /** Replaces a row that has expired. */
  insert(row: IdempotencyRow): Promise<void>
  purge(query: { now: number; limit: number }): Promise<number>
}

/** Small documents by name, as JSON text. */
export interface DocumentTable {
  get(name: string): Promise<string | undefined>
  put(name: string, json: string): Promise<void>
}

export interface Tables {
  sessions: SessionTable
  messages: MessageTable
  attempts: AttemptTable
  events: EventTable
  channelCounts: ChannelCountTable
  idempotency: IdempotencyTable
  jobs: JobTable
  positions: PositionTable
  runs: RunTable
  documents: DocumentTable
}

/** Durable state. Throws `GatewayError('unavailable')` when the database does not answer. */
export interface Store extends AsyncDisposable {
  /** True when no other process can write to it: what is found unfinished at start is then nobody's. */
  readonly exclusive: boolean
  read<T>(work: (tables: Tables) => Promise<T>): Promise<T>
  /**
   * Runs `work` in a transaction and resolves when its commit is durable. Writes that wait at the same time share one
   * commit; one that throws undoes only itself. `work` makes queries only: no network, no timers.
   */
  write<T>(work: (tables: Tables) => Promise<T>): Promise<T>
  /** Calls back after each commit that appended events, those of other processes too. @returns a function that ends it */
  onAppend(listener: () => void): () => void
  /** Whether a write succeeds now; asks the database only when the last write is some seconds old or failed. */
  writable(): Promise<boolean>
}
