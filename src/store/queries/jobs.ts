import { prepared, type Values } from '../prepared.ts'
import type { Database } from '../schema.ts'
import type { Scope } from '../scope.ts'
import type { JobRow, JobTable } from '../store.ts'

type Row = Database['jobs']

const insert = prepared((db, value: Values<Row>) =>
  db.insertInto('jobs').values({
    id: value('id'),
    name: value('name'),
    schedule: value('schedule'),
    action: value('action'),
    enabled: value('enabled'),
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
    })
    .where('id', '=', value('id')),
)

const byId = prepared((db, value: Values<{ id: string }>) =>
  db.selectFrom('jobs').selectAll().where('id', '=', value('id')),
)

const all = prepared((db) => db.selectFrom('jobs').selectAll().orderBy('id'))

const remove = prepared((db, value: Values<{ id: string }>) =>
  db.deleteFrom('jobs').where('id', '=', value('id')).returning('id'),
)

const removeRuns = prepared((db, value: Values<{ id: string }>) =>
  db.deleteFrom('runs').where('job_id', '=', value('id')),
)

const toRow = (job: JobRow): Row => ({
  id: job.id,
  name: job.name,
  schedule: JSON.stringify(job.schedule),
  action: JSON.stringify(job.action),
  enabled: job.enabled ? 1 : 0,
})

const fromRow = (row: Row): JobRow => ({
  id: row.id,
  name: row.name,
  schedule: JSON.parse(row.schedule) as JobRow['schedule'],
  action: JSON.parse(row.action) as JobRow['action'],
  enabled: row.enabled === 1,
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
  async delete(id) {
    if ((await remove(scope, { id })).rows.length === 0) return false
    await removeRuns(scope, { id })
    return true
  },
})
