import PQueue from 'p-queue'
import type { CronAction, CronRun } from '../generated/types.ts'
import { conflict, GatewayError } from '../kernel/errors.ts'
import type { Log } from '../kernel/log.ts'
import type { RunEnd, RunRow, Store } from '../store/store.ts'
import { type Clock, pause } from './clock.ts'
import type { Begun } from './due-turn.ts'
import { InFlight } from '../kernel/in-flight.ts'
import type { JobList } from './job-list.ts'
import {
  failed,
  interrupted,
  newRun,
  recordBegin,
  recordEnd,
  succeeded,
  toRun,
} from './run-record.ts'

/** Does a job's action. What it throws ends the run as failed. @returns what is kept as the run's result, any JSON */
export type Perform = (
  action: CronAction,
  context: { jobId: string; runId: string },
) => Promise<unknown>

export interface RunnerOptions {
  store: Store
  jobs: JobList
  perform: Perform
  log: Log
  clock: Clock
  /** Called when a run has ended and that is recorded. It must not reject. */
  onEnd: (jobId: string) => Promise<void>
}

/** So many actions go on at once; a thousand jobs of one moment leave room for others who call tools. */
const mostAtOnce = 64

/** How long an action is tried again that was not taken because too much was going on, in milliseconds. */
const patienceMs = 5 * 60_000

/** A store that is away is asked again after this. */
const retryMs = 1000

/** Does the actions of runs that are recorded, and records how they ended. */
export class Runner {
  readonly #options: RunnerOptions
  readonly #inFlight = new InFlight()
  readonly #running = new Map<string, RunRow>()
  readonly #queue = new PQueue({ concurrency: mostAtOnce })
  readonly #stopping = new AbortController()
  readonly #ended = new AbortController()

  constructor(options: RunnerOptions) {
    this.#options = options
  }

  /** The runs that go on here. */
  get running(): string[] {
    return [...this.#running.keys()]
  }

  /**
   * By hand, enabled or not; the action goes on.
   * @returns the record once it is stored
   * @throws GatewayError `notFound`, `conflict` while a run goes on and may not be overlapped
   */
  async start(jobId: string): Promise<CronRun> {
    const begun = await this.#inFlight.track(this.#beginByHand(jobId))
    this.go(begun)
    return toRun(begun.run)
  }

  /** Does the action of a run that has just been recorded. */
  go(begun: Begun): void {
    this.#running.set(begun.run.id, begun.run)
    void this.#inFlight.track(this.#goOn(begun))
  }

  /** Begins no action any more. */
  stop(): void {
    this.#stopping.abort()
  }

  /** Waits for those that go on, for a limited time. */
  async settle(limitMs: number): Promise<void> {
    const count = await this.#inFlight.settle(limitMs)
    if (count > 0) this.#options.log.warn({ count }, 'Runs still go on; the gateway does not wait.')
    this.#ended.abort()
  }

  async #beginByHand(jobId: string): Promise<Begun> {
    const { store, jobs, clock } = this.#options
    let known: string | undefined
    try {
      return await store.write(async (tables) => {
        const { action, overlap } = await jobs.get(tables, jobId)
        const goingOn = overlap ? undefined : await tables.runs.running(jobId)
        if (goingOn !== undefined) throw overlaps(goingOn)
        const run = newRun({ jobId, moment: null, missed: 0, now: clock.now() })
        // Before anyone can see it: who looks for runs without a gateway must know that this one has one.
        this.#running.set(run.id, run)
        known = run.id
        await recordBegin(tables, run)
        return { run, action }
      })
    } catch (err) {
      if (known !== undefined) this.#running.delete(known)
      throw err
    }
  }

  async #goOn(begun: Begun): Promise<void> {
    const { run } = begun
    await this.#record(run, await this.#endOf(begun))
    this.#running.delete(run.id)
    await this.#options.onEnd(run.jobId)
  }

  /** Tries the action until it is taken, for a limited time. Between the tries others have its place. */
  async #endOf(begun: Begun): Promise<RunEnd> {
    const { clock } = this.#options
    const ended = new AbortController()
    let isOver: (() => boolean) | undefined
    try {
      for (;;) {
        const outcome = await this.#queue.add(() => this.#try(begun, isOver?.() ?? false))
        if (!isBusy(outcome)) return outcome
        isOver ??= this.#patience(ended.signal)
        await pause(clock, (outcome.retryAfter ?? 1) * 1000, this.#stopping.signal)
      }
    } finally {
      ended.abort()
    }
  }

  /** By a timer, since the clock may jump. @returns whether it has come to its end */
  #patience(ended: AbortSignal): () => boolean {
    let isOver = false
    const signal = AbortSignal.any([ended, this.#stopping.signal])
    void pause(this.#options.clock, patienceMs, signal).then(() => {
      isOver = true
    })
    return () => isOver
  }

  /** @returns what refused it for now, unless it is the last try */
  async #try({ run, action }: Begun, isLast: boolean): Promise<RunEnd | GatewayError> {
    const { perform, clock, log } = this.#options
    // A clock that was put back meanwhile must not let a run end before it began.
    const now = () => Math.max(clock.now(), run.startedAt)
    if (this.#stopping.signal.aborted) return interrupted(now())
    try {
      return succeeded(await perform(action, { jobId: run.jobId, runId: run.id }), now())
    } catch (err) {
      if (this.#isCutOff(err)) return interrupted(now())
      if (isBusy(err) && !isLast) return err
      log.warn({ err, jobId: run.jobId, runId: run.id }, 'A run failed.')
      return failed(err, now())
    }
  }

  /** What is unavailable while the gateway stops was stopped with it. */
  #isCutOff(err: unknown): boolean {
    return (
      this.#stopping.signal.aborted && err instanceof GatewayError && err.kind === 'unavailable'
    )
  }

  /** A run is not left as if it went on because the store was away at its end. */
  async #record({ id, jobId }: RunRow, end: RunEnd): Promise<void> {
    const { store, clock, log } = this.#options
    const run = { jobId, runId: id, outcome: end.outcome }
    for (let tries = 1; ; tries += 1) {
      try {
        const wasRunning = await store.write((tables) => recordEnd(tables, id, end))
        if (!wasRunning) log.warn(run, 'A run ended that had been given up.')
        return
      } catch (err) {
        if (!isAway(err) || this.#ended.signal.aborted) {
          log.error({ err, ...run }, 'The end of a run was not recorded.')
          return
        }
        if (tries === 1) log.warn({ err, ...run }, 'The end of a run waits for the store.')
        await pause(clock, retryMs, this.#ended.signal)
      }
    }
  }
}

const isBusy = (err: unknown): err is GatewayError =>
  err instanceof GatewayError && err.kind === 'rateLimited'

const isAway = (err: unknown): boolean => err instanceof GatewayError && err.kind === 'unavailable'

const overlaps = (runId: string): GatewayError =>
  conflict({
    field: 'path.id',
    rule: 'overlap',
    message: `the run ${runId} of this job goes on, and the job does not allow overlap; wait for its end`,
  })
