import { Kysely, PostgresDialect } from 'kysely'
import pg, { type PoolConfig } from 'pg'
import type { Log } from '../../kernel/log.ts'
import type { Database } from '../schema.ts'
import type { Db } from '../scope.ts'

export interface DatabasePool extends AsyncDisposable {
  readonly db: Db
}

/** Connects when the first query comes, and anew after a loss. */
export function openPool(config: PoolConfig, log: Log): DatabasePool {
  const pool = new pg.Pool(config)
  // The pool itself hears only of idle connections that are lost; an error that nobody hears ends the process.
  pool.on('connect', (client) => {
    client.on('error', (err) => {
      log.warn({ err }, 'A connection to the database was lost.')
    })
  })
  pool.on('error', () => undefined)
  return {
    db: new Kysely<Database>({ dialect: new PostgresDialect({ pool }) }),
    // Kysely would leave a pool open that no query has used yet.
    [Symbol.asyncDispose]: () => pool.end(),
  }
}
