import { createHmac, randomBytes } from 'node:crypto'
import type { Config } from '../generated/types.ts'
import type { Store } from '../store/store.ts'

const name = 'config.etag-key'

/**
 * A key that all gateways on one store share. With it an ETag can tell of a changed secret, and whoever reads the ETag still can't try
 * guesses at a weak one.
 */
export async function readEtagKey(store: Pick<Store, 'read' | 'write'>): Promise<string> {
  const kept = await store.read(({ documents }) => documents.get(name))
  if (kept !== undefined) return kept
  return store.write(async ({ documents }) => {
    const made = (await documents.get(name)) ?? JSON.stringify(randomBytes(32).toString('hex'))
    await documents.put(name, made)
    return made
  })
}

/** Strong, in quotes. */
export function etagOf(
  config: Config,
  { revision, key }: { revision: number; key: string },
): string {
  const content = JSON.stringify([revision, config])
  return `"${createHmac('sha256', key).update(content).digest('hex').slice(0, 32)}"`
}

/** Whether the value of an `If-Match` header names this ETag. A weak one never does. */
export const matches = (ifMatch: string, etag: string): boolean =>
  ifMatch
    .split(',')
    .map((part) => part.trim())
    .some((part) => part === '*' || part === etag)
