import { sql } from 'kysely'
import type { Log } from '../../kernel/log.ts'
import { newUlid } from '../../kernel/ids.ts'
import type { Backend } from '../database-store.ts'
import { reasonOf } from '../errors.ts'
import { migrate } from '../migrate.ts'
import { postgresColumnTypes } from '../migrations/column-types.ts'
import { connectionConfig, workingConfig } from './connection.ts'
import { Listener } from './listener.ts'
import { pollForEvents } from './poll.ts'
import { openPool } from './pool.ts'
import { PostgresWriter } from './writer.ts'

/** Writes that share one commit. From 64 savepoints on, PostgreSQL keeps them on disk, and all readers slow down. */
const maxBatch = 60

const readers = 8

export interface PostgresOptions {
  databaseUrl: string
  log: Log
  /** Another process appended events, or may have. */
  onAppend: () => void
}

/** @throws Error when the server can't be reached or refuses */
export async function openPostgres(options: PostgresOptions): Promise<Backend> {
  const { databaseUrl, log, onAppend } = options
  await prepareDatabase(options)
  await using opened = new AsyncDisposableStack()
  const config = workingConfig(databaseUrl)
  const name = newUlid()
  const reader = opened.use(openPool({ ...config, max: readers }, log)).db
  const writer = opened.use(new PostgresWriter({ config, log, name }))
  const listener = opened.use(new Listener({ config, log, name, onAppend }))
  await listener.start()
  opened.use(pollForEvents(reader, log, onAppend))
  const closing = opened.move()
  return {
    exclusive: false,
    maxBatch,
    writer,
    reader,
    [Symbol.asyncDispose]: () => closing.disposeAsync(),
  }
}

async function prepareDatabase({ databaseUrl, log }: PostgresOptions): Promise<void> {
  await using pool = openPool({ ...connectionConfig(databaseUrl), max: 1 }, log)
  await sql`select 1`.execute(pool.db).catch(explain)
  await migrate(pool.db, postgresColumnTypes)
}

/** Of a server that does not answer or lets nobody in. */
export function explain(cause: unknown): never {
  throw new Error(
    `The PostgreSQL server can't be used: ${reasonOf(cause)}. Check databaseUrl (OPENCLAW_DATABASE_URL).`,
    { cause },
  )
}
