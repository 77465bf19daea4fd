import type {
  Config,
  CronAction,
  CronJob,
  CronJobInput,
  CronJobPatch,
  CronRun,
  CronRunPage,
  Issue,
} from '../generated/types.ts'
import { decodeCursor } from '../kernel/cursor.ts'
import { GatewayError } from '../kernel/errors.ts'
import type { Log } from '../kernel/log.ts'
import { pageOf, type PageQuery } from '../kernel/page.ts'
import type { PositionKey, Store } from '../store/store.ts'
import { type Clock, repeat, systemClock } from './clock.ts'
import { takeTurn } from './due-turn.ts'
import { followed, forget, leftBehind } from './following.ts'
import { type Changed, JobList } from './job-list.ts'
import { keepLeases } from './leases.ts'
import { allJobs, oneJob } from './listing.ts'
import { type Retention, trimRuns } from './retention.ts'
import { toRun } from './run-record.ts'
import { type Perform, Runner } from './runner.ts'
import { Scheduler } from './scheduler.ts'

export interface CronOptions {
  store: Store
  log: Log
  /** Those of the configuration. */
  jobs: Config['cron']['jobs']
  /** How long runs are kept; asked at each sweep. */
  retention: () => Retention
  perform: Perform
  /** What is wrong with the action of a new job, by its fields. */
  checkAction?: (action: CronAction) => Promise<Issue[]>
  clock?: Clock
  /** How often what other gateways changed in the store is taken over; default 10 s. */
  syncIntervalMs?: number
  /** How often runs that are not kept any more are dropped; default a minute. */
  sweepIntervalMs?: number
  /** How long `stop` waits for runs; default 10 s. */
  stopLimitMs?: number
}

/** Jobs, their schedules and their runs. */
export class Cron {
  readonly #options: Required<Omit<CronOptions, 'checkAction'>>
  readonly #jobs: JobList
  readonly #runner: Runner
  readonly #scheduler: Scheduler
  readonly #toForget = new Set<PositionKey>()
  #endings: (() => void)[] = []
  #following: Promise<unknown> = Promise.resolve()
  #sweeping: Promise<unknown> = Promise.resolve()
  #state: 'idle' | 'running' | 'stopped' = 'idle'
  /** Changes made here; tells `#follow` that the list that it read may be older than they are. */
  #changes = 0

  /** @throws Error that names the key of the configuration whose schedule is wrong */
  constructor({ checkAction, ...options }: CronOptions) {
    const defaults = { syncIntervalMs: 10_000, sweepIntervalMs: 60_000, stopLimitMs: 10_000 }
    this.#options = { clock: systemClock, ...defaults, ...options }
    const { store, log, jobs, perform, clock } = this.#options
    this.#jobs = new JobList({ store, log, clock, jobs, checkAction })
    this.#runner = new Runner({
      store,
      jobs: this.#jobs,
      perform,
      log,
      clock,
      onEnd: (jobId) => this.#scheduler.wake(jobId),
    })
    this.#scheduler = new Scheduler({
      clock,
      log,
      mustWait: async ({ id, missed, overlap }) =>
        missed === 'catchUp' && !overlap && (await this.#isRunning(id)),
      takeTurn: (turn) => store.write((tables) => takeTurn(tables, this.#jobs, turn)),
      onBegun: (begun) => {
        this.#runner.go(begun)
      },
    })
  }

  /** Marks the runs that a crash cut off, then follows the schedules. */
  async start(): Promise<void> {
    const { store, clock, syncIntervalMs, sweepIntervalMs } = this.#options
    await this.#keepLeases(store.exclusive ? Number.MAX_SAFE_INTEGER : clock.now())
    for (const key of await leftBehind(store, this.#jobs, clock.now())) this.#toForget.add(key)
    this.#state = 'running'
    await this.#follow(clock.now())
    this.#scheduler.start()
    const sweep = () => (this.#sweeping = this.#sweep())
    this.#endings = [
      repeat(clock, syncIntervalMs, () => this.#sync()),
      repeat(clock, sweepIntervalMs, sweep),
    ]
    void sweep()
  }

  /** Follows no schedule any more and waits for the runs that go on, for a limited time. */
  async stop(): Promise<void> {
    this.#state = 'stopped'
    for (const end of this.#endings) end()
    this.#runner.stop()
    const { stopLimitMs } = this.#options
    await Promise.all([this.#scheduler.stop(stopLimitMs), this.#following, this.#sweeping])
    await this.#runner.settle(stopLimitMs)
  }

  /** Takes over the jobs of a configuration that `jobIssues` found nothing wrong with. A schedule that is the same goes on. */
  apply(jobs: Config['cron']['jobs']): void {
    for (const key of this.#jobs.configure(jobs)) {
      this.#toForget.add(key)
      this.#scheduler.remove(key.jobId)
    }
    this.#changes += 1
    if (this.#state === 'running') void this.#sync()
  }

  list(): Promise<CronJob[]> {
    const { store, clock } = this.#options
    return allJobs(store, this.#jobs, clock.now())
  }

  /** @throws GatewayError `invalid` for a wrong schedule or action, `conflict` when there is no room for another job */
  async create(input: CronJobInput): Promise<CronJob> {
    return await this.#told(await this.#jobs.create(input))
  }

  /** @throws GatewayError `notFound`, `invalid` for a wrong schedule or action, `conflict` for a job of the configuration */
  async update(id: string, patch: CronJobPatch): Promise<CronJob> {
    return await this.#told(await this.#jobs.update(id, patch))
  }

  /** @throws GatewayError `notFound`, `conflict` for a job of the configuration */
  async delete(id: string): Promise<void> {
    await this.#jobs.delete(id)
    this.#changes += 1
    this.#scheduler.remove(id)
  }

  /**
   * Starts a run whether the job is enabled or not.
   * @throws GatewayError `notFound`, `conflict` while a run goes on and may not be overlapped, `unavailable` after `stop`
   */
  async run(id: string): Promise<CronRun> {
    if (this.#state === 'stopped') throw new GatewayError('unavailable', 'The gateway is stopping.')
    return await this.#runner.start(id)
  }

  /** What a job does. @throws GatewayError `notFound` */
  async action(id: string): Promise<CronAction> {
    const { action } = await this.#options.store.read((tables) => this.#jobs.get(tables, id))
    return action
  }

  /** Newest first. @throws GatewayError `notFound`, `invalid` for a wrong cursor */
  async runs(id: string, { limit, cursor }: PageQuery): Promise<CronRunPage> {
    const before = cursor === undefined ? undefined : decodeCursor(cursor, ['string'])[0]
    const rows = await this.#options.store.read(async (tables) => {
      await this.#jobs.get(tables, id)
      return await tables.runs.list({ jobId: id, limit: limit + 1, before })
    })
    const { page, next } = pageOf(rows, limit, (row) => [row.id])
    return { runs: page.map(toRun), ...next }
  }

  async #told({ job, position }: Changed): Promise<CronJob> {
    const { store, clock } = this.#options
    this.#changes += 1
    if (position === undefined) this.#scheduler.remove(job.id)
    else this.#scheduler.set({ job, position })
    return await oneJob(store, { job, position }, clock.now())
  }

  #isRunning(jobId: string): Promise<boolean> {
    return this.#options.store.read(
      async (tables) => (await tables.runs.running(jobId)) !== undefined,
    )
  }

  #keepLeases(leaseBefore?: number): Promise<void> {
    const { store, log, clock } = this.#options
    const now = clock.now()
    return keepLeases({
      ...{ store, log, now, running: () => this.#runner.running },
      ...(leaseBefore !== undefined && { leaseBefore }),
    })
  }

  /** One after the other, since each takes over what it finds. */
  #sync(): Promise<void> {
    const now = this.#options.clock.now()
    const syncing = this.#following.then(async () => {
      try {
        await this.#keepLeases()
        await this.#follow(now)
      } catch (err) {
        this.#options.log.error({ err }, 'The jobs in the store could not be read.')
      }
    })
    this.#following = syncing
    return syncing
  }

  /** @param now when jobs that are new here begin */
  async #follow(now: number): Promise<void> {
    const { store } = this.#options
    for (;;) {
      const before = this.#changes
      const forgotten = [...this.#toForget]
      if (forgotten.length > 0) await forget(store, forgotten)
      for (const key of forgotten) this.#toForget.delete(key)
      const entries = await this.#scheduler.prepare(
        await followed({
          store,
          now,
          jobs: this.#jobs,
          known: (id) => this.#scheduler.positionOf(id),
        }),
      )
      if (before !== this.#changes) continue
      this.#scheduler.setAll(entries)
      return
    }
  }

  async #sweep(): Promise<void> {
    const { store, log, retention, clock } = this.#options
    try {
      const goesOn = () => this.#state === 'running'
      await trimRuns({
        ...{ store, goesOn },
        jobs: this.#jobs,
        retention: retention(),
        now: clock.now(),
      })
    } catch (err) {
      log.warn({ err }, 'Old runs could not be dropped.')
    }
  }
}

export const createCron = (options: CronOptions): Cron => new Cron(options)
