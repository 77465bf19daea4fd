import type { ErrorCode, ErrorDetails } from './generated/schema.ts'

/** Everything that this SDK throws by itself. */
export class OpenClawError extends Error {
  override name = 'OpenClawError'
}

/** No answer came: the address is wrong, the gateway is down, or the connection broke. `cause` says how. */
export class ConnectionError extends OpenClawError {
  override name = 'ConnectionError'
}

/** No answer came within `timeout`. */
export class TimeoutError extends ConnectionError {
  override name = 'TimeoutError'
}

/** Something answered that is no OpenClaw gateway, or one of another version. */
export class UnexpectedAnswerError extends OpenClawError {
  override name = 'UnexpectedAnswerError'
  readonly status: number

  constructor(message: string, status: number) {
    super(message)
    this.status = status
  }
}

/** What followed event `after` is not kept any more, or never was: events are lost to this client. */
export class EventGapError extends OpenClawError {
  override name = 'EventGapError'
  /** The last event that was seen. */
  readonly after: number
  readonly reason: 'outdatedCursor' | 'futureCursor'

  constructor(after: number, reason: EventGapError['reason']) {
    super(gapMessages[reason](after))
    this.after = after
    this.reason = reason
  }
}

const gapMessages = {
  outdatedCursor: (after: number) =>
    `The gateway no longer keeps what followed event ${String(after)}: events are lost. Start without \`after\`, or pass \`onGap\` to go on with what is kept.`,
  futureCursor: (after: number) =>
    `Event ${String(after)} is ahead of the gateway's log: this position is of another gateway, or its data was reset. Start without \`after\`, or pass \`onGap\`.`,
} satisfies Record<EventGapError['reason'], (after: number) => string>

export interface ApiErrorOptions {
  status: number
  code: ErrorCode
  message: string
  details: ErrorDetails
  headers: Headers
}

/** The gateway refused, or failed. */
export class ApiError extends OpenClawError {
  override name = 'ApiError'
  /** Of HTTP. */
  readonly status: number
  readonly code: ErrorCode
  /** `issues` names each field that was wrong and the rule that it broke; `{}` where there is nothing to name. */
  readonly details: ErrorDetails
  /** Under which the gateway's log tells more. */
  readonly requestId: string | undefined
  readonly headers: Headers

  constructor({ status, code, message, details, headers }: ApiErrorOptions) {
    super(message)
    this.status = status
    this.code = code
    this.details = details
    this.headers = headers
    this.requestId = headers.get('x-request-id') ?? undefined
  }
}

/** 400, and what else is wrong with a request: 405, 408, 413, 415, 417, 431. `details.issues` says what. */
export class InvalidRequestError extends ApiError {
  override name = 'InvalidRequestError'
}

/** 409: well formed, but it clashes with what is there. */
export class ConflictError extends InvalidRequestError {
  override name = 'ConflictError'
}

/** 401: the token is missing, wrong, revoked or expired. */
export class UnauthorizedError extends ApiError {
  override name = 'UnauthorizedError'
}

/** 403: the token is right, but lacks the scope. */
export class ForbiddenError extends ApiError {
  override name = 'ForbiddenError'
}

/** 404 */
export class NotFoundError extends ApiError {
  override name = 'NotFoundError'
}

/** 429: the budget of this minute is used up. */
export class RateLimitedError extends ApiError {
  override name = 'RateLimitedError'
  /** Milliseconds to wait before the next try. */
  readonly retryAfterMs: number | undefined

  constructor(options: ApiErrorOptions & { retryAfterMs?: number | undefined }) {
    super(options)
    this.retryAfterMs = options.retryAfterMs
  }
}

/** 500 and 503: something broke on the gateway's side. */
export class InternalServerError extends ApiError {
  override name = 'InternalServerError'
}

const classes: Record<ErrorCode, new (options: ApiErrorOptions) => ApiError> = {
  INVALID_REQUEST: InvalidRequestError,
  UNAUTHORIZED: UnauthorizedError,
  FORBIDDEN: ForbiddenError,
  NOT_FOUND: NotFoundError,
  RATE_LIMITED: RateLimitedError,
  INTERNAL_ERROR: InternalServerError,
}

/** The class of an error by its code, and for 409 by its status. A code that only a newer gateway knows is an `ApiError`. */
export function createApiError(options: ApiErrorOptions): ApiError {
  const known = Object.hasOwn(classes, options.code) ? classes[options.code] : ApiError
  return new (options.status === 409 ? ConflictError : known)(options)
}
