import type { IncomingMessage } from 'node:http'
import type { Caller } from '../gateway/gateway.ts'
import { operations } from '../generated/operations.ts'
import { GatewayError, lacksScope, unauthorized } from '../kernel/errors.ts'
import { addressOf, type Authenticator, bearerToken } from './auth.ts'
import type { House } from './enforce.ts'
import { limitKey } from './limits.ts'
import { isAllowedOrigin } from './origins.ts'

/** The stream gives what `listEvents` gives, to the same tokens, from the same budget. */
const { scopes, limit } = operations.listEvents

/** Whether a caller that was admitted earlier would be admitted now. */
export const staysAdmitted = (authenticator: Authenticator, caller: Caller): boolean => {
  const now = authenticator.scopesOf(caller)
  return scopes.every((scope) => now?.has(scope) === true)
}

/**
 * Decides who may open the event stream, in the order in which HTTP requests are judged: origin, token, budget, scope.
 * @param accessToken for web pages, which can't set a header
 * @throws GatewayError `forbidden`, `unauthorized`, `rateLimited`
 */
export function createAdmission({ authenticator, limits, config }: Omit<House, 'gateway'>) {
  return async (request: IncomingMessage, accessToken: string | undefined): Promise<Caller> => {
    const { allowedOrigins, trustProxy } = config().http
    const { origin, host } = request.headers
    if (origin !== undefined && !isAllowedOrigin(origin, { host, allowed: allowedOrigins })) {
      throw new GatewayError('forbidden', 'This origin is not among http.allowedOrigins.')
    }
    const address = addressOf(request, trustProxy)
    const caller = authenticator.identify(bearerToken(request) ?? accessToken, address)
    await limits.takeUpgrade(limit.bucket, limitKey(caller?.name, address))
    if (caller === undefined) throw unauthorized()
    for (const scope of scopes) if (!caller.scopes.has(scope)) throw lacksScope(scope)
    return caller
  }
}
