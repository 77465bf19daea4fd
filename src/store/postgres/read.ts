import { sql } from 'kysely'
import { createLog } from '../../kernel/log.ts'
import { refuseNewer } from '../migrate.ts'
import { postgresColumnTypes } from '../migrations/column-types.ts'
import { openScope } from '../scope.ts'
import type { Tables } from '../store.ts'
import { createTables } from '../tables.ts'
import { connectionConfig } from './connection.ts'
import { explain } from './open.ts'
import { openPool } from './pool.ts'

const queryTimeout = 15_000

/** As `readStore`. */
export async function readPostgres<T>(
  databaseUrl: string,
  work: (tables: Tables) => Promise<T>,
): Promise<T | undefined> {
  const config = { ...connectionConfig(databaseUrl), query_timeout: queryTimeout, max: 1 }
  await using pool = openPool(config, createLog('silent'))
  const { db } = pool
  const table = sql<{ there: boolean }>`select to_regclass('documents') is not null as there`
  const { rows } = await table.execute(db).catch(explain)
  if (rows[0]?.there !== true) return undefined
  await refuseNewer(db, postgresColumnTypes)
  return await work(createTables(openScope(db)))
}
