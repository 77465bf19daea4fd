import type { Log } from '../kernel/log.ts'
import type { PositionRow } from '../store/store.ts'
import type { Clock } from './clock.ts'
import type { Begun, DueTurn, Turn } from './due-turn.ts'
import { InFlight } from '../kernel/in-flight.ts'
import type { Job } from './job.ts'
import { type Due, dueMoments, type Moments, momentsOf } from './moments.ts'
import type { Followed } from './following.ts'
import { clocksDifferMs, isAhead } from './positions.ts'
import { breather } from './turns.ts'

/** A schedule that is followed, as far as this gateway knows. The store has the last word, at each turn. */
export interface Entry {
  job: Job
  position: PositionRow
  moments: Moments
  /** The next moment; undefined when there is none any more. */
  next: number | undefined
}

export interface SchedulerOptions {
  clock: Clock
  log: Log
  /** Whether the moments of the job wait for a run that goes on, so that there is no need to ask for a turn. */
  mustWait: (job: Job) => Promise<boolean>
  takeTurn: (turn: DueTurn) => Promise<Turn>
  onBegun: (begun: Begun) => void
}

/** A clock that jumps, and moments that wait, are noticed within this time, in milliseconds. */
const longestSleepMs = 1000

/** Entries that are dealt with at once: few enough that their transactions hold nothing up. */
const mostAtOnce = 64

const nothing: Due = { count: 0, newest: [] }

/** One timer over all the schedules. */
export class Scheduler {
  readonly #options: SchedulerOptions
  #entries = new Map<string, Entry>()
  readonly #busy = new Set<string>()
  readonly #inFlight = new InFlight()
  #timer: { at: number; callOff: () => void } | undefined
  #runs = false
  #isInTrouble = false
  #isPutBack = false

  constructor(options: SchedulerOptions) {
    this.#options = options
  }

  start(): void {
    this.#runs = true
    this.#arm(0)
  }

  /** Begins no run any more. Resolves when those are recorded that were about to begin, or after `limitMs`. */
  async stop(limitMs: number): Promise<void> {
    this.#runs = false
    this.#timer?.callOff()
    await this.#inFlight.settle(limitMs)
  }

  /** Works out the entries of these jobs, in turns. */
  async prepare(jobs: readonly Followed[]): Promise<Entry[]> {
    const breathe = breather()
    const entries: Entry[] = []
    for (const job of jobs) {
      entries.push(this.#entryOf(job))
      await breathe()
    }
    return entries
  }

  /** From now on these are all. */
  setAll(entries: readonly Entry[]): void {
    this.#entries = new Map(entries.map((entry) => [entry.job.id, entry]))
    this.#arm()
  }

  set(job: Followed): void {
    this.#entries.set(job.job.id, this.#entryOf(job))
    this.#arm()
  }

  /** How far a job that is followed here is known to be. */
  positionOf(jobId: string): PositionRow | undefined {
    return this.#entries.get(jobId)?.position
  }

  remove(jobId: string): void {
    this.#entries.delete(jobId)
  }

  /** A run of the job has ended: moments that waited for that need not wait any more. */
  async wake(jobId: string): Promise<void> {
    const entry = this.#entries.get(jobId)
    if (entry === undefined || !this.#isDue(entry)) return
    await this.#serve(entry)
    this.#arm()
  }

  #entryOf({ job, position }: Followed): Entry {
    const known = this.#entries.get(job.id)
    const isKnown = known?.position.schedule === position.schedule
    try {
      const moments =
        isKnown && job.schedule.every === undefined
          ? known.moments
          : momentsOf(job.schedule, position.position)
      return { job, position, moments, next: moments.after(position.position) }
    } catch (err) {
      // One that was kept when it was right, as with a time zone that is no more, must not hold up the others.
      if (!isKnown)
        this.#options.log.error(
          { err, jobId: job.id },
          'The schedule of a job can not be followed.',
        )
      return { job, position, moments: never, next: undefined }
    }
  }

  /** Never puts a tick off that is near: what is due by now waits for it. */
  #arm(sleepMs = this.#untilNext()): void {
    const { clock } = this.#options
    const at = clock.now() + sleepMs
    if (!this.#runs || (this.#timer !== undefined && this.#timer.at <= at)) return
    this.#timer?.callOff()
    this.#timer = { at, callOff: clock.after(sleepMs, () => this.#tick()) }
  }

  #untilNext(): number {
    const now = this.#options.clock.now()
    let sleepMs = longestSleepMs
    for (const { next } of this.#entries.values()) {
      if (next !== undefined && next > now) sleepMs = Math.min(sleepMs, next - now)
    }
    return sleepMs
  }

  async #tick(): Promise<void> {
    this.#timer = undefined
    this.#arm()
    this.#tellPutBack()
    const due = [...this.#entries.values()].filter((entry) => this.#isDue(entry))
    if (due.length === 0) return
    for (let from = 0; from < due.length; from += mostAtOnce) {
      await Promise.all(due.slice(from, from + mostAtOnce).map((entry) => this.#serve(entry)))
    }
    this.#arm()
  }

  /** Jobs that do nothing for hours want a reason. */
  #tellPutBack(): void {
    const now = this.#options.clock.now()
    const count = [...this.#entries.values()].filter(
      ({ job, position: { position } }) =>
        position > now + clocksDifferMs && !isAhead(job.schedule, position, now),
    ).length
    if (count > 0 && !this.#isPutBack) {
      const message = 'The clock was put back: jobs wait until it is past what they have done.'
      this.#options.log.warn({ count }, message)
    }
    this.#isPutBack = count > 0
  }

  /** Whether the entry is still the job's own, and there is something to be dealt with. */
  #isDue(entry: Entry): boolean {
    const now = this.#options.clock.now()
    const { job, next, position } = entry
    if (!this.#runs || this.#entries.get(job.id) !== entry) return false
    return (next !== undefined && next <= now) || isAhead(job.schedule, position.position, now)
  }

  #serve(entry: Entry): Promise<void> {
    return this.#busy.has(entry.job.id)
      ? Promise.resolve()
      : this.#inFlight.track(this.#dealWith(entry))
  }

  async #dealWith(entry: Entry): Promise<void> {
    const { id } = entry.job
    this.#busy.add(id)
    try {
      let current: Entry | undefined = entry
      while (current !== undefined && this.#isDue(current)) current = await this.#turn(current)
      this.#isInTrouble = false
    } catch (err) {
      // Tried again each second: once is enough to be told.
      const level = this.#isInTrouble ? 'debug' : 'error'
      this.#isInTrouble = true
      this.#options.log[level]({ err, jobId: id }, 'A run could not begin.')
    } finally {
      this.#busy.delete(id)
    }
  }

  /** @returns the entry as it then is; undefined when its moments have to wait, or it is gone */
  async #turn(entry: Entry): Promise<Entry | undefined> {
    const { clock, log, mustWait, takeTurn, onBegun } = this.#options
    const { job, position, moments } = entry
    if (await mustWait(job)) return undefined
    const now = clock.now()
    const wasAhead = isAhead(job.schedule, position.position, now)
    const due = wasAhead ? nothing : await dueMoments(moments, position.position, now)
    const turn = await takeTurn({ position, due, now })
    if (turn.kind === 'waits') return undefined
    if (wasAhead) log.warn({ jobId: job.id }, 'The clock was put back: a schedule begins anew.')
    const isCurrent = this.#entries.get(job.id) === entry
    const next = turn.kind === 'gone' ? undefined : this.#entryOf({ job, position: turn.position })
    if (isCurrent && next !== undefined) this.#entries.set(job.id, next)
    if (isCurrent && next === undefined) this.#entries.delete(job.id)
    if (turn.kind === 'moved' && turn.begun !== undefined) onBegun(turn.begun)
    return next
  }
}

const never: Moments = { after: () => undefined, upTo: () => [] }
