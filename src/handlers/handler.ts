import type { OperationId } from '../generated/operations.ts'
import type { operations } from '../generated/types.ts'
import type { Caller, Gateway } from '../gateway/gateway.ts'

type Part<Id extends OperationId, Name extends 'query' | 'path' | 'header'> = NonNullable<
  operations[Id]['parameters'][Name]
>

type Body<Id extends OperationId> = operations[Id] extends {
  requestBody: { content: infer Content }
}
  ? Content[keyof Content]
  : undefined

/** A request that has passed the contract, in the contract's types. */
export interface HandlerRequest<Id extends OperationId> {
  path: Part<Id, 'path'>
  query: Part<Id, 'query'>
  headers: Part<Id, 'header'>
  body: Body<Id>
  /** Everything that came, as it came: for signatures. Keys are lower-case. */
  raw: { headers: Record<string, string | undefined>; body: Buffer }
  caller: Caller
  /** Aborted when the client goes away. */
  signal: AbortSignal
  gateway: Gateway
}

type ReplyBody<Response> = Response extends { content: infer Content }
  ? Content extends undefined
    ? undefined
    : Content[keyof Content]
  : undefined

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
  }
}[keyof operations[Id]['responses']]

export type Handler<Id extends OperationId> = (request: HandlerRequest<Id>) => Promise<Reply<Id>>

export type Handlers<Ids extends OperationId = OperationId> = { [Id in Ids]: Handler<Id> }

export const ok = <Body, Headers extends object = Record<never, string>>(
  body: Body,
  headers?: Headers,
): { status: 200; body: Body; headers: Headers } => ({
  status: 200,
  body,
  headers: headers ?? ({} as Headers),
})

export const created = <Body, Headers extends object>(
  body: Body,
  headers: Headers,
): { status: 201; body: Body; headers: Headers } => ({ status: 201, body, headers })

export const accepted = <Body, Headers extends object = Record<never, string>>(
  body: Body,
  headers?: Headers,
): { status: 202; body: Body; headers: Headers } => ({
  status: 202,
  body,
  headers: headers ?? ({} as Headers),
})

export const noContent = (): { status: 204; body: undefined } => ({ status: 204, body: undefined })
