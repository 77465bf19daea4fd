import type {
  Config,
  CronJob,
  CronJobInput,
  CronJobPatch,
  CronRun,
  CronRunPage,
} from '../generated/types.ts'
import { decodeCursor } from '../kernel/cursor.ts'
import { GatewayError } from '../kernel/errors.ts'
import type { Log } from '../kernel/log.ts'
import { pageOf, type PageQuery } from '../kernel/page.ts'
import type { RunRow, Store } from '../store/store.ts'
import { type Job, JobList } from './job-list.ts'
import { toRun } from './run-record.ts'
import { type OnFailed, type Perform, Runner } from './runner.ts'
import { nextMoment } from './schedule.ts'
import { Scheduler } from './scheduler.ts'

export interface CronOptions {
  store: Store
  configJobs: Config['cron']['jobs']
  perform: Perform
  onFailed: OnFailed
  log: Log
  /** How often what other gateways changed in the store is taken over; default 10 s. */
  syncIntervalMs?: number
  /** How long `stop` waits for runs; default 10 s. */
  stopLimitMs?: number
}

/** Jobs, their schedules and their runs. Moments that pass while no gateway is up are not made up for. */
export class Cron {
  readonly #store: Store
  readonly #log: Log
  readonly #jobs: JobList
  readonly #runner: Runner
  readonly #scheduler: Scheduler
  readonly #limits: { syncIntervalMs: number; stopLimitMs: number }
  #syncTimer: NodeJS.Timeout | undefined
  #syncing = Promise.resolve()
  #state: 'idle' | 'running' | 'stopped' = 'idle'
  /** Changes made here; tells `#followStore` that the list that it read may be older than they are. */
  #changes = 0

  /** @throws Error that names the key of the configuration whose schedule is wrong */
  constructor(options: CronOptions) {
    const { store, log, configJobs, syncIntervalMs = 10_000, stopLimitMs = 10_000 } = options
    this.#store = store
    this.#log = log
    this.#limits = { syncIntervalMs, stopLimitMs }
    this.#jobs = new JobList(store, configJobs)
    this.#runner = new Runner({ ...options, jobs: this.#jobs })
    this.#scheduler = new Scheduler((due) => this.#runner.runDue(due), log)
  }

  /** Marks the runs that a crash cut off, then follows the schedules. */
  async start(): Promise<void> {
    await this.#runner.interrupt(this.#store.exclusive ? Number.MAX_SAFE_INTEGER : Date.now())
    this.#state = 'running'
    await this.#followStore()
    this.#syncTimer = setInterval(() => {
      this.#syncing = this.#sync()
    }, this.#limits.syncIntervalMs)
  }

  /** Follows no schedule any more and waits for the runs that go on, for a limited time. */
  async stop(): Promise<void> {
    this.#state = 'stopped'
    clearInterval(this.#syncTimer)
    this.#scheduler.stop()
    await this.#syncing
    await this.#runner.settle(this.#limits.stopLimitMs)
  }

  async list(): Promise<CronJob[]> {
    return await this.#store.read(async (tables) => {
      const jobs = await this.#jobs.all(tables)
      const runs = await tables.runs.latest(jobs.map(({ id }) => id))
      const lastRuns = new Map(runs.map((run) => [run.jobId, run]))
      return jobs.map((job) => toCronJob(job, lastRuns.get(job.id)))
    })
  }

  /** @throws GatewayError `invalid` for a wrong schedule, `conflict` when there is no room for another job */
  async create(input: CronJobInput): Promise<CronJob> {
    const job = await this.#jobs.create(input)
    this.#changed(job)
    return toCronJob(job, undefined)
  }

  /** @throws GatewayError `notFound`, `invalid` for a wrong schedule, `conflict` for a job of the configuration */
  async update(id: string, patch: CronJobPatch): Promise<CronJob> {
    const job = await this.#jobs.update(id, patch)
    this.#changed(job)
    const [lastRun] = await this.#store.read((tables) => tables.runs.latest([id]))
    return toCronJob(job, lastRun)
  }

  /** @throws GatewayError `notFound`, `conflict` for a job of the configuration */
  async delete(id: string): Promise<void> {
    await this.#jobs.delete(id)
    this.#changes += 1
    this.#scheduler.remove(id)
  }

  /** Starts a run whether the job is enabled or not. @throws GatewayError `notFound`, `unavailable` after `stop` */
  async run(id: string): Promise<CronRun> {
    if (this.#state === 'stopped') throw new GatewayError('unavailable', 'The gateway is stopping.')
    return await this.#runner.start(id)
  }

  /** Newest first. @throws GatewayError `notFound`, `invalid` for a wrong cursor */
  async runs(id: string, { limit, cursor }: PageQuery): Promise<CronRunPage> {
    const before = cursor === undefined ? undefined : decodeCursor(cursor, ['string'])[0]
    const rows = await this.#store.read(async (tables) => {
      await this.#jobs.get(tables, id)
      return await tables.runs.list({ jobId: id, limit: limit + 1, before })
    })
    const { page, next } = pageOf(rows, limit, (row) => [row.id])
    return { runs: page.map(toRun), ...next }
  }

  #changed(job: Job): void {
    this.#changes += 1
    if (this.#state === 'running') this.#scheduler.set(job)
  }

  async #followStore(): Promise<void> {
    let before: number
    let jobs: Job[]
    do {
      before = this.#changes
      jobs = await this.#store.read((tables) => this.#jobs.all(tables))
    } while (before !== this.#changes)
    if (this.#state === 'running') this.#scheduler.setAll(jobs)
  }

  async #sync(): Promise<void> {
    try {
      await this.#runner.interrupt(Date.now())
      await this.#followStore()
    } catch (err) {
      this.#log.error({ err }, 'The jobs in the store could not be read.')
    }
  }
}

export const createCron = (options: CronOptions): Cron => new Cron(options)

function toCronJob(job: Job, lastRun: RunRow | undefined): CronJob {
  const nextRun = job.enabled ? nextMomentOf(job) : undefined
  return {
    ...job,
    ...(nextRun && { nextRun: nextRun.toISOString() }),
    ...(lastRun && { lastRun: toRun(lastRun) }),
  }
}

function nextMomentOf(job: Job): Date | undefined {
  try {
    return nextMoment(job.schedule)
  } catch {
    // A schedule that was right when it was kept must not take the whole list away.
    return undefined
  }
}
