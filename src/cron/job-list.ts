import type {
  Config,
  CronAction,
  CronJobInput,
  CronJobPatch,
  CronSchedule,
  Issue,
} from '../generated/types.ts'
import { conflict, invalid, notFound } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import type { Log } from '../kernel/log.ts'
import type { JobRow, PositionKey, PositionRow, Store, Tables } from '../store/store.ts'
import type { Clock } from './clock.ts'
import type { Job } from './job.ts'
import { beginAnew, beginAt, keyOf } from './positions.ts'
import { pastFault, sameSchedule, type ScheduleFault, scheduleFault, toIssue } from './schedule.ts'

/** A job as it now is, and how far it is; without a position when it is not enabled. */
export interface Changed {
  job: Job
  position: PositionRow | undefined
}

export interface JobListOptions {
  store: Store
  log: Log
  clock: Clock
  jobs: Config['cron']['jobs']
  /** What is wrong with an action, by its fields. */
  checkAction?: ((action: CronAction) => Promise<Issue[]>) | undefined
}

/** What a list of the contract holds at the most. */
const maxJobs = 1000

/** So many of its runs go with a job at once. The others, of which nobody can ask any more, go with the next sweep. */
const runsAtOnce = 1000

/** The jobs of the configuration, which are changed there alone, and those in the store. */
export class JobList {
  readonly #options: JobListOptions
  #configured: ReadonlyMap<string, Job>
  #isCutOff = false

  /** @throws Error that names the key of the configuration whose schedule is wrong */
  constructor(options: JobListOptions) {
    this.#options = options
    this.#configured = fromConfig(options.jobs)
  }

  /** Takes over what the configuration now says. @returns the schedules that were followed and are not any more */
  configure(jobs: Config['cron']['jobs']): PositionKey[] {
    const before = this.#configured
    this.#configured = fromConfig(jobs)
    return [...before.values()]
      .filter(({ id, enabled, schedule }) => {
        const after = this.#configured.get(id)
        return enabled && !(after?.enabled === true && sameSchedule(schedule, after.schedule))
      })
      .map(keyOf)
  }

  /** Those of the configuration first. */
  async all(tables: Tables): Promise<Job[]> {
    const stored = await tables.jobs.list()
    const jobs = [...this.#configured.values(), ...stored.map(fromStore)]
    // A configuration that has grown can push jobs of the store out of what an answer may hold.
    const isCutOff = jobs.length > maxJobs
    if (isCutOff && !this.#isCutOff) {
      const message = `There are more than ${maxJobs} jobs; the others are neither listed nor run.`
      this.#options.log.warn({ count: jobs.length - maxJobs }, message)
    }
    this.#isCutOff = isCutOff
    return jobs.slice(0, maxJobs)
  }

  async find(tables: Tables, id: string): Promise<Job | undefined> {
    const configured = this.#configured.get(id)
    if (configured !== undefined) return configured
    const stored = await tables.jobs.get(id)
    return stored && fromStore(stored)
  }

  /** @throws GatewayError `notFound` */
  async get(tables: Tables, id: string): Promise<Job> {
    const job = await this.find(tables, id)
    if (job === undefined) throw notFound('job', id)
    return job
  }

  /** @throws GatewayError `invalid` for a wrong schedule or action, `conflict` when there is no room for another job */
  async create(input: CronJobInput): Promise<Changed> {
    const { store, clock } = this.#options
    const now = clock.now()
    refuseFault(scheduleFault(input.schedule) ?? pastFault(input.schedule, now))
    await this.#refuseWrongAction(input.action)
    const { name, schedule, action, enabled, overlap, missed } = input
    const row = { id: newId('job'), name, schedule, action, enabled, overlap, missed }
    return await store.write(async (tables) => {
      if ((await this.all(tables)).length >= maxJobs) {
        const message = `there are ${maxJobs} jobs already`
        throw conflict({ field: 'body', rule: 'maxJobs', message })
      }
      await tables.jobs.insert(row)
      const position = enabled ? await beginAt(tables, row, now) : undefined
      return { job: fromStore(row), position }
    })
  }

  /**
   * Another schedule begins now, and so does one that was disabled; the same one goes on.
   * @throws GatewayError `notFound`, `invalid` for a wrong schedule or action, `conflict` for a job of the configuration
   */
  async update(id: string, patch: CronJobPatch): Promise<Changed> {
    const { store, clock } = this.#options
    this.#refuseConfigured(id)
    if (patch.schedule !== undefined) refuseFault(scheduleFault(patch.schedule))
    if (patch.action !== undefined) await this.#refuseWrongAction(patch.action)
    return await store.write(async (tables) => {
      const before = await tables.jobs.get(id)
      if (before === undefined) throw notFound('job', id)
      const changed: JobRow = { ...before, ...patch }
      const hasNewSchedule = !sameSchedule(before.schedule, changed.schedule)
      const now = clock.now()
      const begins = changed.enabled && (hasNewSchedule || !before.enabled)
      if (begins || hasNewSchedule) refusePast(changed.schedule, patch, now)
      await tables.jobs.update(changed)
      if (!changed.enabled) await tables.positions.deleteAll(id)
      else if (begins) await beginAnew(tables, changed, now)
      return { job: fromStore(changed), position: await tables.positions.get(keyOf(changed)) }
    })
  }

  /** @throws GatewayError `notFound`, `conflict` for a job of the configuration */
  async delete(id: string): Promise<void> {
    this.#refuseConfigured(id)
    const existed = await this.#options.store.write((tables) =>
      tables.jobs.delete({ id, runs: runsAtOnce }),
    )
    if (!existed) throw notFound('job', id)
  }

  #refuseConfigured(id: string): void {
    if (!this.#configured.has(id)) return
    const message = 'the job belongs to the configuration and is changed there'
    throw conflict({ field: 'path.id', rule: 'readOnly', message })
  }

  async #refuseWrongAction(action: CronAction): Promise<void> {
    const issues = (await this.#options.checkAction?.(action)) ?? []
    const [first, ...others] = issues.map((issue) => ({
      ...issue,
      field: `body.action.${issue.field}`,
    }))
    if (first !== undefined) throw invalid(first, ...others)
  }
}

const fromStore = (row: JobRow): Job => ({ ...row, source: 'api' })

/** What is wrong with the schedules of the configuration, by key. A time that is over is not: it would keep the gateway from starting. */
export const jobIssues = (jobs: Config['cron']['jobs']): Issue[] =>
  Object.entries(jobs).flatMap(([name, { schedule }]) => {
    const fault = scheduleFault(schedule)
    return fault === undefined ? [] : [toIssue(`cron.jobs.${name}.schedule`, fault)]
  })

function fromConfig(configured: Config['cron']['jobs']): Map<string, Job> {
  const [issue] = jobIssues(configured)
  if (issue !== undefined) throw new Error(`${issue.field}: ${issue.message}`)
  const jobs = Object.entries(configured).map(([name, job]): Job => ({
    id: configId(name),
    name,
    ...job,
    source: 'config',
  }))
  return new Map(jobs.map((job) => [job.id, job]))
}

const configId = (name: string) => `job-${name}`

/** Names what the caller has set: that the job is enabled, where its time was over before. */
function refusePast(schedule: CronSchedule, patch: CronJobPatch, now: number): void {
  const fault = pastFault(schedule, now)
  if (patch.schedule !== undefined) refuseFault(fault)
  if (fault === undefined) return
  const message =
    "can't be true: the time of the job's schedule is over; give it another schedule too"
  throw invalid({ field: 'body.enabled', rule: fault.rule, message })
}

function refuseFault(fault: ScheduleFault | undefined): void {
  if (fault !== undefined) throw invalid(toIssue('body.schedule', fault))
}
