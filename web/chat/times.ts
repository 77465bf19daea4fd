import { element } from './elements.ts'

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'short' })
const calendar = new Intl.DateTimeFormat(undefined, {
  weekday: 'long',
  day: 'numeric',
  month: 'long',
})

/** The time of day where the reader is; the whole of it when pointed at. */
export function timeOf(date: Date): HTMLTimeElement {
  const time = element('time', '', clock.format(date))
  time.dateTime = date.toISOString()
  time.title = date.toLocaleString()
  return time
}

export function dayOf(date: Date): string {
  return date.toDateString() === new Date().toDateString() ? 'Today' : calendar.format(date)
}
