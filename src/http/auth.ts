import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

import { hashToken } from '../kernel/token.ts'
import type { Caller } from '../gateway/gateway.ts'
import type { Config, Scope, TokenConfig } from '../generated/types.ts'
import { GatewayError } from '../kernel/errors.ts'
import { GuessLimit } from './guess-limit.ts'

export interface AuthenticatorOptions {
  gatewayToken: string
  /** All that there are: what the gateway token may do. */
  scopes: readonly Scope[]
  config: () => Config
}

interface KnownToken {
  digest: Buffer
  caller: Caller
  /** In milliseconds since 1970. */
  expires?: number
}

const digestOf = (token: string): Buffer => Buffer.from(hashToken(token))

/** Finds out who is asking. */
export class Authenticator {
  readonly #gateway: KnownToken
  readonly #config: () => Config
  readonly #guesses = new GuessLimit()
  readonly #digests = new WeakMap<Caller, Buffer>()
  #configured: readonly TokenConfig[] = []
  #named: KnownToken[] = []

  constructor({ gatewayToken, scopes, config }: AuthenticatorOptions) {
    this.#gateway = {
      digest: digestOf(gatewayToken),
      caller: { name: 'gateway', scopes: new Set(scopes) },
    }
    this.#config = config
  }

  /**
   * @returns undefined when there is no token or a wrong one
   * @throws GatewayError `rateLimited` when this address has tried too many wrong ones
   */
  identify(token: string | undefined, address: string): Caller | undefined {
    if (token === undefined) return undefined
    if (this.#guesses.isBlocked(address)) {
      throw new GatewayError(
        'rateLimited',
        'Too many wrong tokens from this address; try again in a minute.',
        { retryAfter: 60 },
      )
    }
    const digest = digestOf(token)
    const caller = this.#find(digest)
    if (caller === undefined) this.#guesses.record(address, digest)
    else this.#digests.set(caller, digest)
    return caller
  }

  /** The caller as its token has it now; undefined when that is revoked or has expired. */
  current(caller: Caller): Caller | undefined {
    const digest = this.#digests.get(caller)
    if (digest === undefined) return undefined
    const now = this.#find(digest)
    if (now !== undefined) this.#digests.set(now, digest)
    return now
  }

  /** When the next token expires that holds now, in milliseconds since 1970; undefined when none will. */
  nextExpiry(): number | undefined {
    const now = Date.now()
    const coming = this.#namedTokens().flatMap(({ expires = 0 }) =>
      expires > now ? [expires] : [],
    )
    return coming.length === 0 ? undefined : Math.min(...coming)
  }

  /** Looks at every token whatever it finds, and at all bytes of each, so that the time tells nothing. */
  #find(digest: Buffer): Caller | undefined {
    let found: KnownToken | undefined
    for (const known of [this.#gateway, ...this.#namedTokens()]) {
      if (timingSafeEqual(known.digest, digest)) found ??= known
    }
    return found !== undefined && holds(found) ? found.caller : undefined
  }

  #namedTokens(): KnownToken[] {
    const { tokens } = this.#config().auth
    if (tokens !== this.#configured) {
      this.#configured = tokens
      this.#named = tokens.map(toKnown)
    }
    return this.#named
  }
}

const toKnown = ({ name, hash, scopes, tools, expires }: TokenConfig): KnownToken => ({
  digest: Buffer.from(hash),
  caller: { name, scopes: new Set(scopes), ...(tools && { tools }) },
  ...(expires !== undefined && { expires: Date.parse(expires) }),
})

const holds = ({ expires = Infinity }: KnownToken): boolean => Date.now() < expires

/** The token of `Authorization: Bearer <token>`. */
export function bearerToken(request: IncomingMessage): string | undefined {
  return /^Bearer +(\S+) *$/i.exec(request.headers.authorization ?? '')?.[1]
}

/** The client's address: behind a trusted proxy the one that this proxy saw, which it wrote last. */
export function addressOf(request: IncomingMessage, trustProxy: boolean): string {
  const forwarded = trustProxy ? request.headers['x-forwarded-for'] : undefined
  const last = String(forwarded ?? '')
    .split(',')
    .at(-1)
    ?.trim()
  const address = last === undefined || last === '' ? request.socket.remoteAddress : last
  return (address ?? 'unknown').replace(/^::ffff:/, '')
}
