import { sql } from 'kysely'
import { prepared, type Values } from '../prepared.ts'
import type { Scope } from '../scope.ts'
import type { RunRow, RunTable } from '../store.ts'
import { behindAllIds } from './ids.ts'

const columns = [
  'id',
  'job_id as jobId',
  'trigger',
  'outcome',
  'started_at as startedAt',
  'finished_at as finishedAt',
  'result',
  'error',
] as const

type NewRun = Parameters<RunTable['insert']>[0]

const insert = prepared((db, value: Values<NewRun>) =>
  db
    .insertInto('runs')
    .values({
      id: value('id'),
      job_id: value('jobId'),
      trigger: value('trigger'),
      outcome: value('outcome'),
      scheduled_for: value('scheduledFor'),
      lease_until: value('leaseUntil'),
      started_at: value('startedAt'),
      finished_at: value('finishedAt'),
      result: value('result'),
      error: value('error'),
    })
    .onConflict((conflict) => conflict.columns(['job_id', 'scheduled_for']).doNothing())
    .returning('id'),
)

type End = Pick<RunRow, 'id' | 'outcome' | 'finishedAt' | 'result' | 'error'>

const finish = prepared((db, value: Values<End>) =>
  db
    .updateTable('runs')
    .set({
      outcome: value('outcome'),
      finished_at: value('finishedAt'),
      result: value('result'),
      error: value('error'),
    })
    .where('id', '=', value('id')),
)

const page = prepared((db, value: Values<{ jobId: string; before: string; limit: number }>) =>
  db
    .selectFrom('runs')
    .select(columns)
    .where('job_id', '=', value('jobId'))
    .where('id', '<', value('before'))
    .orderBy('id', 'desc')
    .limit(value('limit')),
)

const interrupt = prepared((db, value: Values<{ leaseBefore: number; at: number }>) =>
  db
    .updateTable('runs')
    .set({ outcome: 'interrupted', finished_at: value('at') })
    // In the words of the partial index, else it does not serve.
    .where('outcome', '=', sql.lit('running' as const))
    .where('lease_until', '<', value('leaseBefore')),
)

export const runTable = (scope: Scope): RunTable => ({
  async insert(run) {
    return (await insert(scope, run)).rows.length === 1
  },
  async finish(id, end) {
    await finish(scope, { id, ...end })
  },
  async list({ jobId, limit, before = behindAllIds }) {
    return (await page(scope, { jobId, limit, before })).rows
  },
  // One seek for each job: a `max … group by` reads all the runs there are of them.
  async latest(jobIds) {
    const newest = jobIds.map((jobId) => page(scope, { jobId, before: behindAllIds, limit: 1 }))
    return (await Promise.all(newest)).flatMap(({ rows }) => rows)
  },
  async interrupt(query) {
    return Number((await interrupt(scope, query)).numAffectedRows ?? 0)
  },
})
