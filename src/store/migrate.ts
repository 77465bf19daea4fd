import { sql } from 'kysely'
import { DEFAULT_MIGRATION_TABLE, Migrator } from 'kysely/migration'
import { reasonOf } from './errors.ts'
import type { ColumnTypes } from './migrations/column-types.ts'
import { migrations } from './migrations/migrations.ts'
import type { Db } from './scope.ts'

/**
 * Brings the database to the newest version, each step whole or not at all.
 * @throws Error when it was made by a newer version of this program
 */
export async function migrate(db: Db, types: ColumnTypes): Promise<void> {
  const known = migrations(types)
  const provider = { getMigrations: () => Promise.resolve(known) }
  const { error } = await new Migrator({ db, provider }).migrateToLatest()
  if (error === undefined) return
  await refuseNewer(db, types, error)
  throw new Error(`The database could not be migrated: ${reasonOf(error)}.`, { cause: error })
}

/** @throws Error when the database was made by a newer version of this program */
export async function refuseNewer(db: Db, types: ColumnTypes, cause?: unknown): Promise<void> {
  const known = migrations(types)
  const unknown = (await applied(db)).find((name) => !(name in known))
  if (unknown === undefined) return
  throw new Error(
    `The database was made by a newer version of this program (it has the migration "${unknown}"). ` +
      'Start that version, or use another database.',
    { cause },
  )
}

/** Nothing when that can't be told: the failure that led here says more. */
async function applied(db: Db): Promise<string[]> {
  const names = sql<{ name: string }>`select name from ${sql.table(DEFAULT_MIGRATION_TABLE)}`
  const { rows } = await names.execute(db).catch(() => ({ rows: [] }))
  return rows.map(({ name }) => name)
}
