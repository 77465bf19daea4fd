import type { CronAction, CronRun } from '../generated/types.ts'
import type { Log } from '../kernel/log.ts'
import type { Store, Tables } from '../store/store.ts'
import { InFlight } from './in-flight.ts'
import type { JobList } from './job-list.ts'
import { type End, failed, newRun, succeeded, toRun } from './run-record.ts'
import { sameSchedule } from './schedule.ts'
import type { Due } from './scheduler.ts'

/** Does a job's action. What it throws ends the run as failed. @returns what is kept as the run's result, any JSON */
export type Perform = (
  action: CronAction,
  context: { jobId: string; runId: string },
) => Promise<unknown>

/** Called in the transaction that ends a run as failed. */
export type OnFailed = (
  tables: Tables,
  report: { jobId: string; runId: string; message: string },
) => Promise<void>

export interface RunnerOptions {
  store: Store
  jobs: JobList
  perform: Perform
  onFailed: OnFailed
  log: Log
}

interface Begun {
  id: string
  jobId: string
  action: CronAction
}

/** Runs actions, each with a durable record that was there first. */
export class Runner {
  readonly #options: RunnerOptions
  readonly #inFlight = new InFlight()

  constructor(options: RunnerOptions) {
    this.#options = options
  }

  /** By hand, enabled or not. @returns the record once it is stored; the action goes on */
  async start(jobId: string): Promise<CronRun> {
    const { action, run } = await this.#inFlight.track(this.#beginByHand(jobId))
    void this.#inFlight.track(this.#finish({ ...run, action }))
    return toRun(run)
  }

  /** Ends when the action has; does nothing when another gateway has this moment. Never rejects. */
  async runDue(due: Due): Promise<void> {
    await this.#inFlight.track(this.#runDue(due))
  }

  /** Marks runs whose gateway is gone. */
  async interrupt(leaseBefore: number): Promise<void> {
    const { store, log } = this.#options
    const at = Date.now()
    const count = await store.write((tables) => tables.runs.interrupt({ leaseBefore, at }))
    if (count > 0) log.warn({ count }, 'Runs were interrupted.')
  }

  /** Waits for what goes on. */
  async settle(limitMs: number): Promise<void> {
    const count = await this.#inFlight.settle(limitMs)
    if (count > 0) this.#options.log.warn({ count }, 'Runs still go on; the gateway does not wait.')
  }

  #beginByHand(jobId: string) {
    const { store, jobs } = this.#options
    return store.write(async (tables) => {
      const { action } = await jobs.get(tables, jobId)
      const run = newRun(jobId, null)
      await tables.runs.insert(run)
      return { action, run }
    })
  }

  async #runDue(due: Due): Promise<void> {
    try {
      const begun = await this.#beginDue(due)
      if (begun !== undefined) await this.#finish(begun)
    } catch (err) {
      this.#options.log.error({ err, jobId: due.jobId }, 'A run could not begin.')
    }
  }

  /** Another gateway may have changed the job since its timer was set, so it is read again. */
  #beginDue({ jobId, schedule, moment }: Due): Promise<Begun | undefined> {
    const { store, jobs } = this.#options
    return store.write(async (tables) => {
      const job = await jobs.find(tables, jobId)
      if (!job?.enabled || !sameSchedule(job.schedule, schedule)) return undefined
      const run = newRun(jobId, moment)
      return (await tables.runs.insert(run)) ? { ...run, action: job.action } : undefined
    })
  }

  async #finish(begun: Begun): Promise<void> {
    const { store, onFailed, log } = this.#options
    const { id: runId, jobId } = begun
    const end = await this.#perform(begun)
    try {
      await store.write(async (tables) => {
        await tables.runs.finish(runId, end)
        if (end.error !== null) await onFailed(tables, { jobId, runId, message: end.error })
      })
    } catch (err) {
      log.error({ err, jobId, runId, outcome: end.outcome }, 'The end of a run was not recorded.')
    }
  }

  async #perform({ id: runId, jobId, action }: Begun): Promise<End> {
    try {
      return succeeded(await this.#options.perform(action, { jobId, runId }))
    } catch (err) {
      this.#options.log.warn({ err, jobId, runId }, 'A run failed.')
      return failed(err)
    }
  }
}
