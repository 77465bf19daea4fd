import { GrammyError, HttpError } from 'grammy/web'
import type { SendOutcome } from '../channel.ts'
import { networkFault, neverLeft } from '../network.ts'
import { ForeignAnswer } from './api.ts'

/** Why no updates come. `final`: trying again is of no use. */
export interface PollFault {
  reason: string
  final: boolean
  retryAfterMs: number
}

/** `take` failed, so the update is not acknowledged. The cause is for the log. */
export class NotStored extends Error {
  override readonly name = 'NotStored'
}

/** Telegram answers 401 to a token it does not know, and 404 to one that it can't read. */
const isTokenRefused = (error: GrammyError): boolean =>
  error.error_code === 401 || error.error_code === 404

const retryAfterMs = (error: GrammyError): number => (error.parameters.retry_after ?? 0) * 1_000

export function pollFault(error: unknown): PollFault {
  if (error instanceof NotStored) {
    return { reason: 'A message that came in could not be stored.', final: false, retryAfterMs: 0 }
  }
  if (!(error instanceof GrammyError)) {
    return { reason: unanswered(error).reason, final: false, retryAfterMs: 0 }
  }
  return isTokenRefused(error)
    ? { reason: `Telegram refused the bot token: ${said(error)}`, final: true, retryAfterMs: 0 }
    : { reason: answered(error), final: false, retryAfterMs: retryAfterMs(error) }
}

/** What a failed `sendMessage` means for the message. */
export function sendFault(error: unknown): SendOutcome {
  if (!(error instanceof GrammyError)) {
    const { reason, sent } = unanswered(error)
    return { outcome: sent ? 'unknown' : 'later', reason }
  }
  const reason = answered(error)
  const code = error.error_code
  if (code === 429) return { outcome: 'later', reason, retryAfterMs: retryAfterMs(error) }
  if (mayHaveTaken(code)) return { outcome: 'unknown', reason }
  if (code >= 500 || isTokenRefused(error)) return { outcome: 'later', reason }
  return { outcome: 'never', reason }
}

/** Only a 503 is said before anything is done. Behind the others the part that answers does not know what became of it. */
const mayHaveTaken = (status: number): boolean => status >= 500 && status !== 503

const said = ({ error_code, description }: GrammyError): string => `${error_code} ${description}`

const answered = (error: GrammyError): string => `Telegram answered ${said(error)}`

/** @returns `sent`: whether Telegram may have taken the request */
function unanswered(error: unknown): { reason: string; sent: boolean } {
  const cause = error instanceof HttpError ? error.error : error
  if (cause instanceof ForeignAnswer) {
    const sent = cause.status < 300 || mayHaveTaken(cause.status)
    return { reason: `What should be Telegram ${cause.message}.`, sent }
  }
  const fault = networkFault(cause)
  return neverLeft(cause)
    ? { reason: `Telegram could not be reached (${fault}).`, sent: false }
    : { reason: `The connection to Telegram broke (${fault}).`, sent: true }
}
