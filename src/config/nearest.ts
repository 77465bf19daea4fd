import { distance } from 'fastest-levenshtein'

/** The known word that was probably meant; undefined when none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
  if (word.length > 64) return undefined
  const reach = Math.max(2, Math.floor(word.length / 3))
  const [best] = known
    .map((name) => ({ name, away: distance(word.toLowerCase(), name.toLowerCase()) }))
    .filter(({ name, away }) => away <= reach && away < Math.min(word.length, name.length))
    .sort((one, other) => one.away - other.away)
  return best?.name
}
