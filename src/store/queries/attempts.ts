import { prepared, type Values } from '../prepared.ts'
import type { Scope } from '../scope.ts'
import type { AttemptRow, AttemptTable } from '../store.ts'

const insert = prepared((db, value: Values<AttemptRow>) =>
  db.insertInto('attempts').values({
    message_id: value('messageId'),
    number: value('number'),
    part: value('part'),
    time: value('time'),
    outcome: value('outcome'),
    reason: value('reason'),
  }),
)

const newest = prepared((db, value: Values<{ messageId: string; limit: number }>) =>
  db
    .selectFrom('attempts')
    .select(['message_id as messageId', 'number', 'part', 'time', 'outcome', 'reason'])
    .where('message_id', '=', value('messageId'))
    .orderBy('number', 'desc')
    .limit(value('limit')),
)

export const attemptTable = (scope: Scope): AttemptTable => ({
  async insert(row) {
    await insert(scope, row)
  },
  async list(query) {
    return (await newest(scope, query)).rows.reverse()
  },
})
