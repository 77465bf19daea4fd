import type { EventType } from '../generated/events.ts'
import type {
  Channel,
  Config,
  ConfigPatch,
  CronJob,
  CronJobInput,
  CronJobPatch,
  CronRun,
  CronRunPage,
  EventPage,
  Health,
  Message,
  MessagePage,
  SendMessageRequest,
  Scope,
  Session,
  SessionPage,
  Status,
  Tool,
  ToolParams,
  ToolResult,
} from '../generated/types.ts'

/** Who is asking. `name` is the token's; `scopes` is what the token may do. */
export interface Caller {
  name: string
  scopes: ReadonlySet<Scope>
}

export interface PageQuery {
  /** 1 to 200. */
  limit: number
  /** The `nextCursor` of the page before. */
  cursor?: string
}

/** What a webhook sender posted, untouched, so that its signature can be checked. Header names are lower-case. */
export interface WebhookRequest {
  headers: Record<string, string | undefined>
  body: Buffer
}

export interface ConfigAnswer {
  config: Config
  /** Strong, in quotes, as HTTP has it. */
  etag: string
  /** Keys that wait for a restart, as `port` or `tools.workspace`. */
  restartRequired: string[]
}

/** An event as it goes over the wire: `frame` is the JSON text of `{id, type, time, payload}`. */
export interface EventFrame {
  id: number
  type: EventType
  frame: Buffer
}

/** A live subscriber of the log. */
export interface EventSink {
  /** Receives what was committed, in order, without gap; it must not throw and must not block. */
  deliver: (frames: EventFrame[]) => void
}

/** Why a position in the log can't be read from: the contract's rules for `after`. */
export type CursorFault = 'outdatedCursor' | 'futureCursor'

export interface EventStream {
  /** The number of the newest event that live subscribers have been given. */
  readonly position: number
  /** @returns undefined when reading can go on after this event, else why not */
  checkCursor(after: number): Promise<CursorFault | undefined>
  /** At most `limit` events after `after`, in order, of all types: the caller filters. */
  read(after: number, limit: number): Promise<EventFrame[]>
  /** From `position` on. @returns a function that ends it */
  subscribe(sink: EventSink): () => void
}

/**
 * The whole domain in the contract's types. Handlers see nothing else. Every method throws `GatewayError` for what the
 * contract foresees (not found, invalid, conflict, unavailable).
 */
export interface Gateway {
  health(): Promise<Health>
  status(): Promise<Status>
  sessions: {
    list(query: PageQuery & { channel?: string; userId?: string }): Promise<SessionPage>
    get(id: string): Promise<Session>
    delete(id: string): Promise<void>
    messages(id: string, query: PageQuery): Promise<MessagePage>
  }
  messages: {
    send(
      request: SendMessageRequest,
      options: { caller: Caller; idempotencyKey?: string | undefined },
    ): Promise<{ message: Message; replayed: boolean }>
    get(id: string): Promise<Message>
  }
  channels: {
    list(): Promise<Channel[]>
    /** Takes a signed message; throws `unauthorized` for a wrong signature. */
    receiveWebhook(channel: string, request: WebhookRequest): Promise<Message>
  }
  tools: {
    list(): Tool[]
    invoke(
      name: string,
      params: ToolParams,
      options: { caller: Caller; signal: AbortSignal },
    ): Promise<ToolResult>
  }
  cron: {
    list(): Promise<CronJob[]>
    create(input: CronJobInput): Promise<CronJob>
    update(id: string, patch: CronJobPatch): Promise<CronJob>
    delete(id: string): Promise<void>
    run(id: string): Promise<CronRun>
    runs(id: string, query: PageQuery): Promise<CronRunPage>
  }
  config: {
    get(): Promise<ConfigAnswer>
    update(
      patch: ConfigPatch,
      options: { caller: Caller; ifMatch?: string | undefined },
    ): Promise<ConfigAnswer>
  }
  events: EventStream & {
    list(query: { after?: number; types?: EventType[]; limit: number }): Promise<EventPage>
  }
}
