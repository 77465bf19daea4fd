import type { Kysely } from 'kysely'
import type { ColumnTypes } from './column-types.ts'

type Schema = Kysely<unknown>['schema']

/** One statement a column: SQLite adds no more at once. */
const messageColumns = (schema: Schema, { text, integer }: ColumnTypes) => [
  schema.alterTable('messages').addColumn('sender_id', text),
  schema.alterTable('messages').addColumn('sender_name', text),
  schema
    .alterTable('messages')
    .addColumn('part', integer, (column) => column.notNull().defaultTo(1)),
  schema
    .alterTable('messages')
    .addColumn('text_offset', integer, (column) => column.notNull().defaultTo(0)),
  schema.alterTable('messages').addColumn('uncertain_since', integer),
]

const attempts = (schema: Schema, { text, integer, keyed }: ColumnTypes) =>
  schema
    .createTable('attempts')
    .addColumn('message_id', text, (column) =>
      column.notNull().references('messages.id').onDelete('cascade'),
    )
    .addColumn('number', integer, (column) => column.notNull())
    .addColumn('part', integer, (column) => column.notNull())
    .addColumn('time', integer, (column) => column.notNull())
    .addColumn('outcome', text, (column) => column.notNull())
    .addColumn('reason', text)
    .addPrimaryKeyConstraint('attempts_key', ['message_id', 'number'])
    .modifyEnd(keyed)

/** Parts of long messages, uncertain deliveries, the record of each attempt, and who wrote what. */
export const attemptRecords = (types: ColumnTypes) => ({
  async up(db: Kysely<unknown>): Promise<void> {
    const { schema } = db
    const statements = [...messageColumns(schema, types), attempts(schema, types)]
    for (const statement of statements) await statement.execute()
  },
})
