// Generated from spec/ by `npm run generate`. Do not edit.
import type { Api } from '../api.ts'
import type { ApiPromise } from '../api-promise.ts'
import type { CallOptions } from '../options.ts'
import { paginate, type PagePromise } from '../pages.ts'
import type { SigningOptions } from '../webhook.ts'
import type * as schema from './schema.ts'

type Query<Id extends keyof schema.operations> = NonNullable<
  schema.operations[Id]['parameters']['query']
>

export type PageOf<Item, Field extends string> = PagePromise<Item, Record<Field, Item[]> & { nextCursor?: string }>

/**
 * A session is one user's conversation on one channel, with its messages.
 */
export class Sessions {
  readonly #api: Api

  constructor(api: Api) {
    this.#api = api
  }

  /**
   * List sessions.
   *
   * Lists conversations, the one with the newest activity first. Pass `nextCursor` of an answer as `cursor` to get the
   * next page; the last page has none.
   */
  list(query: Query<'listSessions'> = {}, options: CallOptions = {}): PageOf<schema.Session, 'sessions'> {
    return paginate<schema.Session, 'sessions'>(
      'sessions',
      (cursor) => this.#api.exchange('listSessions', { query: cursor === undefined ? query : { ...query, cursor } }, options),
      query.cursor,
    )
  }

  /**
   * Get a session.
   *
   * Returns one conversation by its id.
   *
   * @param id The session's id.
   */
  get(id: string, options: CallOptions = {}): ApiPromise<schema.Session> {
    return this.#api.call('getSession', { path: { id } }, options)
  }

  /**
   * Delete a session.
   *
   * Removes the conversation and all its messages. Messages that were still queued are not sent any more.
   *
   * @param id The session's id.
   */
  delete(id: string, options: CallOptions = {}): ApiPromise<void> {
    return this.#api.call('deleteSession', { path: { id } }, options)
  }

  /**
   * List a session's messages.
   *
   * Lists the messages of one conversation in both directions, the newest first.
   *
   * @param id The session's id.
   */
  messages(id: string, query: Query<'listSessionMessages'> = {}, options: CallOptions = {}): PageOf<schema.Message, 'messages'> {
    return paginate<schema.Message, 'messages'>(
      'messages',
      (cursor) => this.#api.exchange('listSessionMessages', { path: { id }, query: cursor === undefined ? query : { ...query, cursor } }, options),
      query.cursor,
    )
  }
}

/**
 * Send a message, and learn honestly whether it was delivered.
 */
export class Messages {
  readonly #api: Api

  constructor(api: Api) {
    this.#api = api
  }

  /**
   * Send a message.
   *
   * Accepts a message for delivery. 202 means that it is stored durably and will be sent, even if the gateway is
   * killed right after; `GET /api/messages/{id}` and the events `message:sent` and `error` tell how it went. A channel
   * that is down holds its messages until it is up again.
   *
   * With an `Idempotency-Key`, the same request may be repeated safely for 24 hours: the first answer comes again, with
   * `Idempotent-Replayed: true`, and nothing is sent twice. The same key with another body is refused with 409.
   *
   * @param options.idempotencyKey A value of your own that names this one request.
   */
  send(body: schema.SendMessageRequest, options: CallOptions & { idempotencyKey?: string | undefined } = {}): ApiPromise<schema.Message> {
    return this.#api.call('sendMessage', { body, header: { 'Idempotency-Key': options.idempotencyKey } }, options)
  }

  /**
   * Get a message.
   *
   * Returns one message with its delivery status and, for one that goes out, each attempt that was made.
   *
   * @param id The message's id.
   */
  get(id: string, options: CallOptions = {}): ApiPromise<schema.Message> {
    return this.#api.call('getMessage', { path: { id } }, options)
  }
}

/**
 * The chat networks that this gateway is connected to.
 */
export class Channels {
  readonly #api: Api

  constructor(api: Api) {
    this.#api = api
  }

  /**
   * List channels.
   *
   * Lists the configured channels with their connection and how many messages each has carried.
   */
  list(options: CallOptions = {}): ApiPromise<schema.ChannelList> {
    return this.#api.call('listChannels', {  }, options)
  }
}

/**
 * Functions that programs may call through the gateway.
 */
export class Tools {
  readonly #api: Api

  constructor(api: Api) {
    this.#api = api
  }

  /**
   * List tools.
   *
   * Lists the tools that this token may call, with the JSON Schema of their parameters; also those that are disabled, or whose MCP
   * server is away. A tool of an MCP server is named `server.tool`.
   */
  list(options: CallOptions = {}): ApiPromise<schema.ToolList> {
    return this.#api.call('listTools', {  }, options)
  }

  /**
   * Invoke a tool.
   *
   * Calls a tool and waits for its result. The parameters are checked against the tool's `inputSchema`; a tool that fails
   * by itself is answered as `INVALID_REQUEST` with its own message (rule `toolFailed`, or `timeLimit` after `tools.timeoutSeconds`), one
   * that is disabled, or not among the token's `tools`, as `FORBIDDEN`, one whose MCP server is away as `INTERNAL_ERROR` (503). When
   * `tools.maxConcurrent` calls go on, others wait; when too many wait, `RATE_LIMITED`. A caller that goes away ends its call.
   *
   * @param name The tool's name.
   */
  invoke(name: string, body: schema.InvokeToolRequest, options: CallOptions = {}): ApiPromise<schema.ToolResult> {
    return this.#api.call('invokeTool', { path: { name }, body }, options)
  }
}

/**
 * Messages and tool calls on a schedule, and the record of each run.
 */
export class Cron {
  readonly #api: Api

  constructor(api: Api) {
    this.#api = api
  }

  /**
   * List jobs.
   *
   * Lists the scheduled jobs, those of the configuration and those made through the API, with their next and last run.
   */
  list(options: CallOptions = {}): ApiPromise<schema.CronJobList> {
    return this.#api.call('listCronJobs', {  }, options)
  }

  /**
   * Create a job.
   *
   * Makes a job that sends a message or calls a tool on a schedule. The channel has to be configured, the tool known and its parameters
   * right. The token needs the scope of what the job does too, `messages:write` or `tools:invoke`, and a tool among its `tools`.
   */
  create(body: schema.CronJobInput, options: CallOptions = {}): ApiPromise<schema.CronJob> {
    return this.#api.call('createCronJob', { body }, options)
  }

  /**
   * Change a job.
   *
   * Replaces the fields that are given, each as a whole. So a new schedule needs its time zone, and a new action all of its fields. A new schedule begins now, so what the old one missed is not made up for. A job from the configuration is changed there; here that is a 409.
   *
   * @param id The job's id. A job of the configuration is `job-` and its name there.
   */
  update(id: string, body: schema.CronJobPatch, options: CallOptions = {}): ApiPromise<schema.CronJob> {
    return this.#api.call('updateCronJob', { path: { id }, body }, options)
  }

  /**
   * Delete a job.
   *
   * Removes a job and the record of its runs. A job from the configuration is removed there; here that is a 409.
   *
   * @param id The job's id. A job of the configuration is `job-` and its name there.
   */
  delete(id: string, options: CallOptions = {}): ApiPromise<void> {
    return this.#api.call('deleteCronJob', { path: { id } }, options)
  }

  /**
   * Run a job now.
   *
   * Starts a run by hand, whether the job is enabled or not, and answers at once with its record. `GET /api/cron/{id}/runs` tells how it
   * ended. A token that is limited to named tools runs no job of another one. While a run of the job goes on, another one is refused with 409, unless the job allows `overlap`.
   *
   * @param id The job's id. A job of the configuration is `job-` and its name there.
   */
  run(id: string, options: CallOptions = {}): ApiPromise<schema.CronRun> {
    return this.#api.call('runCronJob', { path: { id } }, options)
  }

  /**
   * List a job's runs.
   *
   * Lists the runs of one job, the newest first, each with how it ended. They are kept as long as `cron.retention` says; a job's newest run stays.
   *
   * @param id The job's id. A job of the configuration is `job-` and its name there.
   */
  runs(id: string, query: Query<'listCronRuns'> = {}, options: CallOptions = {}): PageOf<schema.CronRun, 'runs'> {
    return paginate<schema.CronRun, 'runs'>(
      'runs',
      (cursor) => this.#api.exchange('listCronRuns', { path: { id }, query: cursor === undefined ? query : { ...query, cursor } }, options),
      query.cursor,
    )
  }
}

/**
 * The effective configuration, read and changed while the gateway runs.
 */
export class Config {
  readonly #api: Api

  constructor(api: Api) {
    this.#api = api
  }

  /**
   * Get the configuration.
   *
   * Returns the effective configuration (defaults, file, environment and patches together). Secrets read `[redacted]`.
   */
  get(options: CallOptions = {}): ApiPromise<schema.Config> {
    return this.#api.call('getConfig', {  }, options)
  }

  /**
   * Change the configuration.
   *
   * Applies a JSON Merge Patch (RFC 7396) and keeps it: `null` takes a key away, so that its default holds again. The result is
   * checked as a whole before anything changes, and whether the next start could use it (an address to listen on, a folder to write
   * to). What a part of the gateway can't apply is rolled back whole. What can't take effect while the gateway runs is named in
   * `Restart-Required`. Send the `ETag` you read as `If-Match` to be refused with 409 when somebody else was faster.
   * A secret that is sent back as `[redacted]` keeps its value.
   *
   * @param options.ifMatch The `ETag` of the configuration that this patch was made for.
   */
  update(body: schema.ConfigPatch, options: CallOptions & { ifMatch?: string | undefined } = {}): ApiPromise<schema.Config> {
    return this.#api.call('updateConfig', { body, header: { 'If-Match': options.ifMatch } }, options)
  }
}

/**
 * Where other systems deliver messages to the gateway.
 */
export class Webhooks {
  readonly #api: Api

  constructor(api: Api) {
    this.#api = api
  }

  /**
   * Deliver a message to a webhook channel.
   *
   * The inward side of a channel of type `webhook`. Sign the request as
   * [Standard Webhooks](https://www.standardwebhooks.com) says, with the channel's secret. A repeated `webhook-id` is one
   * message, so repeat freely until you get a 202; a wrong signature or a timestamp more than five minutes off is 401. A user
   * who is not in the channel's `allow` is 403, one who sends more than its `maxPerMinute` is 429: that message is not stored, and
   * the address's budget is not used up by it.
   *
   * @param channel The channel's name in the configuration.
   * @param options.secret Of the channel. The request is signed with it.
   * @param options.webhookId Names this one message; the same id again changes nothing.
   * @param options.webhookTimestamp When it was sent, in seconds since 1970.
   */
  receive(channel: string, body: schema.InboundWebhook, options: CallOptions & SigningOptions): ApiPromise<schema.Message> {
    return this.#api.signed('receiveWebhook', { path: { channel }, body }, options)
  }
}

/**
 * The web chat's page. Its socket is in `asyncapi.yaml`.
 */
export class Chat {
  readonly #api: Api

  constructor(api: Api) {
    this.#api = api
  }

  /**
   * The web chat.
   *
   * Returns the page of the channel of type `webchat`, where anyone can write without an account. It speaks to the gateway over
   * the socket `/chat/ws`, which `asyncapi.yaml` describes. 404 when no web chat is enabled.
   */
  page(options: CallOptions = {}): ApiPromise<string> {
    return this.#api.text('getChat', {  }, options)
  }
}

/**
 * This contract, as files and as a page.
 */
export class Docs {
  readonly #api: Api

  constructor(api: Api) {
    this.#api = api
  }

  /**
   * This contract as JSON.
   *
   * Returns the HTTP contract that this gateway enforces, for generators and mocks.
   */
  openapiJson(options: CallOptions = {}): ApiPromise<schema.Document> {
    return this.#api.call('getOpenApiJson', {  }, options)
  }

  /**
   * This contract as YAML.
   *
   * Returns the HTTP contract as it was written by hand.
   */
  openapiYaml(options: CallOptions = {}): ApiPromise<string> {
    return this.#api.text('getOpenApiYaml', {  }, options)
  }

  /**
   * The event contract as JSON.
   *
   * Returns the contract of the event stream in one document, with the shapes that it shares with this one inside.
   */
  asyncapiJson(options: CallOptions = {}): ApiPromise<schema.Document> {
    return this.#api.call('getAsyncApiJson', {  }, options)
  }

  /**
   * The event contract as YAML.
   *
   * Returns the contract of the event stream as it was written by hand. It refers to `openapi.yaml` beside it.
   */
  asyncapiYaml(options: CallOptions = {}): ApiPromise<string> {
    return this.#api.text('getAsyncApiYaml', {  }, options)
  }

  /**
   * The documentation.
   *
   * Returns a page that leads a browser to the first one of the documentation, `/docs/index.html`.
   */
  page(options: CallOptions = {}): ApiPromise<string> {
    return this.#api.text('getDocs', {  }, options)
  }

  /**
   * A file of the documentation.
   *
   * Returns a page, or what a page is made of: the HTTP reference, from which requests can be sent, the events, the guides, and both
   * contracts to download. The pages load nothing from anywhere else. 404 also where the gateway was installed without them.
   *
   * @param file The file's name.
   */
  file(file: string, options: CallOptions = {}): ApiPromise<string> {
    return this.#api.text('getDocsFile', { path: { file } }, options)
  }
}

/** Every operation of the contract. */
export class Resources {
  protected readonly api: Api
  readonly sessions: Sessions
  readonly messages: Messages
  readonly channels: Channels
  readonly tools: Tools
  readonly cron: Cron
  readonly config: Config
  readonly webhooks: Webhooks
  readonly chat: Chat
  readonly docs: Docs

  constructor(api: Api) {
    this.api = api
    this.sessions = new Sessions(api)
    this.messages = new Messages(api)
    this.channels = new Channels(api)
    this.tools = new Tools(api)
    this.cron = new Cron(api)
    this.config = new Config(api)
    this.webhooks = new Webhooks(api)
    this.chat = new Chat(api)
    this.docs = new Docs(api)
  }

  /**
   * Health check.
   *
   * Answers without a token, for load balancers and monitors. `ok` means that the gateway can write to its store;
   * otherwise it answers 503 with the same shape and `degraded`.
   */
  health(options: CallOptions = {}): ApiPromise<schema.Health> {
    return this.api.call('getHealth', {  }, options)
  }

  /**
   * Gateway status.
   *
   * Tells in one look how the gateway is doing. Shows each channel's connection, the number of sessions and the memory in MB.
   */
  status(options: CallOptions = {}): ApiPromise<schema.Status> {
    return this.api.call('getStatus', {  }, options)
  }

  /**
   * List events.
   *
   * Reads the event log in order, for clients that poll. The events are the same as on the WebSocket `/ws`. Pass
   * `nextAfter` as the next call's `after`. Without `after`, reading starts at the oldest event that is kept. An `after`
   * that is older than the log (rule `outdatedCursor`) or ahead of it (rule `futureCursor`) is refused with 400.
   */
  listEvents(query: Query<'listEvents'> = {}, options: CallOptions = {}): ApiPromise<schema.EventPage> {
    return this.api.call('listEvents', { query }, options)
  }
}
