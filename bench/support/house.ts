import { join } from 'node:path'
import { LiveConfig } from '../../src/config/live-config.ts'
import { loadConfig } from '../../src/config/load-config.ts'
import { openStandalone, type Standalone } from '../../src/gateway/standalone.ts'
import { allScopes } from '../../src/generated/operations.ts'
import { Authenticator } from '../../src/http/auth.ts'
import { Contract } from '../../src/http/contract.ts'
import type { House } from '../../src/http/enforce.ts'
import { Limits } from '../../src/http/limits.ts'
import { createLog } from '../../src/kernel/log.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { Store } from '../../src/store/store.ts'
import { token } from './folder.ts'

export interface BenchHouse extends House {
  store: Store
  standalone: Standalone
}

/**
 * What `src/server.ts` composes, on a folder of `gatewayFolder`, for all contenders alike. Not started: without its delivery
 * worker a message stays queued, and posting it is measured by itself.
 */
export async function openHouse(folder: string): Promise<BenchHouse> {
  const { base, config: initial } = await loadConfig({ env: {}, cwd: folder })
  const log = createLog(initial.logging.level)
  const store = await openStore({ dataDir: initial.dataDir, log })
  const config = await LiveConfig.open({ base, store, log })
  const workspace = join(initial.dataDir, 'workspace')
  const standalone = await openStandalone({ store, config, log, workspace, environment: {} })
  return {
    store,
    standalone,
    gateway: standalone.gateway,
    authenticator: new Authenticator({
      gatewayToken: token,
      scopes: allScopes,
      config: () => config.current,
    }),
    limits: new Limits(() => config.current.rateLimits.enabled),
    contract: new Contract(),
    config: () => config.current,
    log,
  }
}
