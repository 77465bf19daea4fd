import { misused, type TokenRequest } from '../config/command-line.ts'
import { nearest } from '../config/nearest.ts'
import { resolveConfig } from '../config/resolve-config.ts'
import { allScopes } from '../generated/operations.ts'
import type { Issue, Scope, TokenConfig } from '../generated/types.ts'
import { hashToken } from '../kernel/token.ts'

const everything = 'all'

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 }

const rfc3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/

/** What a contract's time can say: it has four digits for the year. */
const latest = Date.UTC(10_000, 0) - 1

/**
 * The entry of `auth.tokens` for a request.
 * @param token of which the hash is kept
 * @throws UsageError
 */
export function tokenEntry(request: TokenRequest, token: string): TokenConfig {
  const { name, expires, tools } = request
  const entry = {
    name,
    hash: hashToken(token),
    scopes: scopesOf(request.scopes),
    ...(expires !== undefined && { expires: timeOf(expires, Date.now()) }),
    ...(tools !== undefined && { tools }),
  }
  if (tools?.length === 0) throw misused('--tools names no tool; without it the token may call all')
  const checked = resolveConfig({ auth: { tokens: [entry] } })
  if (!checked.valid) throw misused(checked.issues.map(said).join('\n'))
  return entry
}

function scopesOf(words: string[]): Scope[] {
  if (words.length === 0) {
    throw misused(
      `The token needs --scopes: ${everything}, or some of ${allScopes.join(', ')}, with commas`,
    )
  }
  return [...new Set(words.flatMap(scopeOf))]
}

function scopeOf(word: string): readonly Scope[] {
  if (word === everything) return allScopes
  const scope = allScopes.find((known) => known === word)
  if (scope !== undefined) return [scope]
  const near = nearest(word, [...allScopes, everything])
  const hint = near === undefined ? `there are ${allScopes.join(', ')}` : `did you mean '${near}'?`
  throw misused(`Unknown scope '${word}'; ${hint}`)
}

/** @returns RFC 3339 in UTC */
function timeOf(text: string, now: number): string {
  const [, count, unit] = /^([1-9]\d{0,8})([smhd])$/.exec(text) ?? []
  const time =
    count === undefined ? timeIn(text) : now + Number(count) * unitMs[unit as keyof typeof unitMs]
  if (time === undefined) {
    throw misused(
      `--expires is neither a while, as 90s, 15m, 12h or 30d, nor a time, as 2030-01-01T00:00:00Z: '${text}'`,
    )
  }
  if (time <= now) throw misused(`--expires is in the past: '${text}'`)
  if (time > latest) throw misused(`--expires is after the year 9999: '${text}'`)
  return new Date(time).toISOString()
}

/** @returns undefined for what is no time, as the 30th of February */
function timeIn(text: string): number | undefined {
  const time = rfc3339.test(text) ? Date.parse(text) : NaN
  if (Number.isNaN(time)) return undefined
  // JavaScript takes a day that the month does not have for one of the next month.
  const day = Number(text.slice(8, 10))
  const lastDay = new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)), 0))
  return day <= lastDay.getUTCDate() ? time : undefined
}

/** In place of a path in the configuration, what was typed. */
function said({ field, rule, message }: Issue): string {
  const [key = ''] = field.split('.').slice(3)
  if (key === 'name' && rule === 'not') return reserved
  return `${key === 'name' ? 'The name' : `--${key}`} ${message}`
}

const reserved =
  'The name is reserved: gateway is the name of the gateway token; names with job- are those of jobs'
