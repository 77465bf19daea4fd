import type { Tables } from './store.ts'

export interface StorePlace {
  /** A PostgreSQL connection; without it the store is SQLite in `dataDir`. */
  databaseUrl?: string | undefined
  /** Absolute. */
  dataDir: string
}

/**
 * Reads what is committed, also of a store that a gateway uses meanwhile, and makes, migrates and locks nothing.
 * @returns undefined when there is no store yet
 * @throws Error that says what to do, when there is one that can't be read or that a newer version has made
 */
export async function readStore<T>(
  { databaseUrl, dataDir }: StorePlace,
  work: (tables: Tables) => Promise<T>,
): Promise<T | undefined> {
  if (databaseUrl === undefined) {
    const { readSqlite } = await import('./sqlite/read.ts')
    return readSqlite(dataDir, work)
  }
  const { readPostgres } = await import('./postgres/read.ts')
  return readPostgres(databaseUrl, work)
}
