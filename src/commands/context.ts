import { isAbsolute, resolve } from 'node:path'
import type { Environment } from '../config/environment.ts'
import { LiveConfig } from '../config/live-config.ts'
import { type LoadedConfig, loadConfig } from '../config/load-config.ts'
import type { JsonObject } from '../config/json.ts'
import { readOverlay } from '../config/overlay.ts'
import { checkConfig } from '../gateway/config-rules.ts'
import type { Config } from '../generated/types.ts'
import { createLog } from '../kernel/log.ts'
import { readStore, type StorePlace } from '../store/read-store.ts'
import type { Store, Tables } from '../store/store.ts'
import type { Results } from './output.ts'

export interface Output {
  write(text: string): unknown
}

/** Where a command runs, and where its words go. */
export interface Context {
  env: Environment
  cwd: string
  /** Results alone, so that they can be read by programs. */
  stdout: Results
  /** What is said to the person. */
  stderr: Output
}

/** What a start would use now. */
export interface Effective {
  loaded: LoadedConfig
  store: StorePlace
  /** The patches that the store keeps, as one; undefined when there is no store yet. */
  patch: JsonObject | undefined
  config: Config
}

/** What the schema can't say: the same rules as at a start. */
export const check = checkConfig

/**
 * Reads file, environment and, without changing anything, the patches of the store.
 * @throws ConfigError and Error as a start with them would
 */
export async function readEffective(
  { file }: { file?: string },
  { env, cwd }: Context,
): Promise<Effective> {
  const loaded = await loadConfig({ file, env, cwd, check })
  const { databaseUrl, dataDir } = loaded.config
  const store = { databaseUrl, dataDir: isAbsolute(dataDir) ? dataDir : resolve(cwd, dataDir) }
  const patched = await readStore(store, async (tables) => {
    const { patch } = await readOverlay(tables)
    const live = await LiveConfig.open({
      base: loaded.base,
      store: readerOf(tables),
      log: createLog('silent'),
      check,
    })
    return { patch, config: live.current }
  })
  return { loaded, store, patch: undefined, config: loaded.config, ...patched }
}

/** A store that has no key for ETags yet is given one at the first start. Until then any will do, since none is shown here. */
const readerOf = (tables: Tables): Pick<Store, 'read' | 'write'> => ({
  read: (work) => work(tables),
  write: (work) =>
    work({ ...tables, documents: { ...tables.documents, put: () => Promise.resolve() } }),
})

/** As people list things: `a, b and c`. */
export const listed = (items: readonly string[]): string =>
  new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(items)
