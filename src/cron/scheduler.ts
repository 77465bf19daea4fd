import type { CronSchedule } from '../generated/types.ts'
import type { Log } from '../kernel/log.ts'
import type { Job } from './job-list.ts'
import { follow, sameSchedule } from './schedule.ts'

/** A moment of a job's schedule. */
export interface Due {
  jobId: string
  schedule: CronSchedule
  /** In milliseconds since 1970. */
  moment: number
}

/** The timers of the jobs that are enabled. */
export class Scheduler {
  readonly #timers = new Map<string, { schedule: CronSchedule; end: () => void }>()
  readonly #onDue: (due: Due) => Promise<void>
  readonly #log: Log

  /** @param onDue must not reject */
  constructor(onDue: (due: Due) => Promise<void>, log: Log) {
    this.#onDue = onDue
    this.#log = log
  }

  /** Makes the timers those of exactly these jobs. */
  setAll(jobs: readonly Job[]): void {
    const kept = new Set(jobs.map(({ id }) => id))
    for (const id of this.#timers.keys()) if (!kept.has(id)) this.remove(id)
    for (const job of jobs) this.set(job)
  }

  /** A timer whose schedule did not change goes on, so that none of its moments is lost. */
  set({ id, schedule, enabled }: Job): void {
    const timer = this.#timers.get(id)
    if (enabled && timer !== undefined && sameSchedule(timer.schedule, schedule)) return
    this.remove(id)
    if (enabled) this.#begin(id, schedule)
  }

  remove(id: string): void {
    this.#timers.get(id)?.end()
    this.#timers.delete(id)
  }

  stop(): void {
    for (const id of this.#timers.keys()) this.remove(id)
  }

  #begin(jobId: string, schedule: CronSchedule): void {
    try {
      const onMoment = (moment: number) => this.#onDue({ jobId, schedule, moment })
      const end = follow(schedule, onMoment, () => {
        this.#log.warn({ jobId }, 'A moment of a job was skipped: its run before still goes on.')
      })
      this.#timers.set(jobId, { schedule, end })
    } catch (err) {
      // One that was kept when it was right, as with a time zone that is no more, must not hold up the others.
      this.#log.error({ err, jobId }, 'The schedule of a job can not be followed.')
    }
  }
}
