import type { Config } from '../../src/generated/types.ts'
import { allScopes } from '../../src/generated/operations.ts'
import type { Caller, Gateway } from '../../src/gateway/gateway.ts'
import { resolveConfig } from '../../src/config/resolve-config.ts'
import { Authenticator } from '../../src/http/auth.ts'
import { Contract } from '../../src/http/contract.ts'
import type { House } from '../../src/http/enforce.ts'
import { Limits } from '../../src/http/limits.ts'
import { GatewayError } from '../../src/kernel/errors.ts'
import { createLog } from '../../src/kernel/log.ts'
import type { MockOptions } from './command-line.ts'

/** What the gateway enforces the contract with, over a mock in its place. */
export function mockHouse({ host, token }: MockOptions): House {
  const config = defaultConfig(host)
  return {
    // Nothing asks it: all handlers are the mock's own.
    gateway: {} as Gateway,
    authenticator: authenticatorOf(token, config),
    limits: new Boundless(() => true),
    contract: new Contract(),
    config: () => config,
    log: createLog('error', process.stderr),
  }
}

function defaultConfig(host: string): Config {
  const resolution = resolveConfig({ host })
  if (!resolution.valid) throw new Error('The defaults of the configuration are not valid.')
  return resolution.config
}

function authenticatorOf(token: string | undefined, config: Config): Authenticator {
  const options = { gatewayToken: token ?? '', scopes: allScopes, config: () => config }
  return token === undefined ? new Credulous(options) : new Authenticator(options)
}

const anybody: Caller = { name: 'anybody', scopes: new Set(allScopes) }

/** Takes any token. */
class Credulous extends Authenticator {
  override identify(token: string | undefined): Caller | undefined {
    return token === undefined ? undefined : anybody
  }

  override current(caller: Caller): Caller {
    return caller
  }
}

/** Counts as the gateway does, and lets everything through: tests of a client send more than 200 requests a minute. */
class Boundless extends Limits {
  override async take(...[bucket, key, http]: Parameters<Limits['take']>): Promise<void> {
    try {
      await super.take(bucket, key, http)
    } catch (error) {
      if (!(error instanceof GatewayError) || error.kind !== 'rateLimited') throw error
      http.response.removeHeader('Retry-After')
    }
  }

  override count(): Promise<void> {
    return Promise.resolve()
  }
}
