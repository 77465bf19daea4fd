import { type Kysely, sql } from 'kysely'
import type { ColumnTypes } from './column-types.ts'

type Schema = Kysely<unknown>['schema']

function sessions(schema: Schema, { text, integer, keyed }: ColumnTypes) {
  return [
    schema
      .createTable('sessions')
      .addColumn('id', text, (column) => column.primaryKey())
      .addColumn('channel', text, (column) => column.notNull())
      .addColumn('user_id', text, (column) => column.notNull())
      .addColumn('message_count', integer, (column) => column.notNull())
      .addColumn('last_activity', integer, (column) => column.notNull())
      .modifyEnd(keyed),
    schema
      .createIndex('sessions_channel_user')
      .unique()
      .on('sessions')
      .columns(['channel', 'user_id']),
    // Read backwards, newest first.
    schema.createIndex('sessions_activity').on('sessions').columns(['last_activity', 'id']),
    schema
      .createIndex('sessions_channel_activity')
      .on('sessions')
      .columns(['channel', 'last_activity', 'id']),
    schema
      .createIndex('sessions_user_activity')
      .on('sessions')
      .columns(['user_id', 'last_activity', 'id']),
  ]
}

const messageTable = (schema: Schema, { text, integer }: ColumnTypes) =>
  schema
    .createTable('messages')
    .addColumn('id', text, (column) => column.primaryKey().notNull())
    .addColumn('session_id', text, (column) =>
      column.notNull().references('sessions.id').onDelete('cascade'),
    )
    .addColumn('channel', text, (column) => column.notNull())
    .addColumn('user_id', text, (column) => column.notNull())
    .addColumn('direction', text, (column) => column.notNull())
    .addColumn('message', text, (column) => column.notNull())
    .addColumn('status', text, (column) => column.notNull())
    .addColumn('error', text)
    .addColumn('external_id', text)
    .addColumn('attempts', integer, (column) => column.notNull())
    .addColumn('retries', integer, (column) => column.notNull())
    .addColumn('due_at', integer)
    .addColumn('created_at', integer, (column) => column.notNull())
    .addColumn('updated_at', integer, (column) => column.notNull())

const messageIndexes = (schema: Schema) => [
  schema.createIndex('messages_session').on('messages').columns(['session_id', 'id']),
  schema
    .createIndex('messages_external')
    .unique()
    .on('messages')
    .columns(['channel', 'external_id'])
    .where(sql.ref('external_id'), 'is not', null),
  schema
    .createIndex('messages_due')
    .on('messages')
    .columns(['channel', 'status', 'due_at', 'id'])
    .where(sql.ref('due_at'), 'is not', null),
  schema
    .createIndex('messages_unfinished')
    .on('messages')
    .columns(['session_id', 'id'])
    .where(sql.ref('status'), 'in', [sql.lit('queued'), sql.lit('sending')]),
]

const events = (schema: Schema, { text, integer }: ColumnTypes) => [
  schema
    .createTable('events')
    .addColumn('id', integer, (column) => column.primaryKey())
    .addColumn('type', text, (column) => column.notNull())
    .addColumn('time', integer, (column) => column.notNull())
    .addColumn('payload', text, (column) => column.notNull()),
  schema.createIndex('events_type').on('events').columns(['type', 'id']),
]

const counters = (schema: Schema, { text, integer, keyed }: ColumnTypes) => [
  schema
    .createTable('counters')
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('channel', text, (column) => column.notNull())
    .addColumn('value', integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('counters_key', ['name', 'channel'])
    .modifyEnd(keyed),
]

const idempotencyKeys = (schema: Schema, { text, integer }: ColumnTypes) => [
  schema
    .createTable('idempotency_keys')
    .addColumn('caller', text, (column) => column.notNull())
    .addColumn('key', text, (column) => column.notNull())
    .addColumn('body_hash', text, (column) => column.notNull())
    .addColumn('response', text, (column) => column.notNull())
    .addColumn('expires_at', integer, (column) => column.notNull())
    .addPrimaryKeyConstraint('idempotency_keys_key', ['caller', 'key']),
  schema.createIndex('idempotency_keys_expiry').on('idempotency_keys').column('expires_at'),
]

const jobs = (schema: Schema, { text, integer }: ColumnTypes) => [
  schema
    .createTable('jobs')
    .addColumn('id', text, (column) => column.primaryKey().notNull())
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('schedule', text, (column) => column.notNull())
    .addColumn('action', text, (column) => column.notNull())
    .addColumn('enabled', integer, (column) => column.notNull()),
]

// `job_id` refers to no table: jobs of the configuration have runs too.
const runs = (schema: Schema, { text, integer }: ColumnTypes) => [
  schema
    .createTable('runs')
    .addColumn('id', text, (column) => column.primaryKey().notNull())
    .addColumn('job_id', text, (column) => column.notNull())
    .addColumn('trigger', text, (column) => column.notNull())
    .addColumn('outcome', text, (column) => column.notNull())
    .addColumn('scheduled_for', integer)
    .addColumn('lease_until', integer, (column) => column.notNull())
    .addColumn('started_at', integer, (column) => column.notNull())
    .addColumn('finished_at', integer)
    .addColumn('result', text)
    .addColumn('error', text),
  schema.createIndex('runs_job').on('runs').columns(['job_id', 'id']),
  schema.createIndex('runs_schedule').unique().on('runs').columns(['job_id', 'scheduled_for']),
  schema
    .createIndex('runs_running')
    .on('runs')
    .column('lease_until')
    .where(sql.ref('outcome'), '=', sql.lit('running')),
]

const documents = (schema: Schema, { text }: ColumnTypes) => [
  schema
    .createTable('documents')
    .addColumn('name', text, (column) => column.primaryKey().notNull())
    .addColumn('content', text, (column) => column.notNull()),
]

export const initial = (types: ColumnTypes) => ({
  async up(db: Kysely<unknown>): Promise<void> {
    const { schema } = db
    const statements = [
      ...sessions(schema, types),
      messageTable(schema, types),
      ...messageIndexes(schema),
      ...events(schema, types),
      ...counters(schema, types),
      ...idempotencyKeys(schema, types),
      ...jobs(schema, types),
      ...runs(schema, types),
      ...documents(schema, types),
    ]
    for (const statement of statements) await statement.execute()
  },
})
