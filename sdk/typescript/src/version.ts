import { version } from './generated/endpoints.ts'
import type { Settings } from './options.ts'

const timeoutMs = 5_000

/** Of the year and the month: within them nothing that a client relies on changes. */
const series = (text: string): string => text.split('.').slice(0, 2).join('.')

/** @returns what to do where the gateway is of another version; undefined where it is not, or does not say */
export async function versionHint({
  baseUrl,
  fetch,
  headers,
}: Settings): Promise<string | undefined> {
  try {
    const answer = await fetch(
      new Request(`${baseUrl}/health`, { headers, signal: AbortSignal.timeout(timeoutMs) }),
    )
    const { version: other } = (await answer.json()) as { version?: string }
    if (typeof other !== 'string' || series(other) === series(version)) return undefined
    const older = compare(other, version) < 0 ? 'gateway' : 'SDK'
    return `The gateway is version ${other}, this SDK is made for ${version}: update the ${older}.`
  } catch {
    return undefined
  }
}

function compare(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split('.').map(Number)) as [number[], number[]]
  const at = left.findIndex((part, index) => part !== right[index])
  return at === -1 ? 0 : (left[at] ?? 0) - (right[at] ?? 0)
}
