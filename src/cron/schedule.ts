import { Cron } from 'croner'
import type { CronSchedule } from '../generated/types.ts'

/** What is wrong with a schedule, and in which of its fields. */
export interface ScheduleFault {
  field: keyof CronSchedule
  message: string
}

const mode = '5-or-6-parts'

/** @returns undefined when the schedule can be kept */
export function scheduleFault({ cron, timezone }: CronSchedule): ScheduleFault | undefined {
  if (!isTimeZone(timezone)) {
    return { field: 'timezone', message: `"${timezone}" is not an IANA time zone` }
  }
  const message = cronFault(cron, timezone)
  return message === undefined ? undefined : { field: 'cron', message }
}

export const sameSchedule = (a: CronSchedule, b: CronSchedule): boolean =>
  a.cron === b.cron && a.timezone === b.timezone

/** @returns undefined when it has none any more */
export const nextMoment = (schedule: CronSchedule): Date | undefined =>
  evaluator(schedule).nextRun() ?? undefined

/**
 * Calls `onMoment` at each moment of the schedule with that moment in milliseconds since 1970, which is the same in every
 * process however late its timer is. While a call goes on, moments are passed to `onSkipped` instead.
 * @param onMoment must not reject
 * @returns a function that ends it
 */
export function follow(
  schedule: CronSchedule,
  onMoment: (moment: number) => Promise<void>,
  onSkipped: () => void,
): () => void {
  const { cron, timezone } = schedule
  const job = new Cron(cron, { timezone, mode, protect: onSkipped }, async (self) => {
    const moment = latestMoment(self)
    if (moment !== undefined) await onMoment(moment)
  })
  return () => {
    job.stop()
  }
}

const evaluator = ({ cron, timezone }: CronSchedule) => new Cron(cron, { timezone, mode })

/** Croner looks for moments strictly before, so one that is just now needs the extra millisecond. */
const latestMoment = (job: Cron) => job.previousRuns(1, new Date(Date.now() + 1))[0]?.getTime()

function isTimeZone(name: string): boolean {
  // Intl takes offsets as well, and an offset knows no summer time.
  if (/^[+-]/.test(name)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: name })
    return true
  } catch {
    return false
  }
}

function cronFault(cron: string, timezone: string): string | undefined {
  const fields = cron.trim().split(/\s+/)
  // Croner reads what holds a colon as a single date, and knows nicknames such as @daily.
  if ((fields.length !== 5 && fields.length !== 6) || cron.includes(':')) {
    return 'is not a cron expression of five fields, or six with seconds first'
  }
  try {
    if (nextMoment({ cron, timezone }) === undefined) return 'names a moment that never comes'
    return undefined
  } catch (error) {
    return `is not a cron expression: ${reason(error)}`
  }
}

const reason = (error: unknown) =>
  error instanceof Error ? error.message.replace(/^CronPattern: /, '') : 'it can not be read'
