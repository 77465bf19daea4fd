import type { ErrorObject } from 'ajv'
import { eventValidators } from '../generated/events.ts'
import type { Event } from '../generated/types.ts'
import type { Log } from '../kernel/log.ts'
import type { EventRow } from '../store/store.ts'

/** How many ids are remembered as reported: enough that clients that read on and on do not fill the log, and no leak. */
const maxReported = 10_000

/** An event of which only the shape is known. */
export type Unchecked = Record<keyof Event, unknown> & { type: string }

/** What is wrong with an event, without any of its values; undefined when it is as the contract has it. */
export function faultOfEvent(event: Unchecked): string | undefined {
  if (!Object.hasOwn(eventValidators, event.type)) return 'type is none of the contract'
  const validate = eventValidators[event.type as keyof typeof eventValidators]
  return validate(event) ? undefined : describe(validate.errors)
}

const describe = (errors: ErrorObject[] | null | undefined): string => {
  const [fault] = errors ?? []
  return `${fault?.instancePath ?? ''} ${fault?.message ?? ''}`.trim()
}

/**
 * Judges what was stored before it leaves: an earlier version may have written what the contract no longer has, and a row may
 * be damaged.
 */
export class EventCheck {
  readonly #log: Log
  readonly #reported = new Set<number>()

  constructor(log: Log) {
    this.#log = log
  }

  /** @returns the event; undefined, and told in the log once, when it breaks the contract */
  read(row: EventRow): Event | undefined {
    const event = parse(row)
    const fault = typeof event === 'string' ? event : faultOfEvent(event)
    if (fault === undefined) return event as Event
    this.#report(row.id, fault)
    return undefined
  }

  #report(id: number, fault: string): void {
    if (this.#reported.has(id)) return
    if (this.#reported.size === maxReported) this.#reported.clear()
    this.#reported.add(id)
    this.#log.error({ eventId: id, fault }, 'a stored event breaks the contract and is not sent')
  }
}

/** @returns what it can't be read for, as text. No message of the parser, as these quote what they read. */
function parse({ id, type, time, payload }: EventRow): Unchecked | string {
  const at = new Date(time)
  if (Number.isNaN(at.getTime())) return '/time is no time'
  try {
    return { id, type, time: at.toISOString(), payload: JSON.parse(payload) as unknown }
  } catch {
    return '/payload is no JSON'
  }
}
