import type { Compilable, CompiledQuery, Kysely, QueryResult } from 'kysely'
import { GatewayError } from '../kernel/errors.ts'
import { queryError } from './errors.ts'
import type { Database } from './schema.ts'

export type Db = Kysely<Database>

/** What the queries of one piece of work run on, and what became of them. */
export interface Scope {
  readonly db: Db
  /** No query starts any more: one that came late would land in the work of another. */
  ended: boolean
  readonly running: Set<Promise<unknown>>
  /** Whether an event was appended. */
  appended: boolean
  /** The first query that failed. PostgreSQL keeps nothing of a transaction after that, so neither does SQLite. */
  failure: GatewayError | undefined
}

export const openScope = (db: Db): Scope => ({
  db,
  ended: false,
  running: new Set(),
  appended: false,
  failure: undefined,
})

/** @throws GatewayError `unavailable` or `internal` when the query fails */
export async function execute<O>(
  scope: Scope,
  query: Compilable<O> | CompiledQuery<O>,
): Promise<QueryResult<O>> {
  if (scope.ended) throw new GatewayError('internal', 'A query came after its work had ended.')
  const running = scope.db.executeQuery(query)
  scope.running.add(running)
  try {
    return await running
  } catch (cause) {
    const failure = queryError(cause)
    scope.failure ??= failure
    throw failure
  } finally {
    scope.running.delete(running)
  }
}

/** Ends it, when the queries that it started have ended. */
export async function endScope(scope: Scope): Promise<void> {
  scope.ended = true
  if (scope.running.size > 0) await Promise.allSettled(scope.running)
}
