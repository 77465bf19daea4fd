import { sql } from 'kysely'
import { prepared, type Values } from '../prepared.ts'
import type { Scope } from '../scope.ts'
import type { RunEnd, RunTable } from '../store.ts'
import { behindAllIds } from './ids.ts'

const columns = [
  'id',
  'job_id as jobId',
  'trigger',
  'outcome',
  'scheduled_for as scheduledFor',
  'missed',
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
      missed: value('missed'),
      lease_until: value('leaseUntil'),
      started_at: value('startedAt'),
      finished_at: value('finishedAt'),
      result: value('result'),
      error: value('error'),
    })
    .onConflict((conflict) => conflict.columns(['job_id', 'scheduled_for']).doNothing())
    .returning('id'),
)

const finish = prepared((db, value: Values<RunEnd & { id: string }>) =>
  db
    .updateTable('runs')
    .set({
      outcome: value('outcome'),
      finished_at: value('finishedAt'),
      result: value('result'),
      error: value('error'),
    })
    .where('id', '=', value('id'))
    .where('outcome', '=', 'running')
    .returning(columns),
)

const running = prepared((db, value: Values<{ jobId: string }>) =>
  db
    .selectFrom('runs')
    .select('id')
    .where('job_id', '=', value('jobId'))
    // In the words of the partial index, else it does not serve.
    .where('outcome', '=', sql.lit('running' as const))
    .limit(sql.lit(1)),
)

const renew = prepared((db, value: Values<{ id: string; leaseUntil: number }>) =>
  db
    .updateTable('runs')
    .set({ lease_until: value('leaseUntil') })
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

const interrupt = prepared(
  (db, value: Values<{ leaseBefore: number; at: number; limit: number }>) =>
    db
      .updateTable('runs')
      .set({ outcome: 'interrupted', finished_at: value('at') })
      .where((eb) =>
        eb(
          'id',
          'in',
          eb
            .selectFrom('runs')
            .select('id')
            .where('outcome', '=', sql.lit('running' as const))
            .where('lease_until', '<', value('leaseBefore'))
            .orderBy('lease_until')
            .limit(value('limit')),
        ),
      )
      .returning(columns),
)

const oldestBehind = prepared((db, value: Values<{ jobId: string }>) =>
  db
    .selectFrom('runs')
    .select(['id', 'job_id as jobId', 'started_at as startedAt'])
    .where('job_id', '>', value('jobId'))
    .orderBy('job_id')
    .orderBy('id')
    .limit(sql.lit(1)),
)

const older = prepared((db, value: Values<{ jobId: string; before: string; skip: number }>) =>
  db
    .selectFrom('runs')
    .select('id')
    .where('job_id', '=', value('jobId'))
    .where('id', '<', value('before'))
    .orderBy('id', 'desc')
    .limit(sql.lit(1))
    .offset(value('skip')),
)

const oldest = prepared((db, value: Values<{ jobId: string; limit: number }>) =>
  db
    .selectFrom('runs')
    .select(['id', 'outcome', 'started_at as startedAt'])
    .where('job_id', '=', value('jobId'))
    .orderBy('id')
    .limit(value('limit')),
)

const removeBelow = prepared((db, value: Values<{ jobId: string; below: string }>) =>
  db
    .deleteFrom('runs')
    .where('job_id', '=', value('jobId'))
    .where('id', '<', value('below'))
    .where('outcome', '<>', 'running'),
)

// From the old end only, as far as the first one that stays: what is kept has no gap, and no row is read for nothing.
async function trim(scope: Scope, query: Parameters<RunTable['trim']>[0]): Promise<number> {
  const { jobId, startedBefore, upTo = '', keepNewest, limit } = query
  const { rows } = await oldest(scope, { jobId, limit })
  const newest = keepNewest ? await newestOf(scope, jobId) : undefined
  const stays = ({ id, outcome, startedAt }: (typeof rows)[number]) =>
    id === newest || (outcome !== 'running' && startedAt >= startedBefore && id > upTo)
  const end = rows.find(stays)?.id ?? justBehind(rows.at(-1)?.id)
  return Number((await removeBelow(scope, { jobId, below: end })).numAffectedRows ?? 0)
}

const newestOf = async (scope: Scope, jobId: string): Promise<string | undefined> =>
  (await older(scope, { jobId, before: behindAllIds, skip: 0 })).rows[0]?.id

/** No id comes between it and this. */
const justBehind = (id = ''): string => `${id} `

export const runTable = (scope: Scope): RunTable => ({
  async insert(run) {
    return (await insert(scope, run)).rows.length === 1
  },
  async finish(id, end) {
    return (await finish(scope, { id, ...end })).rows[0]
  },
  async running(jobId) {
    return (await running(scope, { jobId })).rows[0]?.id
  },
  async renew(id, leaseUntil) {
    await renew(scope, { id, leaseUntil })
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
    return (await interrupt(scope, query)).rows
  },
  async oldestBehind(jobId) {
    return (await oldestBehind(scope, { jobId })).rows[0]
  },
  async older(query) {
    return (await older(scope, query)).rows[0]?.id
  },
  trim: (query) => trim(scope, query),
})
