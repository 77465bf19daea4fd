import type { Log } from '../kernel/log.ts'
import { AppendSignal } from './append-signal.ts'
import { DatabaseStore } from './database-store.ts'
import { openSqlite } from './sqlite/open.ts'
import type { Store } from './store.ts'

export interface StoreOptions {
  /** A PostgreSQL connection; without it the store is SQLite in `dataDir`. */
  databaseUrl?: string | undefined
  dataDir: string
  log: Log
}

/**
 * Opens the store and brings its tables to the newest version.
 * @throws Error that says what to do, when the database can't be used
 */
export async function openStore({ databaseUrl, dataDir, log }: StoreOptions): Promise<Store> {
  const appended = new AppendSignal(log)
  if (databaseUrl === undefined) return new DatabaseStore(await openSqlite(dataDir), appended)
  // Only here, so that those who use SQLite don't pay for loading it.
  const { openPostgres } = await import('./postgres/open.ts')
  const onAppend = () => {
    appended.fire()
  }
  return new DatabaseStore(await openPostgres({ databaseUrl, log, onAppend }), appended)
}
