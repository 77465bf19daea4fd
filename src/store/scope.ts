import type { Compilable, CompiledQuery, Kysely, QueryResult } from 'kysely'
import { GatewayError } from '../kernel/errors.ts'
import { queryError } from './errors.ts'
import type { Database } from './schema.ts'

export type Db = Kysely<Database>

/** What the queries of one piece of work run on, and what became of them. */
export interface Scope {
  readonly db: Db
  /** No query runs any more: one that came late would land in the work of another. */
  ended: boolean
  /** Whether an event was appended. */
  appended: boolean
  /** The first query that failed. PostgreSQL keeps nothing of a transaction after that, so neither does SQLite. */
  failure: GatewayError | undefined
}

export const openScope = (db: Db): Scope => ({
  db,
  ended: false,
  appended: false,
  failure: undefined,
})

/** @throws GatewayError `unavailable` or `internal` when the query fails */
export async function execute<O>(
  scope: Scope,
  query: Compilable<O> | CompiledQuery<O>,
): Promise<QueryResult<O>> {
  if (scope.ended) throw new GatewayError('internal', 'A query came after its work had ended.')
  try {
    return await scope.db.executeQuery(query)
  } catch (cause) {
    const failure = queryError(cause)
    scope.failure ??= failure
    throw failure
  }
}
