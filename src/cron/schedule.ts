import type { CronSchedule, Issue } from '../generated/types.ts'
import { lengthOf, momentsOf, timeOf } from './moments.ts'

/** What is wrong with a schedule, and in which of its fields; without a field, with the whole. */
export interface ScheduleFault {
  field?: keyof CronSchedule
  rule: string
  message: string
}

const kinds = ['cron', 'every', 'at'] as const

/** @returns undefined when the schedule can be kept */
export function scheduleFault(schedule: CronSchedule): ScheduleFault | undefined {
  const { cron, timezone, every, at } = schedule
  if (kinds.filter((kind) => schedule[kind] !== undefined).length !== 1) {
    return { rule: 'oneOf', message: 'needs exactly one of cron, every and at' }
  }
  if (cron !== undefined) return zoneFault(timezone) ?? cronFault(cron, timezone)
  if (timezone !== undefined) {
    return { field: 'timezone', rule: 'onlyWithCron', message: 'goes with cron only; leave it out' }
  }
  return every === undefined ? atFault(at) : everyFault(every)
}

/** What is wrong with a schedule that is set at `now`, though it was right before. */
export const pastFault = ({ at }: CronSchedule, now: number): ScheduleFault | undefined =>
  at !== undefined && timeOf(at) <= now
    ? { field: 'at', rule: 'future', message: 'is over already; name a time that is still to come' }
    : undefined

/** @param path where the schedule stands */
export const toIssue = (path: string, { field, rule, message }: ScheduleFault): Issue => ({
  field: field === undefined ? path : `${path}.${field}`,
  rule,
  message,
})

/** A text that is the same for schedules that mean the same. */
export function scheduleKey({ cron, timezone = 'UTC', every, at }: CronSchedule): string {
  if (cron !== undefined) return JSON.stringify({ cron, timezone })
  return JSON.stringify(every === undefined ? { at: timeOf(at) } : { every: lengthOf(every) })
}

export const sameSchedule = (a: CronSchedule, b: CronSchedule): boolean =>
  scheduleKey(a) === scheduleKey(b)

const zoneFault = (timezone = 'UTC'): ScheduleFault | undefined =>
  isTimeZone(timezone)
    ? undefined
    : { field: 'timezone', rule: 'timezone', message: `"${timezone}" is not an IANA time zone` }

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

function cronFault(cron: string, timezone: string | undefined): ScheduleFault | undefined {
  const message = cronMessage(cron, timezone)
  return message === undefined ? undefined : { field: 'cron', rule: 'cron', message }
}

function cronMessage(cron: string, timezone = 'UTC'): string | undefined {
  const fields = cron.trim().split(/\s+/)
  // Croner reads what holds a colon as a single date, and knows nicknames such as @daily.
  if ((fields.length !== 5 && fields.length !== 6) || cron.includes(':')) {
    return 'is not a cron expression of five fields, or six with seconds first'
  }
  try {
    return hasMoment({ cron, timezone }) ? undefined : 'names a moment that never comes'
  } catch (error) {
    return `is not a cron expression: ${reason(error)}`
  }
}

const hasMoment = (schedule: CronSchedule): boolean => {
  const now = Date.now()
  return momentsOf(schedule, now).after(now) !== undefined
}

function reason(error: unknown): string {
  if (!(error instanceof Error)) return 'it can not be read'
  const message = error.message.replace(/^CronPattern: /, '')
  // Croner counts these from 0 on, and names its own number.
  return message.replace(
    /^Invalid value for (day|nearestWeekdays|month): (-?\d+)$/,
    (_, part: string, value: string) =>
      part === 'month'
        ? `${Number(value) + 1} is no month; months are 1 to 12`
        : `${Number(value) + 1} is no day of the month; days are 1 to 31`,
  )
}

function everyFault(every: string): ScheduleFault | undefined {
  const fault = (message: string): ScheduleFault => ({ field: 'every', rule: 'every', message })
  if (Number.isNaN(lengthOf(every))) {
    return fault('is not an interval in seconds, minutes, hours or days, as 90s, 15m, 6h or 1d')
  }
  return hasMoment({ every }) ? undefined : fault('is so long that it never comes')
}

function atFault(at = ''): ScheduleFault | undefined {
  const fault = (message: string): ScheduleFault => ({ field: 'at', rule: 'at', message })
  if (Number.isNaN(timeOf(at))) {
    return fault('is not a time of the calendar with its offset, as 2027-01-31T09:00:00+01:00')
  }
  return momentsOf({ at }, 0).after(-Infinity) === undefined
    ? fault('is too far away; name a time before 9999-12-31T00:00:00Z')
    : undefined
}
