import { accessSync, constants, existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { pathToFileURL } from 'node:url'
import { Kysely, sql } from 'kysely'
import { reasonOf } from '../errors.ts'
import { refuseNewer } from '../migrate.ts'
import { sqliteColumnTypes } from '../migrations/column-types.ts'
import type { Database } from '../schema.ts'
import { openScope } from '../scope.ts'
import type { Tables } from '../store.ts'
import { createTables } from '../tables.ts'
import { codeOf, forbids, unusable } from './data-dir.ts'
import { NodeSqliteDialect } from './dialect.ts'
import { isBusy } from './lock.ts'

type Work<T> = (tables: Tables) => Promise<T>

/** As `readStore`. */
export async function readSqlite<T>(dataDir: string, work: Work<T>): Promise<T | undefined> {
  const file = join(dataDir, 'openclaw.db')
  if (!isThere(dataDir, file)) return undefined
  /*
   * Without its log nobody uses the database, and it is read as it lies there: a reader of the usual kind would make a log that it
   * can't take away again. With one it is read together with the gateway, or with what a killed gateway has left.
   */
  const inUse = () => existsSync(`${file}-wal`)
  if (!inUse()) {
    const outcome = await read(file, { immutable: true }, work).then(
      (value) => ({ value }),
      (error: unknown) => ({ error }),
    )
    if (!inUse()) {
      if ('error' in outcome) throw outcome.error
      return outcome.value
    }
    // A gateway started meanwhile, so it may have been changed under the eyes of a reader that is not prepared for that.
  }
  return read(file, { immutable: false }, work)
}

/** @throws Error when the folder is a file, or closed to this user */
function isThere(dataDir: string, file: string): boolean {
  try {
    // The path with a slash is there only when it is a folder.
    accessSync(`${dataDir}/`, constants.R_OK | constants.X_OK)
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return false
    throw forbids(cause) ? closed(dataDir, cause) : unusable(dataDir, cause)
  }
  return existsSync(file)
}

async function read<T>(
  file: string,
  { immutable }: { immutable: boolean },
  work: Work<T>,
): Promise<T | undefined> {
  using database = open(file, immutable)
  const db = new Kysely<Database>({ dialect: new NodeSqliteDialect(database) })
  const tables = sql`select 1 from sqlite_schema where name = 'documents'`
  const { rows } = await tables.execute(db).catch((cause: unknown) => unreadable(file, cause))
  if (rows.length === 0) return undefined
  await refuseNewer(db, sqliteColumnTypes)
  return await work(createTables(openScope(db)))
}

function open(file: string, immutable: boolean): DatabaseSync {
  const url = pathToFileURL(file)
  if (immutable) url.searchParams.set('immutable', '1')
  try {
    return new DatabaseSync(url, { readOnly: true, timeout: 5_000 })
  } catch (cause) {
    return unreadable(file, cause)
  }
}

function unreadable(file: string, cause: unknown): never {
  throw new Error(
    `The database ${file} can't be read: ${reasonOf(cause)}. ${remedy(file, cause)}`,
    { cause },
  )
}

/** SQLITE_PERM, SQLITE_READONLY and SQLITE_CANTOPEN. */
const maybeForbidden = new Set([3, 8, 14])

function remedy(file: string, cause: unknown): string {
  if (isBusy(cause)) return 'Try again in a moment.'
  if (maybeForbidden.has(kindOf(cause)) && !isOpenToUser(file)) return asGateway
  return 'Put it back from a backup.'
}

/** The low byte is the kind, the rest tells more of it. */
const kindOf = (cause: unknown): number =>
  cause instanceof Error && 'errcode' in cause ? Number(cause.errcode) & 0xff : 0

/** Also to write: a reader beside a gateway notes in a file of both what it reads. */
function isOpenToUser(file: string): boolean {
  const both = constants.R_OK | constants.W_OK
  try {
    accessSync(dirname(file), both)
    for (const one of [file, `${file}-wal`, `${file}-shm`])
      if (existsSync(one)) accessSync(one, both)
    return true
  } catch {
    return false
  }
}

const asGateway = 'Run this as the user of the gateway.'

const closed = (dataDir: string, cause: unknown): Error =>
  new Error(
    `The data directory ${dataDir} can't be read: this user may not look into it. ${asGateway}`,
    { cause },
  )
