/**
 * Keeps twice as many in memory at the most, however many there are.
 * @returns the first ones, sorted, and whether there are more
 */
export async function firstNames(
  names: AsyncIterable<string>,
  { limit, signal }: { limit: number; signal: AbortSignal },
): Promise<{ names: string[]; truncated: boolean }> {
  let kept: string[] = []
  let truncated = false
  for await (const name of names) {
    signal.throwIfAborted()
    kept.push(name)
    if (kept.length < 2 * limit) continue
    kept = kept.sort().slice(0, limit)
    truncated = true
  }
  truncated ||= kept.length > limit
  return { names: kept.sort().slice(0, limit), truncated }
}
