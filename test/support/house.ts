import { join } from 'node:path'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { inject, onTestFinished } from 'vitest'
import { LiveConfig } from '../../src/config/live-config.ts'
import { openStandalone } from '../../src/gateway/standalone.ts'
import { allScopes, type OperationId } from '../../src/generated/operations.ts'
import { handlers } from '../../src/handlers/all.ts'
import type { Handler } from '../../src/handlers/handler.ts'
import { createApp } from '../../src/http/app.ts'
import { Authenticator } from '../../src/http/auth.ts'
import { Contract } from '../../src/http/contract.ts'
import { Limits } from '../../src/http/limits.ts'
import { createListener } from '../../src/http/listener.ts'
import { openStore } from '../../src/store/open-store.ts'
import { throughPrism } from '../contract/prism/through-prism.ts'
import { createLogRecord } from './channel-context.ts'
import { gatewayToken } from './server.ts'
import { temporaryFolder } from './temporary-folder.ts'

export interface TestHouse {
  url: string
  /** The log, at its lowest level. */
  lines: string[]
}

/** The HTTP side of the server in front of a real gateway, with one handler exchanged. It is gone after the test. */
export async function openHouse<Id extends OperationId>(
  id: Id,
  handler: Handler<Id>,
): Promise<TestHouse> {
  const { log, lines } = createLogRecord()
  const dataDir = join(await temporaryFolder(), 'data')
  const store = await openStore({ dataDir, log })
  onTestFinished(() => store[Symbol.asyncDispose]())
  const config = await LiveConfig.open({ base: { file: undefined, layer: {} }, store, log })
  const workspace = join(dataDir, 'workspace')
  const standalone = await openStandalone({ store, config, log, workspace, environment: {} })
  onTestFinished(() => standalone.stop(AbortSignal.timeout(5_000)))
  const limits = new Limits(() => config.current.rateLimits.enabled)
  onTestFinished(() => {
    limits.close()
  })
  const house = {
    gateway: standalone.gateway,
    authenticator: new Authenticator({
      gatewayToken,
      scopes: allScopes,
      config: () => config.current,
    }),
    limits,
    contract: new Contract(),
    config: () => config.current,
    log,
  }
  const server = createListener(createApp(house, { ...handlers, [id]: handler }))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  if (!inject('throughPrism')) return { url, lines }
  const proxy = await throughPrism(url)
  onTestFinished(() => proxy[Symbol.asyncDispose]())
  return { url: proxy.url, lines }
}
