import { describe, expect, expectTypeOf, it } from 'vitest'
import { operations } from '../../../src/generated/operations.ts'
import {
  type ApiError,
  type ApiPromise,
  type CallOptions,
  type Channel,
  type ClientOptions,
  type Config,
  ConflictError,
  type ConnectionError,
  type CronJob,
  type CronRun,
  type ErrorCode,
  type ErrorDetails,
  type EventGapError,
  type EventHandler,
  type EventOf,
  type EventStream,
  type EventType,
  type Event,
  type Health,
  type InvalidRequestError,
  type Listener,
  type Message,
  type NotFoundError,
  OpenClaw,
  type OpenClawError,
  type Page,
  type PagePromise,
  type RateLimitedError,
  type Reply,
  type Session,
  type TimeoutError,
  type UnexpectedAnswerError,
  type WithResponse,
} from '../src/index.ts'
import { endpoints } from '../src/generated/endpoints.ts'

/** Only its types are used, in functions that are never called: the compiler is what checks them, in `npm run check`. */
declare const claw: OpenClaw

type Send = Parameters<OpenClaw['messages']['send']>
type Receive = Parameters<OpenClaw['webhooks']['receive']>
type ListQuery = NonNullable<Parameters<OpenClaw['sessions']['list']>[0]>
type EventQuery = NonNullable<Parameters<OpenClaw['listEvents']>[0]>

it('takes the arguments of the contract, and no others', () => {
  expectTypeOf<Send[0]>().toEqualTypeOf<{ channel: string; userId: string; message: string }>()
  expectTypeOf<Send[1]>().toEqualTypeOf<(CallOptions & { idempotencyKey?: string }) | undefined>()
  expectTypeOf<{ channel: string; userId: string }>().not.toExtend<Send[0]>()
  expectTypeOf<Parameters<OpenClaw['sessions']['get']>>().toEqualTypeOf<
    [id: string, options?: CallOptions]
  >()
  expectTypeOf<Receive[1]>().toEqualTypeOf<{ userId: string; message: string }>()
  expectTypeOf<Receive[2]['secret']>().toEqualTypeOf<string>()
  expectTypeOf<Receive[2]>().toExtend<CallOptions>()
  expectTypeOf<ListQuery['limit']>().toEqualTypeOf<number | undefined>()
  expectTypeOf<{ limit: string }>().not.toExtend<ListQuery>()
  expectTypeOf<EventQuery['types']>().toEqualTypeOf<EventType[] | undefined>()
  expectTypeOf<{ types: 'message:lost'[] }>().not.toExtend<EventQuery>()
  expectTypeOf<keyof CallOptions>().toEqualTypeOf<'signal' | 'timeout' | 'maxRetries' | 'headers'>()
})

it('answers with the types of the contract', () => {
  expectTypeOf(() => claw.health()).returns.toEqualTypeOf<ApiPromise<Health>>()
  expectTypeOf(() => claw.sessions.get('session-1')).returns.toEqualTypeOf<ApiPromise<Session>>()
  expectTypeOf(() => claw.sessions.delete('session-1')).returns.toEqualTypeOf<ApiPromise<void>>()
  expectTypeOf(() => claw.messages.get('message-1')).returns.resolves.toEqualTypeOf<Message>()
  expectTypeOf(() => claw.channels.list()).returns.resolves.toEqualTypeOf<{ channels: Channel[] }>()
  expectTypeOf(() => claw.cron.run('job-1')).returns.resolves.toEqualTypeOf<CronRun>()
  expectTypeOf(() =>
    claw.cron.update('job-1', { enabled: false }),
  ).returns.resolves.toEqualTypeOf<CronJob>()
  expectTypeOf(() => claw.config.get()).returns.resolves.toEqualTypeOf<Config>()
  expectTypeOf(() => claw.chat.page()).returns.resolves.toEqualTypeOf<string>()
  expectTypeOf(() => claw.tools.invoke('list', { params: {} })).returns.resolves.toHaveProperty(
    'result',
  )
})

it('answers in pages of items where there is more', () => {
  type List = ReturnType<OpenClaw['sessions']['list']>
  type SessionPage = Record<'sessions', Session[]> & { nextCursor?: string }
  type ItemOf<T> = T extends AsyncIterable<infer Item> ? Item : never
  expectTypeOf<List>().toEqualTypeOf<PagePromise<Session, SessionPage>>()
  expectTypeOf<Awaited<List>>().toEqualTypeOf<Page<Session, SessionPage>>()
  expectTypeOf<ItemOf<List>>().toEqualTypeOf<Session>()
  expectTypeOf<ItemOf<Awaited<List>>>().toEqualTypeOf<Session>()
  expectTypeOf<ItemOf<ReturnType<List['pages']>>>().toEqualTypeOf<Page<Session, SessionPage>>()
  expectTypeOf<Awaited<List>['nextCursor']>().toEqualTypeOf<string | undefined>()
  expectTypeOf<ItemOf<ReturnType<OpenClaw['cron']['runs']>>>().toEqualTypeOf<CronRun>()
  expectTypeOf<ItemOf<ReturnType<OpenClaw['sessions']['messages']>>>().toEqualTypeOf<Message>()
})

it('answers with what is around the answer', () => {
  expectTypeOf(() => claw.health().withResponse()).returns.toEqualTypeOf<
    Promise<WithResponse<Health>>
  >()
  expectTypeOf<WithResponse<Health>['response']>().toEqualTypeOf<Response>()
  expectTypeOf<WithResponse<Health>['requestId']>().toEqualTypeOf<string | undefined>()
  expectTypeOf(() => claw.health().then(({ uptime }) => uptime)).returns.toEqualTypeOf<
    Promise<number>
  >()
  expectTypeOf(() => claw.health().catch(() => 'none')).returns.toEqualTypeOf<
    Promise<Health | string>
  >()
})

describe('events', () => {
  const both = ['message:received', 'session:created'] as const

  it('are narrowed by the types that are asked for', () => {
    expectTypeOf(() => claw.events()).returns.toEqualTypeOf<EventStream>()
    expectTypeOf(() => claw.events({ after: 7 })).returns.toEqualTypeOf<EventStream>()
    expectTypeOf(() => claw.events({ types: ['message:received'] })).returns.toEqualTypeOf<
      EventStream<'message:received'>
    >()
    expectTypeOf(() => claw.events({ types: both })).returns.toEqualTypeOf<
      EventStream<'message:received' | 'session:created'>
    >()
    expectTypeOf<EventOf<EventType>>().toEqualTypeOf<Event>()
    expectTypeOf<EventOf<'message:received'>['type']>().toEqualTypeOf<'message:received'>()
    expectTypeOf<EventOf<'message:received'>['payload']['message']>().toEqualTypeOf<string>()
    expectTypeOf<EventStream<'message:received'>>().toExtend<
      AsyncIterable<EventOf<'message:received'>>
    >()
    expectTypeOf<EventStream<'message:received'>>().not.toExtend<
      AsyncIterable<EventOf<'session:created'>>
    >()
    expectTypeOf<'message:lost'>().not.toExtend<EventType>()
  })

  it('are handed to handlers of their type', () => {
    type Received = EventOf<'message:received'>
    type Created = EventOf<'session:created'>
    expectTypeOf<Parameters<EventHandler<'message:received'>>>().toEqualTypeOf<
      [message: Received['payload'], reply: Reply, event: Received]
    >()
    expectTypeOf<Parameters<EventHandler<'session:created'>>>().toEqualTypeOf<
      [payload: Created['payload'], event: Created]
    >()
    expectTypeOf<Reply>().toEqualTypeOf<(text: string) => Promise<Message>>()
    expectTypeOf(() =>
      claw.on('message:received', (message, reply) => reply(message.message)),
    ).returns.toEqualTypeOf<Listener>()
    expectTypeOf(() => claw.listen().on('error', () => undefined)).returns.toEqualTypeOf<Listener>()
  })
})

describe('errors', () => {
  it('have the fields of their class', () => {
    expectTypeOf<ApiError>().toExtend<OpenClawError>()
    expectTypeOf<OpenClawError>().toExtend<Error>()
    expectTypeOf<ConflictError>().toExtend<InvalidRequestError>()
    expectTypeOf<InvalidRequestError>().toExtend<ApiError>()
    expectTypeOf<TimeoutError>().toExtend<ConnectionError>()
    expectTypeOf<ApiError['status']>().toEqualTypeOf<number>()
    expectTypeOf<ApiError['code']>().toEqualTypeOf<ErrorCode>()
    expectTypeOf<ApiError['details']>().toEqualTypeOf<ErrorDetails>()
    expectTypeOf<ApiError['requestId']>().toEqualTypeOf<string | undefined>()
    expectTypeOf<NotFoundError['headers']>().toEqualTypeOf<Headers>()
    expectTypeOf<RateLimitedError['retryAfterMs']>().toEqualTypeOf<number | undefined>()
    expectTypeOf<ApiError>().not.toHaveProperty('retryAfterMs')
    expectTypeOf<UnexpectedAnswerError['status']>().toEqualTypeOf<number>()
    expectTypeOf<EventGapError['reason']>().toEqualTypeOf<'outdatedCursor' | 'futureCursor'>()
    const error: unknown = Object.create(ConflictError.prototype)
    expect(error).toBeInstanceOf(ConflictError)
    if (error instanceof ConflictError) expectTypeOf(error).toEqualTypeOf<ConflictError>()
  })
})

describe('options', () => {
  it('are all left to the client, and are numbers, texts and functions', () => {
    expectTypeOf(OpenClaw).toBeConstructibleWith()
    expectTypeOf(OpenClaw).toBeConstructibleWith({
      token: 'any',
      fetch: (request) => fetch(request),
    })
    expectTypeOf<ClientOptions['timeout']>().toEqualTypeOf<number | undefined>()
    expectTypeOf<CallOptions['signal']>().toEqualTypeOf<AbortSignal | undefined>()
    const { WebSocket: given } = globalThis
    expectTypeOf(OpenClaw).toBeConstructibleWith({ WebSocket: given, logger: console })
    expectTypeOf<ClientOptions>().not.toHaveProperty('baseURL')
  })
})

it('knows the operations that the server has, and no others', () => {
  expectTypeOf<keyof typeof endpoints>().toEqualTypeOf<keyof typeof operations>()
  const pairs = Object.values(operations).map(({ id, method, path }) => [id, { method, path }])
  expect(endpoints).toMatchObject(Object.fromEntries(pairs) as object)
  expect(Object.keys(endpoints).sort()).toEqual(Object.keys(operations).sort())
})
