import type { MissedPolicy } from '../generated/types.ts'
import type { Due } from './moments.ts'

/** A run that begins so long after its moment has not missed it, in milliseconds. */
const onTimeMs = 60_000

/** What a record tells at the most; it stands for that and more. */
export const mostTold = 1000

export interface Situation {
  policy: MissedPolicy
  /** Whether a run may begin now: none goes on, or they may overlap. */
  free: boolean
  /** At least one moment. */
  due: Due
  /** Moments before these that no record has told of. */
  untold: number
  now: number
}

/** What is done about the moments that are due. */
export interface Decision {
  /** Up to where the schedule has then been dealt with. */
  position: number
  /** Moments that the next record has to tell. */
  untold: number
  /** A run, or the record that there was none. */
  record?: { moment: number; missed: number; skipped: boolean }
}

/** @returns undefined when the moments wait */
export function decide(situation: Situation): Decision | undefined {
  const { policy, free, due, untold, now } = situation
  const [oldest, latest] = [due.newest[0], due.newest.at(-1)]
  if (oldest === undefined || latest === undefined) return undefined
  if (policy === 'catchUp') {
    return free ? runAt(oldest, untold + due.count - due.newest.length) : undefined
  }
  if (!free) return { position: latest, untold: tellable(untold + due.count) }
  const skipped = policy === 'skip' && now - latest > onTimeMs
  return runAt(latest, untold + due.count - 1, skipped)
}

const runAt = (moment: number, missed: number, skipped = false): Decision => ({
  position: moment,
  untold: 0,
  record: { moment, missed: tellable(missed), skipped },
})

const tellable = (count: number) => Math.min(count, mostTold)
