import { setTimeout as sleep } from 'node:timers/promises'
import { readAddress, removeAddress } from '../config/address-file.ts'
import { existingGatewayToken } from '../config/gateway-token.ts'
import { LiveConfig } from '../config/live-config.ts'
import { GatewayError } from '../kernel/errors.ts'
import { createLog, type Log } from '../kernel/log.ts'
import { openStore } from '../store/open-store.ts'
import { isDataDirInUse } from '../store/sqlite/in-use.ts'
import type { Store } from '../store/store.ts'
import { check, type Context, type Effective } from './context.ts'
import { answers, runningGateway } from './running-gateway.ts'
import type { Reach, TokenAccess } from './token-access.ts'

const caller = { name: 'command line' }

/** A gateway that stops has 10 s for it. */
const patienceMs = 15_000
const lookMs = 100

/**
 * Reaches the configuration. SQLite belongs to one process: the gateway that has it is asked, over HTTP; without one, the store is
 * opened here. PostgreSQL is written to in either case, and gateways that run on it take that over.
 * @throws Error when a gateway has the store and can't be asked
 */
export async function withTokenAccess<T>(
  { loaded, store: place }: Effective,
  context: Context,
  work: (access: TokenAccess) => Promise<T>,
): Promise<T> {
  const log = createLog(loaded.config.logging.level, {
    write: (text) => context.stderr.write(text),
  })
  const { databaseUrl, dataDir } = place
  const end = performance.now() + patienceMs
  for (;;) {
    await using store = await openIfFree({ ...place, log })
    if (store !== undefined) {
      const config = await LiveConfig.open({ base: loaded.base, store, log, check })
      return await work(direct(config, databaseUrl === undefined ? 'stopped' : 'shared'))
    }
    const url = await readAddress(dataDir)
    if (url !== undefined && (await answers(url))) {
      const token = await existingGatewayToken({ token: loaded.gatewayToken, dataDir })
      return await work(runningGateway({ url, token }))
    }
    if (performance.now() > end) throw silent(dataDir, url)
    await sleep(lookMs)
  }
}

interface StoreOptions {
  databaseUrl?: string | undefined
  dataDir: string
  log: Log
}

/** @returns undefined when another process has it */
async function openIfFree(options: StoreOptions): Promise<Store | undefined> {
  const isInUse = () => options.databaseUrl === undefined && isDataDirInUse(options.dataDir)
  if (isInUse()) return undefined
  try {
    const store = await openStore(options)
    // Of a gateway that was killed: others who find the directory in use would believe it, and send the token there.
    if (store.exclusive) await removeAddress(options.dataDir)
    return store
  } catch (error) {
    // It was taken a moment ago.
    if (isInUse()) return undefined
    throw error
  }
}

const direct = (config: LiveConfig, reach: Reach): TokenAccess => ({
  reach,
  async read() {
    await config.refresh()
    const { config: current, etag } = config.get()
    return { tokens: current.auth.tokens, etag }
  },
  write: (tokens, ifMatch) =>
    config.update({ auth: { tokens } }, { caller, ifMatch }).then(
      () => true,
      (error: unknown) => {
        if (error instanceof GatewayError && error.kind === 'conflict') return false
        throw error
      },
    ),
})

const silent = (dataDir: string, url: string | undefined): Error =>
  new Error(
    `Another process uses the data directory ${dataDir}, but no gateway answers${url === undefined ? '' : ` at ${url}`}.\n` +
      'If one is starting or stopping, try again in a moment; else stop that process, and try again.',
  )
