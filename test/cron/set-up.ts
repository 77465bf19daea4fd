import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import type { CronAction, CronJobInput, CronRun } from '../../src/generated/types.ts'
import { type Cron, createCron, type CronOptions } from '../../src/cron/cron.ts'
import type { RunTable, Store, Tables } from '../../src/store/store.ts'
import { openTestStore } from '../support/stores.ts'

export const eachSecond = { cron: '* * * * * *', timezone: 'UTC' }
export const eachYear = { cron: '0 0 1 1 *', timezone: 'UTC' }

export const toolAction: CronAction = { type: 'tool', tool: 'read', params: { path: '/a' } }
export const messageAction: CronAction = {
  type: 'message',
  channel: 'telegram',
  userId: 'user-123',
  message: 'Good morning!',
}

export const jobInput = (changes: Partial<CronJobInput> = {}): CronJobInput => ({
  name: 'a job',
  schedule: eachYear,
  action: toolAction,
  enabled: true,
  ...changes,
})

/** One call of `perform`, which ends when the test says so. */
export interface Performance {
  action: CronAction
  jobId: string
  runId: string
  resolve: (result: unknown) => void
  reject: (error: unknown) => void
}

/** A cron room on a store, whose actions end at once (with `ok`) unless `held`. */
export async function setUp(options: Partial<CronOptions> & { held?: boolean } = {}) {
  const { held = false, ...rest } = options
  const performances: Performance[] = []
  const logLines: { level: number; msg: string; err?: { message: string } }[] = []
  const store = options.store ?? (await openTestStore())
  const cron = createCron({
    store,
    configJobs: {},
    perform: (action, { jobId, runId }) => {
      const { promise, resolve, reject } = Promise.withResolvers<unknown>()
      performances.push({ action, jobId, runId, resolve, reject })
      if (!held) resolve('ok')
      return promise
    },
    onFailed: () => Promise.resolve(),
    log: pino({ base: null }, { write: (line) => logLines.push(JSON.parse(line) as never) }),
    ...rest,
  })
  onTestFinished(() => {
    for (const { resolve } of performances) resolve('the test is over')
    return cron.stop()
  })
  return { cron, store, performances, logLines }
}

export async function runsOf(cron: Cron, jobId: string): Promise<CronRun[]> {
  return (await cron.runs(jobId, { limit: 200 })).runs
}

type NewRun = Parameters<RunTable['insert']>[0]

export const runRow = (changes: Partial<NewRun> = {}): NewRun => ({
  id: 'run-1',
  jobId: 'job-1',
  trigger: 'schedule',
  outcome: 'running',
  startedAt: 1000,
  finishedAt: null,
  result: null,
  error: null,
  scheduledFor: 1000,
  leaseUntil: 2000,
  ...changes,
})

/** The same store, with other answers to some questions. */
export const storeWith = (
  store: Store,
  changes: { exclusive?: boolean; tables?: (tables: Tables) => Tables },
): Store => {
  const exclusive = changes.exclusive ?? store.exclusive
  const change = changes.tables ?? ((tables: Tables) => tables)
  return {
    exclusive,
    read: <T>(work: (tables: Tables) => Promise<T>) => store.read((tables) => work(change(tables))),
    write: <T>(work: (tables: Tables) => Promise<T>) =>
      store.write((tables) => work(change(tables))),
    onAppend: (listener) => store.onAppend(listener),
    writable: () => store.writable(),
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  }
}
