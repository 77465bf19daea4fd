import type { ErrorResponse } from '../generated/types.ts'
import { type ErrorKind, GatewayError, internal, invalid } from '../kernel/errors.ts'

const statuses: Record<ErrorKind, number> = {
  invalid: 400,
  conflict: 409,
  unauthorized: 401,
  forbidden: 403,
  notFound: 404,
  rateLimited: 429,
  unavailable: 503,
  internal: 500,
}

/** A failure that only HTTP knows, such as a wrong method: the contract's INVALID_REQUEST with a status of its own. */
export class HttpError extends GatewayError {
  readonly status: number
  readonly headers: Record<string, string>

  constructor(
    status: 405 | 408 | 413 | 415 | 417 | 431,
    issue: { field: string; rule: string; message: string },
    headers: Record<string, string> = {},
  ) {
    super('invalid', `${issue.field}: ${issue.message}`, { issues: [issue] })
    this.status = status
    this.headers = headers
  }
}

export interface ErrorAnswer {
  status: number
  headers: Record<string, string>
  body: ErrorResponse
}

/** The one place that turns anything thrown, by any layer, into the contract's error. */
export function toErrorAnswer(error: unknown): ErrorAnswer {
  const known = error instanceof GatewayError ? error : fromForeign(error)
  const { code, message, details } = known
  const status = known instanceof HttpError ? known.status : statuses[known.kind]
  return {
    status,
    headers: {
      ...(status === 401 ? { 'WWW-Authenticate': 'Bearer' } : {}),
      ...(known.retryAfter === undefined ? {} : { 'Retry-After': String(known.retryAfter) }),
      ...(known instanceof HttpError ? known.headers : {}),
    },
    body: { error: { code, message: message.slice(0, 4000), details } },
  }
}

/** Names of failures, as Express's body parser gives them in `type`. */
const foreign: Record<string, () => GatewayError> = {
  'entity.too.large': () =>
    new HttpError(413, {
      field: 'body',
      rule: 'maxBytes',
      message: 'must not be larger than 1048576 bytes',
    }),
  'encoding.unsupported': () =>
    new HttpError(415, {
      field: 'header.content-encoding',
      rule: 'contentEncoding',
      message: 'must be gzip, deflate, br, zstd or identity',
    }),
  'request.aborted': () =>
    invalid({ field: 'body', rule: 'complete', message: 'ended before all of it had arrived' }),
  'request.size.invalid': () =>
    invalid({ field: 'body', rule: 'complete', message: 'is not as long as Content-Length says' }),
}

function fromForeign(error: unknown): GatewayError {
  if (error instanceof Error) {
    const { type, status } = error as { type?: string; status?: number }
    const make = foreign[type ?? '']
    if (make !== undefined) return make()
    if (error instanceof URIError) {
      return invalid({ field: 'path', rule: 'encoding', message: 'is not valid percent-encoding' })
    }
    // What is left of the body parser's own errors are the decoder's.
    if (status === 400) {
      return invalid({
        field: 'body',
        rule: 'contentEncoding',
        message: 'is not encoded as it claims',
      })
    }
  }
  return internal(error)
}
