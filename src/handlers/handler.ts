import type { OperationId, operations as operationTable } from '../generated/operations.ts'
import type { operations } from '../generated/types.ts'
import type { Caller, Gateway, WebhookRequest } from '../gateway/gateway.ts'

type Part<Id extends OperationId, Name extends 'query' | 'path' | 'header'> = NonNullable<
  operations[Id]['parameters'][Name]
>

type WithDefault<Id extends OperationId> = (typeof operationTable)[Id]['defaults'][number]

/** A parameter with a default is there when the handler sees it, though the caller may leave it out. */
type Query<Id extends OperationId> = Part<Id, 'query'> &
  Required<Pick<Part<Id, 'query'>, Extract<WithDefault<Id>, keyof Part<Id, 'query'>>>>

type Body<Id extends OperationId> = operations[Id] extends {
  requestBody: { content: infer Content }
}
  ? Content[keyof Content]
  : undefined

/** A request that has passed the contract, in the contract's types. */
export interface HandlerRequest<Id extends OperationId> {
  path: Part<Id, 'path'>
  query: Query<Id>
  headers: Part<Id, 'header'>
  body: Body<Id>
  /** Everything that came, as it came: for signatures. Keys are lower-case. */
  raw: WebhookRequest
  caller: Caller
  /** Aborted when the client goes away. */
  signal: AbortSignal
  gateway: Gateway
}

/** What is text for the contract may be its bytes, ready to be sent. */
type OrBytes<Body> = string extends Body ? Body | Buffer : Body

type ReplyBody<Response> = Response extends { content: infer Content }
  ? Content extends undefined
    ? undefined
    : OrBytes<Content[keyof Content]>
  : undefined

type ReplyType<Response> = Response extends { content: infer Content }
  ? Content extends undefined
    ? never
    : keyof Content & string
  : never

type KnownKeys<T> = keyof { [K in keyof T as string extends K ? never : K]: T[K] }

type ReplyHeaders<Response> = Response extends { headers: infer Headers }
  ? Partial<Record<KnownKeys<Headers>, string>>
  : never

/** An answer that the contract documents for this operation: a status, and the body and headers that go with it. */
export type Reply<Id extends OperationId> = {
  [Status in keyof operations[Id]['responses']]: {
    status: Status
    body: ReplyBody<operations[Id]['responses'][Status]>
    headers?: ReplyHeaders<operations[Id]['responses'][Status]>
    /** Of the body; the first that the contract has for this status, where it is not given. */
    type?: ReplyType<operations[Id]['responses'][Status]>
  }
}[keyof operations[Id]['responses']]

export type Handler<Id extends OperationId> = (
  request: HandlerRequest<Id>,
) => Reply<Id> | Promise<Reply<Id>>

export type Handlers<Ids extends OperationId = OperationId> = { [Id in Ids]: Handler<Id> }

type Answer<R, Status> = Extract<R, { status: Status }>
type AnswerBody<R, Status> = R extends { status: Status; body: infer Body } ? Body : never
type AnswerHeaders<R, Status> = R extends { status: Status; headers?: infer H } ? H : never

/*
 * `R` is inferred from the operation that the answer is returned from, never from the arguments: so a field or a header
 * that the contract does not have is a compile error here, which a type inferred from `body` would let through.
 */

export const ok = <R>(body: AnswerBody<R, 200>, headers?: AnswerHeaders<R, 200>): Answer<R, 200> =>
  answer<R, 200>(200, body, headers)

export const created = <R>(
  body: AnswerBody<R, 201>,
  headers: AnswerHeaders<R, 201>,
): Answer<R, 201> => answer<R, 201>(201, body, headers)

export const accepted = <R>(
  body: AnswerBody<R, 202>,
  headers?: AnswerHeaders<R, 202>,
): Answer<R, 202> => answer<R, 202>(202, body, headers)

export const noContent = (): { status: 204; body: undefined } => ({ status: 204, body: undefined })

function answer<R, Status>(status: Status, body: unknown, headers: unknown): Answer<R, Status> {
  const reply: unknown = { status, body, ...(headers === undefined ? {} : { headers }) }
  return reply as Answer<R, Status>
}
