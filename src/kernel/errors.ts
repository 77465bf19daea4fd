import type { ErrorCode, ErrorDetails, Issue } from '../generated/types.ts'

/** What kind of failure it is, in the domain's words. Each has one code of the contract. */
export type ErrorKind =
  | 'invalid'
  | 'conflict'
  | 'unauthorized'
  | 'forbidden'
  | 'notFound'
  | 'rateLimited'
  | 'unavailable'
  | 'internal'

const codes: Record<ErrorKind, ErrorCode> = {
  invalid: 'INVALID_REQUEST',
  conflict: 'INVALID_REQUEST',
  unauthorized: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  notFound: 'NOT_FOUND',
  rateLimited: 'RATE_LIMITED',
  unavailable: 'INTERNAL_ERROR',
  internal: 'INTERNAL_ERROR',
}

/**
 * The one error of the domain. `message` and `details` are for the caller, `cause` is for the log alone.
 */
export class GatewayError extends Error {
  readonly kind: ErrorKind
  readonly details: ErrorDetails
  /** Only of `rateLimited`: seconds until the next try can succeed. */
  readonly retryAfter: number | undefined

  constructor(
    kind: ErrorKind,
    message: string,
    options: { issues?: Issue[]; cause?: unknown; retryAfter?: number } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'GatewayError'
    this.kind = kind
    this.retryAfter = options.retryAfter
    this.details = options.issues === undefined ? {} : { issues: options.issues }
  }

  get code(): ErrorCode {
    return codes[this.kind]
  }
}

/** @param issues what was wrong; the message tells them all in one line */
export function invalid(...issues: [Issue, ...Issue[]]): GatewayError {
  return new GatewayError('invalid', sentence(issues), { issues })
}

export function conflict(issue: Issue): GatewayError {
  return new GatewayError('conflict', sentence([issue]), { issues: [issue] })
}

/** @param what the kind of thing, as in `session` */
export function notFound(what: string, id: string): GatewayError {
  return new GatewayError('notFound', `There is no ${what} "${id}".`)
}

export const unauthorized = (message = 'Missing or invalid token.'): GatewayError =>
  new GatewayError('unauthorized', message)

export const lacksScope = (scope: string): GatewayError =>
  new GatewayError('forbidden', `This token lacks the scope ${scope}.`)

/** A fault of ours: the caller is told nothing of its cause, which is for the log. */
export const internal = (cause: unknown): GatewayError =>
  new GatewayError('internal', 'Something went wrong on the server.', { cause })

const sentence = (issues: Issue[]): string =>
  issues.map(({ field, message }) => `${field}: ${message}`).join('; ')
