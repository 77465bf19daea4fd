import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Kysely } from 'kysely'
import type { Backend } from '../database-store.ts'
import { migrate } from '../migrate.ts'
import { sqliteColumnTypes } from '../migrations/column-types.ts'
import type { Database } from '../schema.ts'
import { makePrivateFile, prepareDataDir } from './data-dir.ts'
import { NodeSqliteDialect } from './dialect.ts'
import { lockDataDir } from './lock.ts'
import { sqliteWriter } from './writer.ts'

/** Writes that share one commit: about 10 ms of work, in which nothing else runs. */
const maxBatch = 256

/**
 * Opens `openclaw.db` in the folder, which this process then has for itself.
 * @throws Error when the folder can't be used or another gateway has it
 */
export async function openSqlite(dataDir: string): Promise<Backend> {
  await using opened = new AsyncDisposableStack()
  const folder = prepareDataDir(dataDir)
  opened.use(lockDataDir(folder))
  const file = join(folder, 'openclaw.db')
  makePrivateFile(file)
  const database = new DatabaseSync(file, { timeout: 0, enableForeignKeyConstraints: true })
  const db = opened.adopt(kyselyOver(database), (kysely) => kysely.destroy())
  // FULL waits for the disk at each commit: what was acknowledged survives a power failure.
  database.exec('pragma journal_mode = wal; pragma synchronous = full; pragma temp_store = memory')
  await migrate(db, sqliteColumnTypes)
  const reader = opened.adopt(
    kyselyOver(new DatabaseSync(file, { timeout: 0, readOnly: true })),
    (kysely) => kysely.destroy(),
  )
  const closing = opened.move()
  return {
    exclusive: true,
    maxBatch,
    writer: sqliteWriter(database, db),
    reader,
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  }
}

const kyselyOver = (database: DatabaseSync) =>
  new Kysely<Database>({ dialect: new NodeSqliteDialect(database) })
