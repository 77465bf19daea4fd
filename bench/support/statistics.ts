/** @param share 0.99 for the 99th percentile */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const median = (values: readonly number[]): number => {
  const low = percentile(values, 0.5)
  if (values.length % 2 === 1) return low
  return (low + percentile(values, 0.5 - 1 / values.length)) / 2
}
