/** A receiver that names a later time is asked again after a day. */
const longestMs = 86_400_000

/**
 * @param header the value of `Retry-After`: seconds, or an HTTP date
 * @returns milliseconds from now; undefined when there is none or it can't be read
 */
export function retryAfterMs(header: string | null): number | undefined {
  if (header === null) return undefined
  const ms = /^\d+$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - Date.now()
  return Number.isNaN(ms) ? undefined : Math.min(longestMs, Math.max(0, ms))
}
