import { DatabaseSync } from 'node:sqlite'
import { CompiledQuery, Kysely } from 'kysely'
import { expect, it } from 'vitest'
import { migrate } from '../../src/store/migrate.ts'
import { sqliteColumnTypes } from '../../src/store/migrations/column-types.ts'
import type { Database } from '../../src/store/schema.ts'
import { openScope } from '../../src/store/scope.ts'
import { NodeSqliteDialect } from '../../src/store/sqlite/dialect.ts'
import type { Tables } from '../../src/store/store.ts'
import { createTables } from '../../src/store/tables.ts'
import { messageChange, messageRow } from '../support/stores.ts'

const before = { lastActivity: 5, id: 'session-1' }
const channel = 'telegram'

/** Those that must not slow down as the tables grow. */
const queries: Record<string, (tables: Tables) => Promise<unknown>> = {
  'sessions.touch': ({ sessions }) => sessions.touch({ channel, userId: 'user-1', at: 1 }),
  'sessions.get': ({ sessions }) => sessions.get('session-1'),
  'sessions.list': ({ sessions }) => sessions.list({ limit: 20, before }),
  'sessions.list, first page': ({ sessions }) => sessions.list({ limit: 20 }),
  'sessions.list of a channel': ({ sessions }) => sessions.list({ limit: 20, channel, before }),
  'sessions.list of a user': ({ sessions }) => sessions.list({ limit: 20, userId: 'u', before }),
  'sessions.count': ({ sessions }) => sessions.count(),
  'sessions.delete': ({ sessions }) => sessions.delete('session-1'),
  'messages.get': ({ messages }) => messages.get('message-1'),
  'messages.findByExternalId': ({ messages }) => messages.findByExternalId(channel, 'update-1'),
  'messages.list': ({ messages }) => messages.list({ sessionId: 'session-1', limit: 20 }),
  'messages.claim': ({ messages }) => messages.claim({ channel, now: 1, leaseUntil: 2, limit: 10 }),
  'messages.nextDue': ({ messages }) => messages.nextDue(channel),
  'messages.abandoned': ({ messages }) => messages.abandoned({ channel, leaseBefore: 1 }),
  'messages.release': ({ messages }) => messages.release({ id: 'message-1', attempts: 1 }, 2),
  'attempts.list': ({ attempts }) => attempts.list({ messageId: 'message-1', limit: 100 }),
  'sessions.positions': ({ sessions }) => sessions.positions({ channel, limit: 100 }),
  'events.append': ({ events }) => events.append({ type: 'error', time: 1, payload: '{}' }),
  'events.read': ({ events }) => events.read({ after: 1, limit: 100 }),
  'events.bounds': ({ events }) => events.bounds(),
  'events.trim': ({ events }) => events.trim({ before: 1, keep: 10, limit: 10 }),
  'idempotency.find': ({ idempotency }) => idempotency.find({ caller: 'a', key: 'b', now: 1 }),
  'idempotency.purge': ({ idempotency }) => idempotency.purge({ now: 1, limit: 10 }),
  'runs.list': ({ runs }) => runs.list({ jobId: 'job-1', limit: 20 }),
  'runs.latest': ({ runs }) => runs.latest(['job-1', 'job-2']),
  'runs.interrupt': ({ runs }) => runs.interrupt({ leaseBefore: 1, at: 1, limit: 10 }),
  'runs.finish': ({ runs }) =>
    runs.finish('run-1', { outcome: 'ok', finishedAt: 1, result: null, error: null }),
  'runs.running': ({ runs }) => runs.running('job-1'),
  'runs.renew': ({ runs }) => runs.renew('run-1', 1),
  'runs.oldestBehind': ({ runs }) => runs.oldestBehind('job-1'),
  'runs.older': ({ runs }) => runs.older({ jobId: 'job-1', before: 'run-1', skip: 10 }),
  'runs.trim': ({ runs }) =>
    runs.trim({ jobId: 'job-1', startedBefore: 1, upTo: 'run-1', keepNewest: true, limit: 10 }),
  'positions.get': ({ positions }) => positions.get({ jobId: 'job-1', schedule: '' }),
  'jobs.delete': ({ jobs }) => jobs.delete({ id: 'job-1', runs: 10 }),
}

/** What SQLite says it does for the queries of this piece of work. */
async function plansOf(work: (tables: Tables) => Promise<unknown>): Promise<string[]> {
  const ran: CompiledQuery[] = []
  await using db = new Kysely<Database>({
    dialect: new NodeSqliteDialect(new DatabaseSync(':memory:')),
    log: (event) => {
      ran.push(event.query)
    },
  })
  await migrate(db, sqliteColumnTypes)
  ran.length = 0
  await work(createTables(openScope(db)))
  const plans: string[] = []
  for (const { sql, parameters } of [...ran]) {
    const explain = CompiledQuery.raw(`explain query plan ${sql}`, [...parameters])
    const { rows } = await db.executeQuery(explain)
    plans.push(...rows.map((row) => (row as { detail: string }).detail))
  }
  return plans
}

it.each(Object.entries(queries))('%s goes by an index and sorts nothing', async (_, work) => {
  const plans = await plansOf(work)
  const slow = plans.filter(
    (plan) => plan.includes('TEMP B-TREE') || (plan.startsWith('SCAN') && !allowedScans.test(plan)),
  )
  expect(slow, plans.join('\n')).toEqual([])
  expect(plans.length).toBeGreaterThan(0)
})

/** The constant row, and the oldest events by their number. */
const allowedScans = /^SCAN (CONSTANT ROW|events$)/

it('reads events of some types without reading those of others', async () => {
  const plans = await plansOf(({ events }) =>
    events.read({ after: 1, limit: 10, types: ['error', 'message:sent'] }),
  )
  const searches = plans.filter((plan) => plan.includes('SEARCH events USING INDEX events_type'))
  expect(searches, plans.join('\n')).toHaveLength(2)
})

it('finds the run of a job that goes on, and those without a gateway, among the running ones only', async () => {
  const running = await plansOf(({ runs }) => runs.running('job-1'))
  expect(running.join()).toContain('runs_running_job')
  const abandoned = await plansOf(({ runs }) => runs.interrupt({ leaseBefore: 1, at: 1, limit: 1 }))
  expect(abandoned.join()).toContain('runs_running (')
})

it('finds the next job that has runs by one seek, and counts past runs in the index alone', async () => {
  const next = await plansOf(({ runs }) => runs.oldestBehind('job-1'))
  expect(next).toEqual(['SEARCH runs USING INDEX runs_job (job_id>?)'])
  const older = await plansOf(({ runs }) => runs.older({ jobId: 'a', before: 'b', skip: 10 }))
  expect(older).toEqual(['SEARCH runs USING COVERING INDEX runs_job (job_id=? AND id<?)'])
})

it('calls the next message of a conversation by an index', async () => {
  const plans = await plansOf(async (tables) => {
    const { session } = await tables.sessions.touch({ channel, userId: 'user-1', at: 1 })
    const row = messageRow({ id: 'message-1', sessionId: session.id, createdAt: 1 })
    await tables.messages.insert(row)
    await tables.messages.claim({ channel, now: 1, leaseUntil: 2, limit: 1 })
    await tables.messages.settle(
      { id: 'message-1', attempts: 1 },
      messageChange({ status: 'sent', at: 1 }),
    )
  })
  expect(plans.filter((plan) => plan.includes('messages_unfinished'))).toHaveLength(2)
})
