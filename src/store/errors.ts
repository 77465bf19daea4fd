import { GatewayError } from '../kernel/errors.ts'

/** SQLITE_TOOBIG, SQLITE_CONSTRAINT and SQLITE_MISMATCH. */
const sqliteDataErrors = new Set([18, 19, 20])

/** Data exceptions and integrity violations, by the first two characters of the SQLSTATE. */
const postgresDataErrors = new Set(['22', '23'])

const field = (error: unknown, name: string): unknown =>
  typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined

function refusedTheData(error: unknown): boolean {
  const errcode = field(error, 'errcode')
  // The low byte is the kind, the rest tells more of it.
  if (typeof errcode === 'number') return sqliteDataErrors.has(errcode & 0xff)
  const code = field(error, 'code')
  return typeof code === 'string' && code.length === 5 && postgresDataErrors.has(code.slice(0, 2))
}

export const unavailable = (cause: unknown): GatewayError =>
  new GatewayError('unavailable', 'The store is not available.', { cause })

/**
 * What a failed query means: `internal` when the database works but refuses these values, so that trying again is no use;
 * else `unavailable`.
 */
export const queryError = (cause: unknown): GatewayError =>
  refusedTheData(cause)
    ? new GatewayError('internal', 'The store refused the data.', { cause })
    : unavailable(cause)

/** What an error says, for a person. A name with several addresses fails with an error for each, and no message of its own. */
export const reasonOf = (error: unknown): string => {
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join(', ')
  return error instanceof Error ? error.message : String(error)
}
