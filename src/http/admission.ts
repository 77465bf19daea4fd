import type { IncomingMessage } from 'node:http'
import type { Caller } from '../gateway/gateway.ts'
import { operations } from '../generated/operations.ts'
import type { Config } from '../generated/types.ts'
import { GatewayError, lacksScope, unauthorized } from '../kernel/errors.ts'
import { isLoopback } from '../kernel/loopback.ts'
import { addressOf, type Authenticator, bearerToken } from './auth.ts'
import type { House } from './enforce.ts'
import { limitKey } from './limits.ts'
import { isAllowedOrigin, isForLoopback } from './origins.ts'

/** The stream gives what `listEvents` gives, to the same tokens, from the same budget. */
const { scopes, limit } = operations.listEvents

/** Whether a caller that was admitted earlier would be admitted now. */
export const staysAdmitted = (authenticator: Authenticator, caller: Caller): boolean => {
  const now = authenticator.current(caller)?.scopes
  return scopes.every((scope) => now?.has(scope) === true)
}

/**
 * Decides who may open the event stream, in the order in which HTTP requests are judged: origin, token, budget, scope.
 * @param accessToken for web pages, which can't set a header
 * @throws GatewayError `forbidden`, `unauthorized`, `rateLimited`
 */
export function createAdmission({ authenticator, limits, config }: Omit<House, 'gateway'>) {
  return async (request: IncomingMessage, accessToken: string | undefined): Promise<Caller> => {
    const { http } = config()
    refuseForeignPage(request, http)
    const address = addressOf(request, http.trustProxy)
    const caller = authenticator.identify(bearerToken(request) ?? accessToken, address)
    await limits.count(limit.bucket, limitKey(caller?.name, address))
    if (caller === undefined) throw unauthorized()
    for (const scope of scopes) if (!caller.scopes.has(scope)) throw lacksScope(scope)
    return caller
  }
}

/** Decides who may open the web chat's socket, and how much they may say: everybody who keeps within their address's budgets. */
export function createVisitorAdmission({ limits, config }: Pick<House, 'limits' | 'config'>) {
  // A change of it waits for a restart.
  const listensOnLoopback = isLoopback(config().host)
  return {
    /** @returns whose budgets the visitor draws on. @throws GatewayError `forbidden`, `rateLimited` */
    admit: async (request: IncomingMessage): Promise<string> => {
      const { http } = config()
      refuseForeignPage(request, http)
      if (listensOnLoopback && !http.trustProxy) refuseReboundName(request, http)
      const key = limitKey(undefined, addressOf(request, http.trustProxy))
      await limits.count(operations.getChat.limit.bucket, key)
      return key
    },
    /** Counts one message. @throws GatewayError `rateLimited` */
    takeSay: (key: string): Promise<void> => limits.count(operations.sendMessage.limit.bucket, key),
  }
}

/** @throws GatewayError `forbidden` when a web page asks whose origin is not allowed */
function refuseForeignPage({ headers }: IncomingMessage, { allowedOrigins }: Config['http']): void {
  const { origin, host } = headers
  if (origin !== undefined && !isAllowedOrigin(origin, { host, allowed: allowedOrigins })) {
    throw new GatewayError('forbidden', 'This origin is not among http.allowedOrigins.')
  }
}

/**
 * A page whose name was made to resolve to this machine looks like the server's own, and the visitors' socket asks for no token.
 * @throws GatewayError `forbidden`
 */
function refuseReboundName({ headers }: IncomingMessage, { allowedOrigins }: Config['http']): void {
  const { origin, host } = headers
  if (isForLoopback(host) || (origin !== undefined && allowedOrigins.includes(origin))) return
  throw new GatewayError(
    'forbidden',
    'This gateway listens on loopback, and is asked by another name: behind a proxy set http.trustProxy, or list the origin in http.allowedOrigins.',
  )
}
