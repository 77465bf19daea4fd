import { prepared, type Values } from '../prepared.ts'
import type { Scope } from '../scope.ts'
import type { IdempotencyRow, IdempotencyTable } from '../store.ts'

const find = prepared((db, value: Values<{ caller: string; key: string; now: number }>) =>
  db
    .selectFrom('idempotency_keys')
    .select(['caller', 'key', 'body_hash as bodyHash', 'response', 'expires_at as expiresAt'])
    .where('caller', '=', value('caller'))
    .where('key', '=', value('key'))
    .where('expires_at', '>', value('now')),
)

const insert = prepared((db, value: Values<IdempotencyRow>) =>
  db
    .insertInto('idempotency_keys')
    .values({
      caller: value('caller'),
      key: value('key'),
      body_hash: value('bodyHash'),
      response: value('response'),
      expires_at: value('expiresAt'),
    })
    .onConflict((conflict) =>
      conflict.columns(['caller', 'key']).doUpdateSet((eb) => ({
        body_hash: eb.ref('excluded.body_hash'),
        response: eb.ref('excluded.response'),
        expires_at: eb.ref('excluded.expires_at'),
      })),
    ),
)

const purge = prepared((db, value: Values<{ now: number; limit: number }>) =>
  db
    .deleteFrom('idempotency_keys')
    .where((eb) =>
      eb(
        eb.refTuple('caller', 'key'),
        'in',
        eb
          .selectFrom('idempotency_keys')
          .select(['caller', 'key'])
          .where('expires_at', '<=', value('now'))
          .orderBy('expires_at')
          .limit(value('limit'))
          .$asTuple('caller', 'key'),
      ),
    ),
)

export const idempotencyTable = (scope: Scope): IdempotencyTable => ({
  async find(query) {
    return (await find(scope, query)).rows[0]
  },
  async insert(row) {
    await insert(scope, row)
  },
  async purge(query) {
    return Number((await purge(scope, query)).numAffectedRows ?? 0)
  },
})
