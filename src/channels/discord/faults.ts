import { DiscordAPIError, HTTPError, RateLimitError } from '@discordjs/rest'
import type { SendOutcome } from '../channel.ts'
import { networkFault, neverLeft } from '../network.ts'
import { ForeignAnswer } from './api.ts'

/** What went wrong with a call. */
export interface Fault {
  reason: string
  /** `unauthorized`: the token is wrong. `refused`: the same call will be refused again. */
  kind: 'later' | 'unauthorized' | 'refused' | 'unknown'
  retryAfterMs?: number
}

/** Codes of refusals that pass: direct messages opened too fast, a feature switched off, an overloaded part. */
const passing = new Set<string | number>([40_003, 40_006, 130_000])

export function faultOf(error: unknown): Fault {
  if (error instanceof RateLimitError) return limited(error)
  if (error instanceof DiscordAPIError) return refused(error)
  if (error instanceof HTTPError) return failed(error)
  if (error instanceof ForeignAnswer) return foreign(error)
  const code = networkFault(error)
  return neverLeft(error)
    ? { reason: `Discord could not be reached (${code}).`, kind: 'later' }
    : { reason: `The connection to Discord broke (${code}).`, kind: 'unknown' }
}

/** What a failed call means for the message that it was to carry. */
export function outcomeOf({ kind, reason, retryAfterMs }: Fault): SendOutcome {
  if (kind === 'unknown') return { outcome: 'unknown', reason }
  if (kind === 'refused') return { outcome: 'never', reason }
  // Also for a wrong token: it says nothing about the message, and the channel's state tells of it.
  return { outcome: 'later', reason, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) }
}

/** What may stand in the log: no word of a text that somebody else wrote. */
export function codeOf(error: unknown): string {
  if (error instanceof DiscordAPIError) return `${error.status} (${error.code})`
  if (error instanceof HTTPError || error instanceof ForeignAnswer) return String(error.status)
  return error instanceof RateLimitError ? '429' : networkFault(error)
}

function limited({ retryAfter, timeToReset }: RateLimitError): Fault {
  const retryAfterMs = Math.ceil(Math.max(retryAfter, timeToReset, 0))
  const reason = `Discord asks to wait for ${Math.ceil(retryAfterMs / 1_000)} s.`
  return { reason, kind: 'later', retryAfterMs }
}

function refused(error: DiscordAPIError): Fault {
  // The client takes any body for Discord's; only its own have a number.
  if (typeof error.code !== 'number') return foreign(new ForeignAnswer(error.status))
  const said = error.message.replaceAll(/\s+/g, ' ')
  const reason = `Discord answered ${error.status} ${said} (${error.code}).`
  if (error.status === 401) return { reason, kind: 'unauthorized' }
  return { reason, kind: passing.has(error.code) ? 'later' : 'refused' }
}

/** Only a 503 is said before anything is done. Behind the others the message may have been made; the nonce drops the repeat. */
const failed = ({ status }: HTTPError): Fault => ({
  reason: `Discord answered ${status}.`,
  kind: status === 503 ? 'later' : 'unknown',
})

const foreign = (error: ForeignAnswer): Fault => ({
  reason: `What should be Discord ${error.message}.`,
  kind: error.status < 300 ? 'unknown' : 'later',
})
