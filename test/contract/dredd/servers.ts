import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LiveConfig } from '../../../src/config/live-config.ts'
import { openStandalone } from '../../../src/gateway/standalone.ts'
import { allScopes } from '../../../src/generated/operations.ts'
import { handlers } from '../../../src/handlers/all.ts'
import type { Handlers } from '../../../src/handlers/handler.ts'
import { createApp } from '../../../src/http/app.ts'
import { Authenticator } from '../../../src/http/auth.ts'
import { Contract } from '../../../src/http/contract.ts'
import { Limits } from '../../../src/http/limits.ts'
import { createListener } from '../../../src/http/listener.ts'
import { GatewayError } from '../../../src/kernel/errors.ts'
import { openStore } from '../../../src/store/open-store.ts'
import type { Store } from '../../../src/store/store.ts'
import { createLogRecord } from '../../support/channel-context.ts'
import { gatewayToken, startTestServer } from '../../support/server.ts'
import { outage, troubled } from '../../support/troubled-store.ts'

type JsonObject = Parameters<typeof LiveConfig.open>[0]['base']['layer']

/** Where each is, as a URL. */
export interface Servers {
  /** As users have it. */
  real: string
  /** Has no web chat, and as many jobs as there may be. */
  full: string
  /** Each of its handlers throws what nobody foresaw. */
  broken: string
  /** Its store does not answer. */
  troubled: string
}

/** @param stack what was opened is closed with it */
export async function startServers(
  stack: AsyncDisposableStack,
  config: JsonObject,
): Promise<Servers> {
  const real = stack.use(await startTestServer({ config }))
  const jobs = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`job-${n}`, idleJob]))
  const channels = {
    ...(config['channels'] as object),
    webchat: { type: 'webchat', enabled: false },
  }
  const full = await openHouse(stack, { ...config, channels, cron: { jobs } })
  const { hook, begin } = outage()
  const silent = await openHouse(stack, config, (store) => ({
    ...troubled(store, { beforeRead: hook, beforeWrite: hook }),
    writable: () => Promise.resolve(false),
  }))
  begin(Infinity)
  return {
    real: real.url,
    full: await full(handlers),
    broken: await full(throwing(() => new Error('This is broken.'))),
    troubled: await silent({ ...handlers, getConfig: unavailable.getConfig }),
  }
}

const idleJob = {
  schedule: { every: '1d' },
  action: { type: 'tool', tool: 'list', params: {} },
  enabled: false,
}

/** The same for every operation. */
const throwing = (error: () => Error): Handlers =>
  Object.fromEntries(
    Object.keys(handlers).map((id) => [id, () => Promise.reject(error())]),
  ) as unknown as Handlers

/** For the one operation that asks the store nothing: reading the configuration that holds. */
const unavailable = throwing(() => new GatewayError('unavailable', 'The store is not available.'))

/** A gateway of its own. @returns a function that puts handlers over HTTP in front of it, and says where */
async function openHouse(
  stack: AsyncDisposableStack,
  layer: JsonObject,
  around: (store: Store) => Store = (store) => store,
): Promise<(handlers: Handlers) => Promise<string>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'openclaw-test-'))
  stack.defer(() => rm(dataDir, { recursive: true, force: true }))
  const { log } = createLogRecord()
  const store = around(stack.use(await openStore({ dataDir, log })))
  const live = await LiveConfig.open({ base: { file: undefined, layer }, store, log })
  const workspace = join(dataDir, 'workspace')
  const standalone = await openStandalone({ store, config: live, log, workspace, environment: {} })
  stack.defer(() => standalone.stop(AbortSignal.timeout(5_000)))
  const config = () => live.current
  return async (exchanged) => {
    const limits = new Limits(() => config().rateLimits.enabled)
    stack.defer(() => {
      limits.close()
    })
    const authenticator = new Authenticator({ gatewayToken, scopes: allScopes, config })
    const { gateway } = standalone
    const house = { gateway, authenticator, limits, contract: new Contract(), config, log }
    const server = createListener(createApp(house, exchanged))
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    stack.defer(() => {
      server.closeAllConnections()
      server.close()
    })
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }
}
