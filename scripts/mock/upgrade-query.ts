import {
  GatewayError,
  internal,
  invalid,
  lacksScope,
  notFound,
  unauthorized,
} from '../../src/kernel/errors.ts'
import { type Closing, closing } from '../../src/ws/close-codes.ts'
import type { Upgrade } from '../../src/ws/upgrades.ts'
import { parsePrefer, wrongPreference } from './prefer.ts'

/** Events in a second. */
const mostRate = 1000

/** How an upgrade may be refused, by status, as `spec/asyncapi.yaml` tells it. */
const refusals: Partial<Record<number, (path: string) => GatewayError>> = {
  400: () => invalid({ field: 'query.after', rule: 'pattern', message: 'must be a number' }),
  401: () => unauthorized(),
  403: () => lacksScope('events:read'),
  404: (path) => notFound('path', path),
  429: () =>
    new GatewayError('rateLimited', 'Too many requests: 200 a minute are allowed.', {
      retryAfter: 12,
    }),
  500: () => internal('asked for'),
  503: () => new GatewayError('unavailable', 'The server is stopping.'),
}

/** How the event stream may be closed. */
export const streamClosings: readonly Closing[] = [
  closing.stopping,
  closing.revoked,
  closing.failed,
  closing.tooSlow,
  closing.futureCursor,
  closing.outdatedCursor,
]

/** How the web chat's socket may be closed. */
export const chatClosings: readonly Closing[] = [
  closing.chatChanged,
  closing.noHello,
  closing.failed,
  closing.slowVisitor,
]

/**
 * @returns how the socket is to be closed as soon as it is open, as `Prefer: code=1011` asks; undefined: not at all
 * @throws GatewayError the refusal that is preferred, `invalid` for a code that there is not
 */
export function preferredClosing(
  { request, url }: Upgrade,
  closings: readonly Closing[],
): Closing | undefined {
  const { prefer } = request.headers
  const { code } = parsePrefer(typeof prefer === 'string' ? prefer : undefined)
  if (code === undefined) return undefined
  const refusal = refusals[code]
  if (refusal !== undefined) throw refusal(url.pathname)
  const found = closings.find((known) => known.code === code)
  if (found === undefined) {
    const codes = [...Object.keys(refusals), ...closings.map((known) => known.code)]
    throw wrongPreference(
      'code',
      `code: ${url.pathname} has no code ${code}; it has ${codes.join(', ')}`,
    )
  }
  return found
}

/** Takes `rate` out of a query, 1 where it is not given. @throws GatewayError `invalid` */
export function takeRate(query: URLSearchParams): number {
  const [text, ...more] = query.getAll('rate')
  query.delete('rate')
  if (text === undefined) return 1
  if (more.length > 0) throw wrongRate('once', 'must be given once')
  const rate = Number(text)
  if (!/^\d+(\.\d+)?$/.test(text)) throw wrongRate('type', 'must be a number, as in 2 or 0.5')
  if (rate > mostRate) throw wrongRate('maximum', `must not be more than ${mostRate}`)
  return rate
}

const wrongRate = (rule: string, message: string): GatewayError =>
  invalid({ field: 'query.rate', rule, message })
