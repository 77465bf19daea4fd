import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { sqliteColumnTypes } from '../../src/store/migrations/column-types.ts'
import { migrations } from '../../src/store/migrations/migrations.ts'
import {
  freshDatabase,
  messageRow,
  queryPostgres,
  storeKinds,
  type TestDatabase,
} from '../support/stores.ts'

const known = Object.keys(migrations(sqliteColumnTypes))

/** Asks a database that no store has open. */
async function query(database: TestDatabase, text: string): Promise<Record<string, unknown>[]> {
  if (database.databaseUrl !== undefined) return queryPostgres(database.databaseUrl, text)
  const sqlite = new DatabaseSync(join(database.dataDir, 'openclaw.db'))
  try {
    return sqlite.prepare(text).all()
  } finally {
    sqlite.close()
  }
}

const schemaQuery = {
  sqlite: 'select name, sql from sqlite_master order by name',
  postgres: `select tablename as name, indexname, indexdef from pg_indexes where schemaname = 'public'
    union all select table_name, column_name, data_type from information_schema.columns
    where table_schema = 'public' order by 1, 2`,
}

const tablesQuery = {
  sqlite: `select name from sqlite_master where type = 'table' and name not like 'kysely%'`,
  postgres: `select tablename as name from pg_tables where schemaname = 'public' and tablename not like 'kysely%'`,
}

/** What takes a migration back. */
const undo: Record<string, string[]> = {
  '0002-attempts': [
    'drop table attempts',
    ...['sender_id', 'sender_name', 'part', 'text_offset', 'uncertain_since'].map(
      (column) => `alter table messages drop column ${column}`,
    ),
  ],
  '0003-positions': [
    'drop table positions',
    'drop index runs_running_job',
    'alter table runs drop column missed',
    'alter table jobs drop column missed',
    'alter table jobs drop column overlap',
  ],
}

describe.each(storeKinds)('migrations of %s', (kind) => {
  const openAndClose = async (database: TestDatabase) => {
    const store = await database.open()
    await store[Symbol.asyncDispose]()
  }

  const describeDatabase = async (database: TestDatabase) => ({
    schema: await query(database, schemaQuery[kind]),
    applied: await query(database, 'select * from kysely_migration'),
  })

  it('change nothing the second time', async () => {
    const database = await freshDatabase(kind)
    await openAndClose(database)
    const first = await describeDatabase(database)
    await openAndClose(database)
    expect(await describeDatabase(database)).toEqual(first)
    expect(first.applied).toHaveLength(known.length)
    expect((await query(database, tablesQuery[kind])).map(({ name }) => name).sort()).toEqual([
      'attempts',
      'counters',
      'documents',
      'events',
      'idempotency_keys',
      'jobs',
      'messages',
      'positions',
      'runs',
      'sessions',
    ])
  })

  /** Makes it what the migrations before this one had made of it. */
  const undoFrom = async (database: TestDatabase, first: string) => {
    for (const name of known.filter((each) => each >= first).toReversed()) {
      for (const statement of undo[name] ?? []) await query(database, statement)
      await query(database, `delete from kysely_migration where name = '${name}'`)
    }
  }

  it('keep what the first release has stored', async () => {
    const database = await freshDatabase(kind)
    const store = await database.open()
    const place = { channel: 'telegram', userId: 'user-1', at: 1_000 }
    const { session } = await store.write((tables) => tables.sessions.touch(place))
    const row = messageRow({ sessionId: session.id })
    await store.write((tables) => tables.messages.insert(row))
    await store[Symbol.asyncDispose]()
    await undoFrom(database, '0002-attempts')

    const next = await database.open()
    expect(await next.read((tables) => tables.messages.get(row.id))).toEqual(row)
    const due = { channel: 'telegram', now: 2_000, leaseUntil: 60_000, limit: 1 }
    expect(await next.write((tables) => tables.messages.claim(due))).toMatchObject([{ id: row.id }])
  })

  it('keep jobs and their runs from before there were positions', async () => {
    const database = await freshDatabase(kind)
    await openAndClose(database)
    await undoFrom(database, '0003-positions')
    const schedule = '{"cron":"0 7 * * *","timezone":"UTC"}'
    const action = '{"type":"tool","tool":"read","params":{}}'
    await query(database, `insert into jobs values ('job-1', 'old', '${schedule}', '${action}', 1)`)
    await query(
      database,
      `insert into runs values ('run-1', 'job-1', 'schedule', 'running', 1000, 2000, 1000, null, null, null)`,
    )

    const next = await database.open()
    expect(await next.read((tables) => tables.jobs.list())).toEqual([
      {
        id: 'job-1',
        name: 'old',
        schedule: JSON.parse(schedule) as unknown,
        action: JSON.parse(action) as unknown,
        enabled: true,
        overlap: false,
        missed: 'once',
      },
    ])
    expect(await next.read((tables) => tables.runs.running('job-1'))).toBe('run-1')
    expect(await next.read((tables) => tables.runs.latest(['job-1']))).toMatchObject([
      { id: 'run-1', scheduledFor: 1000, missed: 0 },
    ])
    expect(await next.read((tables) => tables.positions.list())).toEqual([
      { jobId: 'job-1', schedule: '', position: 1000, missed: 0 },
    ])
  })

  it('refuse a database of a newer version', async () => {
    const database = await freshDatabase(kind)
    await openAndClose(database)
    await query(database, `insert into kysely_migration values ('9999-future', '2100-01-01')`)
    await expect(database.open()).rejects.toThrow(/newer version .*9999-future/)
    await query(database, `delete from kysely_migration where name = '9999-future'`)
    await openAndClose(database)
  })

  it('happen whole or not at all', async () => {
    const database = await freshDatabase(kind)
    await openAndClose(database)
    const tables = await query(database, tablesQuery[kind])
    for (const { name } of tables.filter(({ name }) => name !== 'documents'))
      await query(database, `drop table ${String(name)}${kind === 'postgres' ? ' cascade' : ''}`)
    await query(database, 'delete from kysely_migration')

    await expect(database.open()).rejects.toThrow('could not be migrated')
    expect(await query(database, tablesQuery[kind])).toMatchObject([{ name: 'documents' }])
    expect(await query(database, 'select * from kysely_migration')).toEqual([])
  })
})

describe('migrations', () => {
  it('of several gateways that start at once happen once', async () => {
    const database = await freshDatabase('postgres')
    const stores = await Promise.all(Array.from({ length: 5 }, () => database.open()))
    expect(await query(database, 'select name from kysely_migration')).toHaveLength(known.length)
    const [first] = stores
    expect(await first?.writable()).toBe(true)
  })
})
