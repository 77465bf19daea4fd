import type { Tables } from '../store/store.ts'
import { ConfigError } from './config-error.ts'
import { isObject, type JsonObject } from './json.ts'

/** All patches so far as one, over file and environment. */
export interface Overlay {
  /** Rises with each patch, so that a changed secret changes the ETag, which is not made from secrets. */
  revision: number
  patch: JsonObject
}

const name = 'config.patch'

/** @throws ConfigError when what is kept there is something else */
export async function readOverlay({ documents }: Tables): Promise<Overlay> {
  const text = await documents.get(name)
  if (text === undefined) return { revision: 0, patch: {} }
  const kept = parse(text)
  if (isObject(kept) && typeof kept['revision'] === 'number' && isObject(kept['patch'])) {
    return { revision: kept['revision'], patch: kept['patch'] }
  }
  throw new ConfigError(
    `The document "${name}" in the store does not hold patches of the configuration.\nPut it back from a backup, or start with --reset-patches to go on without patches.`,
  )
}

export const writeOverlay = async ({ documents }: Tables, overlay: Overlay): Promise<void> => {
  await documents.put(name, JSON.stringify(overlay))
}

export const clearOverlay = (tables: Tables): Promise<void> =>
  writeOverlay(tables, { revision: 0, patch: {} })

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
