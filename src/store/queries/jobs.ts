import { prepared, type Values } from '../prepared.ts'
import type { Database } from '../schema.ts'
import type { Scope } from '../scope.ts'
import type { JobRow, JobTable } from '../store.ts'

type Row = Database['jobs']

const columns = ['id', 'name', 'schedule', 'action', 'enabled', 'overlap', 'missed'] as const

const insert = prepared((db, value: Values<Row>) =>
  db.insertInto('jobs').values({
    id: value('id'),
    name: value('name'),
    schedule: value('schedule'),
    action: value('action'),
    enabled: value('enabled'),
    overlap: value('overlap'),
    missed: value('missed'),
  }),
)

const update = prepared((db, value: Values<Row>) =>
  db
    .updateTable('jobs')
    .set({
      name: value('name'),
      schedule: value('schedule'),
      action: value('action'),
      enabled: value('enabled'),
      overlap: value('overlap'),
      missed: value('missed'),
    })
    .where('id', '=', value('id')),
)

const byId = prepared((db, value: Values<{ id: string }>) =>
  db.selectFrom('jobs').select(columns).where('id', '=', value('id')),
)

const all = prepared((db) => db.selectFrom('jobs').select(columns).orderBy('id'))

const remove = prepared((db, value: Values<{ id: string }>) =>
  db.deleteFrom('jobs').where('id', '=', value('id')).returning('id'),
)

const removePositions = prepared((db, value: Values<{ id: string }>) =>
  db.deleteFrom('positions').where('job_id', '=', value('id')),
)

// Those that go on have yet to tell how they end.
const removeRuns = prepared((db, value: Values<{ id: string; runs: number }>) =>
  db
    .deleteFrom('runs')
    .where((eb) =>
      eb(
        'id',
        'in',
        eb
          .selectFrom('runs')
          .select('id')
          .where('job_id', '=', value('id'))
          .where('outcome', '<>', 'running')
          .orderBy('id', 'desc')
          .limit(value('runs')),
      ),
    ),
)

const toRow = (job: JobRow): Row => ({
  id: job.id,
  name: job.name,
  schedule: JSON.stringify(job.schedule),
  action: JSON.stringify(job.action),
  enabled: job.enabled ? 1 : 0,
  overlap: job.overlap ? 1 : 0,
  missed: job.missed,
})

const fromRow = (row: Row): JobRow => ({
  id: row.id,
  name: row.name,
  schedule: JSON.parse(row.schedule) as JobRow['schedule'],
  action: JSON.parse(row.action) as JobRow['action'],
  enabled: row.enabled === 1,
  overlap: row.overlap === 1,
  missed: row.missed,
})

export const jobTable = (scope: Scope): JobTable => ({
  async insert(job) {
    await insert(scope, toRow(job))
  },
  async get(id) {
    return (await byId(scope, { id })).rows.map(fromRow)[0]
  },
  async list() {
    return (await all(scope, {})).rows.map(fromRow)
  },
  async update(job) {
    await update(scope, toRow(job))
  },
  async delete({ id, runs }) {
    if ((await remove(scope, { id })).rows.length === 0) return false
    await removePositions(scope, { id })
    await removeRuns(scope, { id, runs })
    return true
  },
})
