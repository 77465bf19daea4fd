import type { Channel, SendOutcome } from '../channels/channel.ts'
import { EventLog } from '../events/event-log.ts'
import type { Message } from '../generated/types.ts'
import type { MessageRow, Store, Tables } from '../store/store.ts'
import { toMessage } from './rows.ts'

interface SettleOptions {
  store: Store
  channel: Channel
  retryDelays: () => readonly number[]
}

/** How an attempt ended; `interrupted` when the gateway itself ended before it could know. */
export type Ending = SendOutcome | { outcome: 'interrupted'; reason: string }

type Change = Parameters<Tables['messages']['settle']>[1]

/** Records how an attempt ended: `sent`, `failed` or `unknown` with its event, or `queued` again for later. */
export async function settle(
  { store, channel, retryDelays }: SettleOptions,
  row: MessageRow,
  ending: Ending,
): Promise<void> {
  const change = decide(row, ending, { deduplicates: channel.deduplicates, delays: retryDelays() })
  await store.write(async (tables) => {
    const settled = await tables.messages.settle(row, change)
    if (settled === undefined) return
    if (settled.status === 'sent') {
      await tables.channelCounts.add(settled.channel, 'sent')
      await EventLog.append(tables, 'message:sent', toMessage(settled))
    } else if (settled.status !== 'queued') {
      await reportFailure(tables, toMessage(settled))
    }
  })
}

/**
 * An uncertain message is repeated only where the other side drops repeats; elsewhere repeating could send it twice.
 */
function decide(
  row: MessageRow,
  ending: Ending,
  { deduplicates, delays }: { deduplicates: boolean; delays: readonly number[] },
): Change {
  const at = Date.now()
  if (ending.outcome === 'sent') return { status: 'sent', at, error: null }
  const error = ending.reason
  if (ending.outcome === 'never') return { status: 'failed', at, error }
  if (ending.outcome !== 'later' && !deduplicates) return { status: 'unknown', at, error }
  if (ending.outcome === 'interrupted') return { status: 'queued', at, error, nextAttemptAt: at }
  const delay = delays[row.retries]
  if (delay === undefined) return { status: 'failed', at, error }
  const asked = ending.outcome === 'later' ? (ending.retryAfterMs ?? 0) : 0
  const nextAttemptAt = at + Math.max(asked, jittered(delay * 1000))
  return { status: 'queued', at, error, nextAttemptAt, isRetry: true }
}

/** Up to a tenth longer, so that what failed together does not come back together. */
const jittered = (ms: number): number => Math.round(ms * (1 + Math.random() / 10))

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
