import { Cron } from 'croner'
import type { CronSchedule } from '../generated/types.ts'
import { ownTurn } from './turns.ts'

/** The moments of a schedule, each in milliseconds since 1970, the same in every process. */
export interface Moments {
  /** The first one after `time`; undefined when there is none any more. */
  after(time: number): number | undefined
  /** The newest ones that are not after `time`, newest first, `count` at the most. */
  upTo(time: number, count: number): number[]
}

/**
 * Of a job that names hours and minutes, a moment in the hour that the clocks skip comes right after it, and one in the hour that they
 * repeat comes once; lists and ranges too, which croner by itself would skip and repeat.
 */
const reading = { mode: '5-or-6-parts', fixedTimeRule: 'no-wildcard' } as const

/** What RFC 3339 can tell. */
const endOfTime = Date.UTC(9999, 11, 31)

/**
 * @param anchor where an interval is counted from: any moment of it, or when the schedule was set
 * @throws Error when the expression or the time zone can't be read
 */
export function momentsOf(schedule: CronSchedule, anchor: number): Moments {
  const { cron, timezone = 'UTC', every, at } = schedule
  if (cron !== undefined) return cronMoments(cron, timezone)
  return every === undefined ? oneMoment(timeOf(at)) : interval(lengthOf(every), anchor)
}

const cronMoments = (cron: string, timezone: string): Moments => {
  const pattern = new Cron(cron, { ...reading, timezone })
  return {
    after: (time) => tellable(pattern.nextRun(new Date(time))?.getTime()),
    // Croner looks for moments strictly before, so one that is just now needs the extra millisecond.
    upTo: (time, count) =>
      pattern.previousRuns(count, new Date(time + 1)).map((date) => date.getTime()),
  }
}

const interval = (length: number, anchor: number): Moments => {
  const stepsTo = (time: number) => Math.floor((time - anchor) / length)
  return {
    after: (time) => tellable(anchor + Math.max(1, stepsTo(time) + 1) * length),
    upTo: (time, count) => {
      const steps = Math.max(0, stepsTo(time))
      return Array.from(
        { length: Math.min(count, steps) },
        (_, back) => anchor + (steps - back) * length,
      )
    },
  }
}

const oneMoment = (moment: number): Moments => ({
  after: (time) => (moment > time ? tellable(moment) : undefined),
  upTo: (time, count) => (moment <= time && count > 0 ? [moment] : []),
})

const tellable = (moment: number | undefined) =>
  moment !== undefined && moment < endOfTime ? moment : undefined

const units = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 }

/** In milliseconds; NaN for what is no interval. */
export function lengthOf(every: string): number {
  const { count, unit } = /^(?<count>[1-9]\d{0,6})(?<unit>[smhd])$/.exec(every)?.groups ?? {}
  return Number(count) * units[unit as keyof typeof units]
}

/** In milliseconds since 1970; NaN for what is no time with an offset, or none of the calendar. */
export function timeOf(at = ''): number {
  const text = at.toUpperCase().replace(' ', 'T')
  if (!/^\d{4}-\d\d-\d\dT.*(Z|[+-]\d\d:\d\d)$/.test(text)) return NaN
  const day = text.slice(0, 10)
  // JavaScript takes 30 February for 2 March.
  const read = new Date(`${day}T00:00:00Z`)
  return Number.isNaN(read.getTime()) || read.toISOString().slice(0, 10) !== day
    ? NaN
    : Date.parse(text)
}

/** Moments that are due. */
export interface Due {
  /** `mostCounted` stands for that and more. */
  count: number
  /** The newest 100 at the most, oldest first. */
  newest: number[]
}

export const mostKept = 100

/** So many are counted at the most: as many as a record can tell behind those that can be caught up. */
export const mostCounted = 1000 + mostKept

/** A chunk of them takes croner 1 to 2 ms. */
const chunk = 50

/** The moments after `from` up to `now`. Thousands of them take tens of milliseconds, in pieces of two. */
export async function dueMoments(moments: Moments, from: number, now: number): Promise<Due> {
  const due: number[] = []
  // Mostly there is one, and a look at two says so.
  for (let size = 2, to = now; ; size = chunk) {
    const found = moments.upTo(to, size).filter((moment) => moment > from)
    due.push(...found)
    const last = found.at(-1)
    if (last === undefined || found.length < size || due.length >= mostCounted) break
    to = last - 1
    await ownTurn()
  }
  return { count: Math.min(due.length, mostCounted), newest: due.slice(0, mostKept).reverse() }
}
