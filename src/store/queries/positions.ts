import { prepared, type Values } from '../prepared.ts'
import type { Scope } from '../scope.ts'
import type { PositionKey, PositionRow, PositionTable } from '../store.ts'

const columns = ['job_id as jobId', 'schedule', 'position', 'missed'] as const

const byKey = prepared((db, value: Values<PositionKey>) =>
  db
    .selectFrom('positions')
    .select(columns)
    .where('job_id', '=', value('jobId'))
    .where('schedule', '=', value('schedule')),
)

const all = prepared((db) =>
  db.selectFrom('positions').select(columns).orderBy('job_id').orderBy('schedule'),
)

const put = prepared((db, value: Values<PositionRow>) =>
  db
    .insertInto('positions')
    .values({
      job_id: value('jobId'),
      schedule: value('schedule'),
      position: value('position'),
      missed: value('missed'),
    })
    .onConflict((conflict) =>
      conflict.columns(['job_id', 'schedule']).doUpdateSet((eb) => ({
        position: eb.ref('excluded.position'),
        missed: eb.ref('excluded.missed'),
      })),
    ),
)

const remove = prepared((db, value: Values<PositionKey>) =>
  db
    .deleteFrom('positions')
    .where('job_id', '=', value('jobId'))
    .where('schedule', '=', value('schedule')),
)

const removeAll = prepared((db, value: Values<{ jobId: string }>) =>
  db.deleteFrom('positions').where('job_id', '=', value('jobId')),
)

export const positionTable = (scope: Scope): PositionTable => ({
  async get({ jobId, schedule }) {
    return (await byKey(scope, { jobId, schedule })).rows[0]
  },
  async list() {
    return (await all(scope, {})).rows
  },
  async put(row) {
    await put(scope, row)
  },
  async delete({ jobId, schedule }) {
    await remove(scope, { jobId, schedule })
  },
  async deleteAll(jobId) {
    await removeAll(scope, { jobId })
  },
})
