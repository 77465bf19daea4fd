import type { EventType } from '../generated/events.ts'
import type {
  Channel,
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
  Session,
  SessionPage,
  Status,
  Tool,
  ToolParams,
  ToolResult,
} from '../generated/types.ts'
import type { WebhookRequest } from '../channels/channel.ts'
import type { EventFrame, EventSink, EventStream } from '../events/event-stream.ts'
import type { ConfigState as ConfigAnswer } from '../config/live-config.ts'
import type { Caller } from '../kernel/caller.ts'
import type { PageQuery } from '../kernel/page.ts'

export type { Caller, ConfigAnswer, EventFrame, EventSink, EventStream, PageQuery, WebhookRequest }

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
  /** The web chat, from its visitors' side. Every method throws `notFound` while no web chat is enabled. */
  chat: {
    describe(): { channel: string; title: string; greeting?: string }
    /** The newest messages of a conversation, oldest first: what the visitor said, and what was sent to them. */
    history(userId: string, limit: number): Promise<Message[]>
    /** Stores what a visitor says; the same id again is the same message. Throws `forbidden`, `rateLimited`. */
    receive(userId: string, said: { id: string; text: string }): Promise<Message>
  }
  tools: {
    /** Those that this caller may call. */
    list(caller: Caller): Tool[]
    invoke(
      name: string,
      params: ToolParams,
      options: { caller: Caller; signal: AbortSignal },
    ): Promise<ToolResult>
  }
  cron: {
    list(): Promise<CronJob[]>
    /** Throws `forbidden` for what the caller itself may not do. */
    create(input: CronJobInput, caller: Caller): Promise<CronJob>
    /** Throws `forbidden` as `create` does. */
    update(id: string, patch: CronJobPatch, caller: Caller): Promise<CronJob>
    delete(id: string): Promise<void>
    /** Throws `forbidden` for a tool that the caller itself may not call. */
    run(id: string, caller: Caller): Promise<CronRun>
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
