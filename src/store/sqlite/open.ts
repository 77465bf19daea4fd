import { join } from 'node:path'
import { DatabaseSync, type DatabaseSyncOptions } from 'node:sqlite'
import { Kysely } from 'kysely'
import type { Backend } from '../database-store.ts'
import { reasonOf } from '../errors.ts'
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
 * FULL waits for the disk at each commit: what was acknowledged survives a power failure. What a savepoint needs to go back
 * stays in memory; in a file it took half as long again as the writes themselves.
 */
const writerPragmas =
  'pragma journal_mode = wal; pragma synchronous = full; pragma temp_store = memory'

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
  const connect = (pragmas: string, options: DatabaseSyncOptions) =>
    namingFile(file, () => {
      const connection = opened.adopt(openDatabase(file, options), closeDatabase)
      connection.exec(pragmas)
      return connection
    })
  const database = connect(writerPragmas, {})
  const db = kyselyOver(database)
  await migrate(db, sqliteColumnTypes)
  const reader = kyselyOver(connect('', { readOnly: true }))
  const closing = opened.move()
  return {
    exclusive: true,
    maxBatch,
    writer: sqliteWriter(database, db),
    reader,
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  }
}

const openDatabase = (file: string, options: DatabaseSyncOptions) =>
  new DatabaseSync(file, { timeout: 0, enableForeignKeyConstraints: true, ...options })

const closeDatabase = (database: DatabaseSync): void => {
  database.close()
}

function namingFile<T>(file: string, open: () => T): T {
  try {
    return open()
  } catch (cause) {
    throw new Error(`The database ${file} can't be opened: ${reasonOf(cause)}.`, { cause })
  }
}

const kyselyOver = (database: DatabaseSync) =>
  new Kysely<Database>({ dialect: new NodeSqliteDialect(database) })
