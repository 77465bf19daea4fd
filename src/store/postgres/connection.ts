import pg, { type ClientConfig } from 'pg'

/** All our numbers are safe integers; of itself pg gives 64 bits as text. */
const types = new pg.TypeOverrides()
types.setTypeParser(pg.types.builtins.INT8, Number)

/** A batch waits this long for the gateways before it, in milliseconds. */
const lockTimeout = 10_000

/** A gateway that stops in the middle of a batch holds the others up for so long. */
const idleInTransactionTimeout = 5_000

/** After this long without an answer a connection counts as dead, in milliseconds. */
const queryTimeout = 15_000

/** How every connection is made. */
export const connectionConfig = (databaseUrl: string): ClientConfig => ({
  connectionString: databaseUrl,
  connectionTimeoutMillis: 5_000,
  keepAlive: true,
  keepAliveInitialDelayMillis: 10_000,
  application_name: 'openclaw',
  types,
})

/** For queries that are short by design; a migration is not. `pipeline` also ends the connection when a query times out. */
export const workingConfig = (databaseUrl: string): ClientConfig => ({
  ...connectionConfig(databaseUrl),
  pipeline: true,
  query_timeout: queryTimeout,
  lock_timeout: lockTimeout,
  idle_in_transaction_session_timeout: idleInTransactionTimeout,
})
