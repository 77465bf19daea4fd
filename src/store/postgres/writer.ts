import { Kysely, PostgresDialect } from 'kysely'
import pg, { type Client, type ClientConfig } from 'pg'
import type { Log } from '../../kernel/log.ts'
import type { Writer } from '../group-commit.ts'
import type { Database } from '../schema.ts'
import type { Db } from '../scope.ts'
import { PreparedClient } from './prepared-client.ts'

/** Of the lock that lets one batch at a time run: `openclaw` in ASCII. */
export const lockKey = '8030029660390449527'

export const notificationChannel = 'openclaw_events'

interface Connection {
  client: Client
  db: Db
}

/**
 * One connection for the batches of this gateway, made anew after a loss. Each batch holds a lock that the batches of other
 * gateways wait for, so that event numbers rise in the order of the commits.
 */
export class PostgresWriter implements Writer, AsyncDisposable {
  readonly #config: ClientConfig
  readonly #log: Log
  readonly #name: string
  #connection: Connection | undefined

  /** @param options `name` tells this gateway's notifications from those of others */
  constructor(options: { config: ClientConfig; log: Log; name: string }) {
    this.#config = options.config
    this.#log = options.log
    this.#name = options.name
  }

  async begin(): Promise<Db> {
    this.#connection ??= await this.#connect()
    const { client, db } = this.#connection
    await client.query(`begin; select pg_advisory_xact_lock(${lockKey}); savepoint w`)
    return db
  }

  async next(): Promise<void> {
    await this.#query('release savepoint w; savepoint w')
  }

  async undo(): Promise<void> {
    await this.#query('rollback to savepoint w')
  }

  async commit({ appended }: { appended: boolean }): Promise<void> {
    const notify = appended ? `notify ${notificationChannel}, '${this.#name}';` : ''
    await this.#query(`${notify} commit`)
  }

  /** A connection that failed in a batch may be in any state; a new one costs a few milliseconds. */
  abort(): void {
    // Not waited for: a server that does not answer would hold up the next batch.
    this.#disconnect().catch((err: unknown) => {
      this.#log.debug({ err }, 'A connection to the database did not end well.')
    })
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#disconnect()
  }

  async #disconnect(): Promise<void> {
    const connection = this.#connection
    this.#connection = undefined
    await connection?.client.end()
  }

  async #query(text: string): Promise<void> {
    if (this.#connection === undefined) throw new Error('The connection was lost.')
    await this.#connection.client.query(text)
  }

  async #connect(): Promise<Connection> {
    const client = new pg.Client(this.#config)
    client.on('error', (err) => {
      this.#log.warn({ err }, 'The connection to the database was lost.')
      if (this.#connection?.client === client) this.#connection = undefined
    })
    await client.connect()
    return { client, db: kyselyOver(client) }
  }
}

function kyselyOver(client: Client): Db {
  const lent = new PreparedClient(client)
  const pool = { connect: () => Promise.resolve(lent), end: () => Promise.resolve(), options: {} }
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) })
}
