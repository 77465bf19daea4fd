import type { Config } from '../generated/types.ts'
import type { Store, Tables } from '../store/store.ts'
import { isOfApi } from './job.ts'
import type { JobList } from './job-list.ts'
import { breather } from './turns.ts'

export type Retention = Config['cron']['retention']

const day = 86_400_000

/** Small enough that other writes never wait long behind one. */
const chunk = 1000

/** Runs that one query counts past: a millisecond's work. */
const stride = 10_000

/** Greater than every id. */
const behindAll = '~'

/**
 * Drops the runs that are beyond the bounds, job by job, chunk by chunk. Of a job that is gone the newest goes too; of a job of the API,
 * which never comes back, all go.
 * @param options.goesOn asked between the steps, so that it can be ended
 */
export async function trimRuns(options: {
  store: Store
  jobs: JobList
  retention: Retention
  now: number
  goesOn: () => boolean
}): Promise<void> {
  const { store, jobs, goesOn } = options
  const breathe = breather()
  let jobId = ''
  while (goesOn()) {
    const next = await store.read(async (tables) => {
      const oldest = await tables.runs.oldestBehind(jobId)
      return oldest && { oldest, isKnown: await isKnown(jobs, tables, oldest.jobId) }
    })
    if (next === undefined) return
    jobId = next.oldest.jobId
    await trimJob({ ...options, ...next })
    await breathe()
  }
}

const isKnown = async (jobs: JobList, tables: Tables, jobId: string): Promise<boolean> =>
  (await jobs.find(tables, jobId)) !== undefined

async function trimJob(options: {
  store: Store
  jobs: JobList
  retention: Retention
  now: number
  goesOn: () => boolean
  oldest: { jobId: string; startedAt: number }
  isKnown: boolean
}): Promise<void> {
  const { store, jobs, retention, now, goesOn, oldest } = options
  const { jobId } = oldest
  const startedBefore = (known: boolean) =>
    known || !isOfApi(jobId) ? now - retention.days * day : Infinity
  const upTo = await newestBeyond(store, jobId, retention.maxRuns)
  if (oldest.startedAt >= startedBefore(options.isKnown) && upTo === undefined) return
  const drop = async (tables: Tables) => {
    // Asked again: it may be there by now, or be gone.
    const keepNewest = await isKnown(jobs, tables, jobId)
    const bounds = { jobId, startedBefore: startedBefore(keepNewest), upTo, keepNewest }
    return tables.runs.trim({ ...bounds, limit: chunk })
  }
  let dropped: number
  do dropped = await store.write(drop)
  while (dropped === chunk && goesOn())
}

/** The newest of the job's runs that is one too many. */
async function newestBeyond(
  store: Store,
  jobId: string,
  keep: number,
): Promise<string | undefined> {
  const breathe = breather()
  let before: string | undefined = behindAll
  // One query over all of a million would hold everything up for a tenth of a second.
  for (let left = keep; before !== undefined; left -= stride) {
    const query: { jobId: string; before: string; skip: number } = {
      jobId,
      before,
      skip: Math.min(left, stride - 1),
    }
    before = await store.read((tables) => tables.runs.older(query))
    if (left < stride) return before
    await breathe()
  }
  return undefined
}
