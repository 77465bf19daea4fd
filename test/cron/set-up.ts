import { setImmediate as nextTurn } from 'node:timers/promises'
import { pino } from 'pino'
import { onTestFinished } from 'vitest'
import type { CronAction, CronJobInput, CronRun, Event } from '../../src/generated/types.ts'
import { type Cron, createCron, type CronOptions } from '../../src/cron/cron.ts'
import { EventLog } from '../../src/events/event-log.ts'
import type { RunRow, RunTable, Store, Tables } from '../../src/store/store.ts'
import { openTestStore } from '../support/stores.ts'
import { FakeClock } from './fake-clock.ts'

export const eachSecond = { cron: '* * * * * *', timezone: 'UTC' }
export const eachMinute = { cron: '* * * * *' }
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
  overlap: false,
  missed: 'once',
  ...changes,
})

/** A job of the configuration. */
export const configJob = (changes: Partial<Omit<CronJobInput, 'name'>> = {}) => {
  const { schedule, action, enabled, overlap, missed } = jobInput(changes)
  return { schedule, action, enabled, overlap, missed }
}

/** One call of `perform`, which ends when the test says so. */
export interface Performance {
  action: CronAction
  jobId: string
  runId: string
  resolve: (result: unknown) => void
  reject: (error: unknown) => void
}

export interface LogLine {
  level: number
  msg: string
  count?: number
  err?: { message: string }
}

export type SetUpOptions = Partial<CronOptions> & { held?: boolean }

/** A cron room on a store, whose actions end at once (with `ok`) unless `held`. */
export async function setUp(options: SetUpOptions = {}) {
  const { held = false, ...rest } = options
  const performances: Performance[] = []
  const logLines: LogLine[] = []
  const store = options.store ?? (await openTestStore())
  const cron = createCron({
    store,
    jobs: {},
    retention: () => ({ days: 30, maxRuns: 1000 }),
    perform: (action, { jobId, runId }) => {
      const { promise, resolve, reject } = Promise.withResolvers<unknown>()
      performances.push({ action, jobId, runId, resolve, reject })
      if (!held) resolve('ok')
      return promise
    },
    log: pino({ base: null }, { write: (line) => logLines.push(JSON.parse(line) as never) }),
    ...rest,
  })
  onTestFinished(() => {
    for (const { resolve } of performances) resolve('the test is over')
    return cron.stop()
  })
  return { cron, store, performances, logLines }
}

/** The same, with a clock that goes on when the test says so, and at each step waits for the runs that are not held. */
export async function setUpAt(at: string | FakeClock, options: SetUpOptions = {}) {
  const clock = at instanceof FakeClock ? at : new FakeClock(at)
  const place = await setUp({ clock, ...options })
  const { store, performances } = place
  let settled = 0
  clock.settled = async () => {
    while (options.held !== true && settled < performances.length) {
      const { jobId } = performances[settled] ?? { jobId: '' }
      while (await store.read((tables) => tables.runs.running(jobId))) await nextTurn()
      settled += 1
    }
  }
  return { ...place, clock }
}

export async function runsOf(cron: Cron, jobId: string): Promise<CronRun[]> {
  return (await cron.runs(jobId, { limit: 200 })).runs
}

/** What is known of a job's runs, oldest first, as short as it can be said. */
export async function told(cron: Cron, jobId: string): Promise<string[]> {
  const runs: CronRun[] = []
  for (let cursor: string | undefined; ;) {
    const page = await cron.runs(jobId, { limit: 200, ...(cursor !== undefined && { cursor }) })
    runs.unshift(...page.runs.toReversed())
    cursor = page.nextCursor
    if (cursor === undefined) break
  }
  return runs.map(({ scheduledFor = 'by hand', outcome, missed }) =>
    [
      scheduledFor.replace(/:00\.000Z$/, 'Z'),
      outcome,
      ...(missed === undefined ? [] : [`missed ${missed}`]),
    ].join(' '),
  )
}

/** All events there are, oldest first. */
export async function eventsOf(store: Store): Promise<Event[]> {
  const log = await EventLog.open(store, pino({ level: 'silent' }))
  try {
    return (await log.list({ limit: 1000 })).events
  } finally {
    await log[Symbol.asyncDispose]()
  }
}

type NewRun = Parameters<RunTable['insert']>[0]

export const runRow = (changes: Partial<RunRow & { leaseUntil: number }> = {}): NewRun => ({
  id: 'run-1',
  jobId: 'job-1',
  trigger: 'schedule',
  outcome: 'running',
  scheduledFor: 1000,
  missed: 0,
  startedAt: 1000,
  finishedAt: null,
  result: null,
  error: null,
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
