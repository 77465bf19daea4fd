import type {
  Config,
  CronJob,
  CronJobInput,
  CronJobPatch,
  CronSchedule,
  Issue,
} from '../generated/types.ts'
import { conflict, invalid, notFound } from '../kernel/errors.ts'
import { newId } from '../kernel/ids.ts'
import type { JobRow, Store, Tables } from '../store/store.ts'
import { scheduleFault } from './schedule.ts'

/** A job wherever it is kept. */
export interface Job extends JobRow {
  source: CronJob['source']
}

/** What a list of the contract holds at the most. */
const maxJobs = 1000

/** The jobs of the configuration, which stay as they are, and those in the store. */
export class JobList {
  readonly #store: Store
  readonly #configured: ReadonlyMap<string, Job>

  /** @throws Error that names the key of the configuration whose schedule is wrong */
  constructor(store: Store, configJobs: Config['cron']['jobs']) {
    this.#store = store
    this.#configured = fromConfig(configJobs)
  }

  /** Those of the configuration first. */
  async all(tables: Tables): Promise<Job[]> {
    const stored = await tables.jobs.list()
    // A configuration that has grown can push jobs of the store out of what an answer may hold.
    return [...this.#configured.values(), ...stored.map(fromStore)].slice(0, maxJobs)
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

  /** @throws GatewayError `invalid` for a wrong schedule, `conflict` when there is no room for another job */
  async create({ name, schedule, action, enabled }: CronJobInput): Promise<Job> {
    refuseWrong(schedule)
    const row: JobRow = { id: newId('job'), name, schedule, action, enabled }
    await this.#store.write(async (tables) => {
      if ((await this.all(tables)).length >= maxJobs) {
        const message = `there are ${maxJobs} jobs already`
        throw conflict({ field: 'body', rule: 'maxJobs', message })
      }
      await tables.jobs.insert(row)
    })
    return fromStore(row)
  }

  /** @throws GatewayError `notFound`, `invalid` for a wrong schedule, `conflict` for a job of the configuration */
  async update(id: string, patch: CronJobPatch): Promise<Job> {
    this.#refuseConfigured(id)
    if (patch.schedule !== undefined) refuseWrong(patch.schedule)
    return await this.#store.write(async (tables) => {
      const row = await tables.jobs.get(id)
      if (row === undefined) throw notFound('job', id)
      const changed: JobRow = { ...row, ...patch }
      await tables.jobs.update(changed)
      return fromStore(changed)
    })
  }

  /** @throws GatewayError `notFound`, `conflict` for a job of the configuration */
  async delete(id: string): Promise<void> {
    this.#refuseConfigured(id)
    const existed = await this.#store.write((tables) => tables.jobs.delete(id))
    if (!existed) throw notFound('job', id)
  }

  #refuseConfigured(id: string): void {
    if (!this.#configured.has(id)) return
    const message = 'the job belongs to the configuration and is changed there'
    throw conflict({ field: 'path.id', rule: 'readOnly', message })
  }
}

const fromStore = (row: JobRow): Job => ({ ...row, source: 'api' })

/** What is wrong with the schedules of the configuration, by key. */
export const jobIssues = (configJobs: Config['cron']['jobs']): Issue[] =>
  Object.entries(configJobs).flatMap(([name, { schedule }]) => {
    const fault = scheduleFault(schedule)
    if (fault === undefined) return []
    const { field, message } = fault
    return [{ field: `cron.jobs.${name}.schedule.${field}`, rule: field, message }]
  })

function fromConfig(configJobs: Config['cron']['jobs']): Map<string, Job> {
  const [issue] = jobIssues(configJobs)
  if (issue !== undefined) throw new Error(`${issue.field}: ${issue.message}`)
  const jobs = Object.entries(configJobs).map(([name, job]): Job => ({
    id: `job-${name}`,
    name,
    ...job,
    source: 'config',
  }))
  return new Map(jobs.map((job) => [job.id, job]))
}

function refuseWrong(schedule: CronSchedule): void {
  const fault = scheduleFault(schedule)
  if (fault === undefined) return
  const { field, message } = fault
  throw invalid({ field: `body.schedule.${field}`, rule: field, message })
}
