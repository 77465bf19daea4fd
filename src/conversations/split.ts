const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const sentences = new Intl.Segmenter(undefined, { granularity: 'sentence' })

/** Enough for one message of most services, so that of a long text only the beginning is looked at. */
const firstLook = 4_096

export interface Part {
  text: string
  /** Where the next part begins in the whole text; its length when this was the last one. */
  end: number
}

/**
 * What goes out next of a text that may be too long for one message: all of it, or as much as fits up to the end of a
 * paragraph, else of a line, else of a sentence, else of a word, else of a grapheme. White space where it is cut belongs to no
 * part. The same text and offset always give the same part, so that after a crash the parts that went are not sent again.
 * @param offset in UTF-16 units, 0 or the `end` of the part before
 * @param fits whether a text goes out in one message; if it does, so do its beginnings
 */
export function nextPart(
  text: string,
  offset: number,
  fits: (text: string) => boolean = () => true,
): Part {
  const rest = text.slice(offset)
  if (fits(rest)) return { text: rest, end: text.length }
  const cut = breakOf(rest, longestThatFits(rest, fits))
  const part = rest.slice(0, cut)
  const after = rest.slice(cut)
  // A service refuses a message of white space alone.
  if (part.trim() === '' && after.trim() !== '') {
    return nextPart(text, offset + rest.length - rest.trimStart().length, fits)
  }
  if (after.trim() === '') return { text: part, end: text.length }
  // Indentation of the next line is no white space of the cut.
  const gap = /^([^\S\n]*\n)+|^[^\S\n]+/.exec(after)?.[0].length ?? 0
  return { text: part.trimEnd(), end: offset + cut + gap }
}

/** The length of the longest beginning that fits and ends between graphemes; at least one character. */
function longestThatFits(text: string, fits: (text: string) => boolean): number {
  let look = firstLook
  while (look < text.length && fits(text.slice(0, look))) look *= 2
  const window = text.slice(0, look)
  const ends = [...graphemes.segment(window)].map(({ index, segment }) => index + segment.length)
  // Where the window itself may have cut one.
  if (look < text.length) ends.pop()
  return last(ends, (end) => fits(text.slice(0, end))) ?? withinGrapheme(window, fits)
}

/** A single grapheme may be longer than a message: a letter with thousands of accents. */
function withinGrapheme(text: string, fits: (text: string) => boolean): number {
  const ends: number[] = []
  for (const character of text) ends.push((ends.at(-1) ?? 0) + character.length)
  return last(ends, (end) => fits(text.slice(0, end))) ?? ends[0] ?? text.length
}

/** The last item for which `holds` is true, where it is true up to some item and false from there on. */
function last(items: readonly number[], holds: (item: number) => boolean): number | undefined {
  let low = 0
  let high = items.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(items[middle] ?? 0)) low = middle + 1
    else high = middle
  }
  return items[low - 1]
}

/** Where to cut, at `longest` or before. */
function breakOf(text: string, longest: number): number {
  // With one character more, a break right behind the longest beginning counts too.
  const window = text.slice(0, longest + 1)
  return (
    lastMatch(window, /\n[^\S\n]*\n/g) ??
    lastMatch(window, /\n/g) ??
    lastSentence(text.slice(0, longest)) ??
    lastMatch(window, /\s/g) ??
    longest
  )
}

/** Where the last match begins, if there is text before it. */
function lastMatch(text: string, pattern: RegExp): number | undefined {
  const found = [...text.matchAll(pattern)].map(({ index }) => index)
  return found.findLast((index) => text.slice(0, index).trim() !== '')
}

/** Where the last sentence begins, if there is one before it. */
function lastSentence(text: string): number | undefined {
  const begins = [...sentences.segment(text)].map(({ index }) => index)
  return begins.findLast((index) => text.slice(0, index).trim() !== '')
}
