import type { SendOutcome } from '../channels/channel.ts'
import { EventLog } from '../events/event-log.ts'
import type { Config, Message } from '../generated/types.ts'
import type { MessageChange, MessageRow, Store, Tables } from '../store/store.ts'
import { toMessage } from './rows.ts'

/** How an attempt ended that did not succeed, or was not made. */
type Setback =
  | Exclude<SendOutcome, { outcome: 'sent' }>
  /** The gateway itself ended before it could know. */
  | { outcome: 'interrupted'; reason: string }
  /** Nothing was sent: a repeat would not be noticed as one any more. */
  | { outcome: 'expired'; reason: string }

/** How an attempt ended. `end`: up to where the text is now delivered. */
export type Ending = { outcome: 'sent'; end: number } | Setback

export interface Policy {
  delivery: Config['delivery']
  /** Of the channel. */
  dropsRepeatsForMs: number
}

export const interrupted: Ending = {
  outcome: 'interrupted',
  reason: 'The gateway ended while the message was being sent.',
}

/** Where repeats are noticed for a limited time, no repeat of an uncertain attempt waits longer than this. */
const longestDoubtMs = 30_000

/** Records how an attempt ended: `sent`, `failed` or `unknown` with its event, or `queued` again for what is still to do. */
export async function settle(
  store: Store,
  policy: Policy,
  { row, ending }: { row: MessageRow; ending: Ending },
): Promise<void> {
  const change = decide(row, ending, policy)
  await store.write(async (tables) => {
    const settled = await tables.messages.settle(row, change)
    if (settled === undefined) return
    await record(tables, row, ending)
    if (settled.status === 'sent') {
      await tables.channelCounts.add(settled.channel, 'sent')
      await EventLog.append(tables, 'message:sent', toMessage(settled))
    } else if (change.status === 'failed' || change.status === 'unknown') {
      await tables.channelCounts.add(settled.channel, change.status)
      await reportFailure(tables, toMessage(settled))
    }
  })
}

/** Whether an attempt of which it is not known how it ended may be repeated at this time. */
export const mayRepeat = (
  uncertainSince: number,
  at: number,
  { delivery, dropsRepeatsForMs }: Policy,
): boolean => delivery.onUnknown === 'resend' || at <= uncertainSince + dropsRepeatsForMs

async function record(tables: Tables, row: MessageRow, ending: Ending): Promise<void> {
  if (ending.outcome === 'expired') return
  await tables.attempts.insert({
    messageId: row.id,
    number: row.attempts,
    part: row.part,
    // Since its claim nothing has changed it.
    time: row.updatedAt,
    outcome: ending.outcome,
    reason: ending.outcome === 'sent' ? null : ending.reason,
  })
}

function decide(row: MessageRow, ending: Ending, policy: Policy): MessageChange {
  if (ending.outcome === 'sent') return delivered(row, ending.end)
  const at = Date.now()
  const { retries, part, offset } = row
  const isUncertain = ending.outcome === 'unknown' || ending.outcome === 'interrupted'
  const uncertainSince = row.uncertainSince ?? (isUncertain ? row.updatedAt : null)
  const kept = { at, retries, part, offset, uncertainSince }
  const nextAttemptAt = nextAttempt(row, ending, { at, uncertainSince, policy })
  if (nextAttemptAt === undefined) {
    // An attempt before this one may have succeeded.
    const status = uncertainSince === null ? 'failed' : 'unknown'
    return { ...kept, status, error: withProgress(offset, ending.reason) }
  }
  const used = ending.outcome === 'interrupted' ? 0 : 1
  const error = ending.reason
  return { ...kept, status: 'queued', error, nextAttemptAt, retries: retries + used }
}

function delivered(row: MessageRow, end: number): MessageChange {
  const { retries, part } = row
  const done = { at: Date.now(), error: null, offset: end, uncertainSince: null }
  return end < row.message.length
    ? { ...done, status: 'queued', retries: 0, part: part + 1 }
    : { ...done, status: 'sent', retries, part }
}

interface Situation {
  at: number
  uncertainSince: number | null
  policy: Policy
}

/** @returns undefined when there is none: it was refused for good, the schedule is over, or a repeat could arrive twice */
function nextAttempt(
  { retries }: MessageRow,
  ending: Setback,
  { at, uncertainSince, policy }: Situation,
): number | undefined {
  if (ending.outcome === 'never' || ending.outcome === 'expired') return undefined
  const delay = ending.outcome === 'interrupted' ? 0 : policy.delivery.retryDelays[retries]
  if (delay === undefined) return undefined
  const asked = ending.outcome === 'later' ? (ending.retryAfterMs ?? 0) : 0
  const wait = jittered(delay * 1000)
  if (uncertainSince === null) return at + Math.max(asked, wait)
  const soon = at + Math.max(asked, inDoubt(wait, policy.dropsRepeatsForMs))
  // While a repeat is still noticed, it comes soon enough to be.
  const next = soon <= uncertainSince + policy.dropsRepeatsForMs ? soon : at + Math.max(asked, wait)
  return mayRepeat(uncertainSince, next, policy) ? next : undefined
}

const inDoubt = (wait: number, dropsRepeatsForMs: number): number =>
  dropsRepeatsForMs < Infinity ? Math.min(wait, longestDoubtMs) : wait

/** Up to a tenth longer, so that what failed together does not come back together. */
const jittered = (ms: number): number => Math.round(ms * (1 + Math.random() / 10))

const withProgress = (offset: number, reason: string): string =>
  offset === 0 ? reason : `The first ${offset} characters were sent. ${reason}`

const reportFailure = (tables: Tables, message: Message): Promise<void> =>
  EventLog.append(tables, 'error', {
    code: 'INTERNAL_ERROR',
    message:
      message.status === 'unknown'
        ? `It is not known whether the message was delivered. ${message.error ?? ''}`.trim()
        : `The message was not delivered. ${message.error ?? ''}`.trim(),
    source: 'delivery',
    channel: message.channel,
    messageId: message.id,
  })
