import { version } from './generated/endpoints.ts'
import { limited, type Limits } from './limited.ts'
import type { Settings } from './options.ts'

const longestMs = 5_000

/** Of the year and the month: within them nothing that a client relies on changes. */
const series = (text: string): string => text.split('.').slice(0, 2).join('.')

/**
 * @returns what to do where the gateway is of another version; undefined where it is not
 * @throws whatever keeps it from being told
 */
export async function versionHint(
  { baseUrl, fetch, headers }: Settings,
  { signal, timeout }: Limits,
): Promise<string | undefined> {
  const limits = { signal, timeout: Math.min(timeout, longestMs) }
  const ask = async (ending: AbortSignal): Promise<unknown> =>
    (await fetch(new Request(`${baseUrl}/health`, { headers, signal: ending }))).json()
  const { version: other } = (await limited(ask, limits)) as { version?: unknown }
  if (typeof other !== 'string') throw new TypeError('There is no version.')
  if (series(other) === series(version)) return undefined
  const older = compare(other, version) < 0 ? 'gateway' : 'SDK'
  return `The gateway is version ${other}, this SDK is made for ${version}: update the ${older}.`
}

function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split('.').map(Number)) as [number[], number[]]
  const at = left.findIndex((part, index) => part !== right[index])
  return at === -1 ? 0 : (left[at] ?? 0) - (right[at] ?? 0)
}
