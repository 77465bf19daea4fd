import { invalid } from '../../src/kernel/errors.ts'

/** What a client asks of the mock beside the contract, as Prism has it. */
export interface Preferences {
  code?: number
  example?: string
  dynamic?: boolean
  seed?: string
}

/**
 * Takes Prism's `__code=404` and the like out of the query of a target, for clients that can't set a header.
 * @returns the target without them, the rest as it was; and them as the header `Prefer` would have them
 */
export function takePreferences(target: string): { target: string; prefer?: string } {
  const [path = '', ...query] = target.split('?')
  const parts = query.join('?').split('&')
  const ours = parts.filter((part) => ourParameter.test(part))
  if (ours.length === 0) return { target }
  const rest = parts.filter((part) => !ourParameter.test(part)).join('&')
  const preferences = [...new URLSearchParams(ours.join('&'))].map(
    ([name, value]) => `${name.slice(2)}=${value}`,
  )
  return { target: rest === '' ? path : `${path}?${rest}`, prefer: preferences.join(', ') }
}

const ourParameter = /^__(code|example|dynamic|seed)=/

/**
 * Reads `Prefer: code=404, example=default`. What it does not know it leaves alone, as RFC 7240 says.
 * @throws GatewayError `invalid` for a value that is none
 */
export function parsePrefer(header: string | undefined): Preferences {
  const values: Partial<Record<string, string>> = Object.fromEntries(
    (header ?? '').split(/[,;]/).map((preference) => {
      const [name = '', ...value] = preference.split('=')
      return [name.trim().toLowerCase(), value.join('=').trim().replaceAll('"', '')]
    }),
  )
  const { code, example, dynamic, seed } = values
  if (code !== undefined && !/^\d{3,4}$/.test(code)) {
    throw wrongPreference('code', 'code must be a status, as in code=404')
  }
  if (dynamic !== undefined && dynamic !== 'true' && dynamic !== 'false') {
    throw wrongPreference('dynamic', 'dynamic must be true or false')
  }
  return {
    ...(code === undefined ? {} : { code: Number(code) }),
    ...(example === undefined ? {} : { example }),
    ...(dynamic === undefined ? {} : { dynamic: dynamic === 'true' }),
    ...(seed === undefined ? {} : { seed }),
  }
}

/** @param rule which preference */
export const wrongPreference = (rule: keyof Preferences, message: string) =>
  invalid({ field: 'header.prefer', rule, message: message.slice(0, 2000) })
