export interface Match {
  /** From the workspace's root on, with `/` at its beginning. */
  path: string
  /** From 1. */
  line: number
  /** Where the first match of the line begins, from 1 in UTF-16 units; missing where a long line would take long to search for it. */
  column?: number
  /** The line; of a long one the part around the match, with `…` for what is left out. */
  text: string
}

export interface Found {
  /** Lines that match, by path and line. */
  matches: Match[]
  /** How many files were searched. */
  files: number
  /** What was not searched, by reason, where there is any. */
  skipped?: Partial<Skipped>
  /** There is more, or may be: a limit was reached. */
  truncated?: true
}

/** Files, but for `longLines`. */
export interface Skipped {
  binary: number
  /** Larger than 10 MiB. */
  large: number
  /** With hard links, not permitted, or changed at that moment; folders too. */
  refused: number
  /** Longer than 1 MiB, or too long for so large a pattern. */
  longLines: number
}

/** Of the lines that are given, all together in UTF-16 units. */
const maxTextLength = 256 * 1024

const maxExcerpt = 500

/** What a search has found, until it has enough. */
export class Findings {
  readonly #maxMatches: number
  readonly #matches: Match[] = []
  readonly #skipped: Partial<Skipped> = {}
  #textLength = 0
  #truncated = false
  #isFull = false
  files = 0

  constructor(maxMatches: number) {
    this.#maxMatches = maxMatches
  }

  /** Nothing more is wanted. */
  get isFull(): boolean {
    return this.#isFull
  }

  add({
    path,
    line,
    column,
    text,
  }: {
    path: string
    line: number
    column: number | undefined
    text: string
  }): void {
    const excerpt = excerptOf(text, column ?? 1)
    this.#textLength += excerpt.length + path.length
    if (this.#matches.length === this.#maxMatches || this.#textLength > maxTextLength) this.end()
    else this.#matches.push({ path, line, ...(column !== undefined && { column }), text: excerpt })
  }

  /** @returns what takes everything back that is added from now on */
  mark(): () => void {
    const [count, length] = [this.#matches.length, this.#textLength]
    return () => {
      this.#matches.length = count
      this.#textLength = length
    }
  }

  skip(reason: keyof Skipped): void {
    this.#skipped[reason] = (this.#skipped[reason] ?? 0) + 1
  }

  /** Something is left out. */
  cut(): void {
    this.#truncated = true
  }

  /** Everything from here on is left out. */
  end(): void {
    this.#truncated = true
    this.#isFull = true
  }

  get found(): Found {
    return {
      matches: this.#matches,
      files: this.files,
      ...(Object.keys(this.#skipped).length > 0 && { skipped: this.#skipped }),
      ...(this.#truncated && { truncated: true as const }),
    }
  }
}

function excerptOf(line: string, column: number): string {
  const start = column + 100 > maxExcerpt ? column - 101 : 0
  const end = start + maxExcerpt
  // A copy: a part of a string keeps the whole alive. It also mends a pair of surrogates that was cut in two.
  const part = Buffer.from(line.slice(start, end)).toString()
  return `${start > 0 ? '…' : ''}${part}${end < line.length ? '…' : ''}`
}
