/** As scripts/docs/search.ts writes it. The names are short, for there are hundreds of entries. */
export interface SearchEntry {
  /** What kind of thing it is, in a word. */
  k: string
  /** Its title. */
  t: string
  /** Its address. */
  u: string
  /** What else it may be found by. */
  x: string
}

/** Those that have every word of the query, the best first. Words in titles count more than words in texts. */
export function findEntries(entries: SearchEntry[], query: string): SearchEntry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return []
  return entries
    .map((entry) => ({ entry, score: scoreOf(entry, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || rankOf(a.entry) - rankOf(b.entry))
    .map(({ entry }) => entry)
}

/** Among equals, what can be called comes first, then the shorter title, which is nearer to what was meant. */
const rankOf = ({ k, t }: SearchEntry): number => (k === 'Operation' ? 0 : 1) - 1 / (1 + t.length)

function scoreOf({ k, t, x }: SearchEntry, words: string[]): number {
  const [title, text] = [t.toLowerCase(), x.toLowerCase()]
  const scores = words.map((word) => {
    if (title === word) return 50
    if (beginsWord(title, word)) return 20
    if (title.includes(word)) return 10
    if (beginsWord(text, word)) return 3
    return text.includes(word) ? 1 : 0
  })
  if (scores.includes(0)) return 0
  const sum = scores.reduce<number>((all, score) => all + score, 0)
  // A schema is rarely what is looked for, and its name is often like that of the operation which is.
  return k === 'Schema' ? sum / 3 : sum
}

function beginsWord(text: string, word: string): boolean {
  const at = text.indexOf(word)
  return (
    at === 0 || (at > 0 && !/[\p{L}\p{N}]/u.test(text.charAt(at - 1))) || text.includes(` ${word}`)
  )
}
