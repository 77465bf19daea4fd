import type { CronJob } from '../generated/types.ts'
import type { JobRow } from '../store/store.ts'

/** A job wherever it is kept. */
export interface Job extends JobRow {
  source: CronJob['source']
}

/** Names of the configuration have no capital letters, and every ULID of this age has one. */
export const isOfApi = (jobId: string): boolean => /^job-(?=.*[A-Z])[0-9A-Z]{26}$/.test(jobId)
