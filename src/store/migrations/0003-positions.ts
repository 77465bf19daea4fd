import { type Kysely, sql } from 'kysely'
import type { ColumnTypes } from './column-types.ts'

type Schema = Kysely<unknown>['schema']

// Jobs that were there before ran as these defaults say.
const columns = (schema: Schema, { text, integer }: ColumnTypes) => [
  schema
    .alterTable('jobs')
    .addColumn('overlap', integer, (column) => column.notNull().defaultTo(0)),
  schema
    .alterTable('jobs')
    .addColumn('missed', text, (column) => column.notNull().defaultTo('once')),
  schema.alterTable('runs').addColumn('missed', integer, (column) => column.notNull().defaultTo(0)),
]

// `job_id` refers to no table: jobs of the configuration have positions too. Gateways whose configurations differ each follow the
// schedule of their own, so a job may have more than one.
const positions = (schema: Schema, { text, integer, keyed }: ColumnTypes) =>
  schema
    .createTable('positions')
    .addColumn('job_id', text, (column) => column.notNull())
    .addColumn('schedule', text, (column) => column.notNull())
    .addColumn('position', integer, (column) => column.notNull())
    .addColumn('missed', integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('positions_key', ['job_id', 'schedule'])
    .modifyEnd(keyed)

// What a job did before there were positions says how far it is. Which schedule it then had is not known: an empty one stands for it.
const formerPositions = sql`
  insert into positions (job_id, schedule, position, missed)
  select job_id, '', max(scheduled_for), 0 from runs where scheduled_for is not null group by job_id`

const runningByJob = (schema: Schema) =>
  schema
    .createIndex('runs_running_job')
    .on('runs')
    .column('job_id')
    .where(sql.ref('outcome'), '=', sql.lit('running'))

/** Up to where each schedule has been dealt with, what was missed, and whether runs of a job may overlap. */
export const schedulePositions = (types: ColumnTypes) => ({
  async up(db: Kysely<unknown>): Promise<void> {
    const { schema } = db
    const statements = [...columns(schema, types), positions(schema, types), runningByJob(schema)]
    for (const statement of statements) await statement.execute()
    await formerPositions.execute(db)
  },
})
