import fc from 'fast-check'
import type { Schema } from './schema.ts'

/** In code points, as JSON Schema counts. */
export const lengthOf = (text: string): number => Array.from(text).length

/** Strings by format, where a pattern alone would not make them. */
const formats: Record<string, fc.Arbitrary<string>> = {
  'date-time': fc.oneof(
    fc
      .date({ min: new Date('1970-01-01'), max: new Date('9000-01-01'), noInvalidDate: true })
      .map((date) => date.toISOString()),
    fc.constantFrom('2030-01-31T09:00:00Z', '2030-01-31T09:00:00.5+01:00', '2030-01-31t09:00:00z'),
  ),
  uri: fc.webUrl({ validSchemes: ['http', 'https'], withQueryParameters: true }),
}

/** One character of every kind that programs stumble over. */
const foreignCharacters = 'é漢字😀\u200D\uFEFF\u2028"\\<>&%/ \t\n'

/** A message may be so long. The text of a whole document may be much longer, and would take seconds. */
const longestMade = 65_536

/** Strings that are as the schema says: usual ones, odd ones where they are allowed, and the shortest and the longest. */
export function stringsOf(schema: Schema): fc.Arbitrary<string> {
  const fits = (text: string): boolean => fitsString(schema, text)
  const format = formats[schema.format ?? '']
  if (format !== undefined) return format.filter(fits)
  const { minLength = 0, maxLength = 1000, pattern } = schema
  const takesAll = pattern === undefined || new RegExp(pattern, 'u').test(foreignCharacters)
  const usual =
    pattern === undefined
      ? fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 40) })
      : fc.stringMatching(new RegExp(pattern, 'u'))
  const odd = fc.string({ unit: 'binary', minLength, maxLength: Math.min(maxLength, 40) })
  const some = (takesAll ? fc.oneof(usual, odd) : usual).filter(fits)
  const longest = some
    .map((text) => stretched(schema, text, Math.min(maxLength, longestMade)))
    .filter(fits)
  return fc.oneof({ arbitrary: some, weight: 60 }, { arbitrary: longest, weight: 1 })
}

export function fitsString({ minLength, maxLength, pattern }: Schema, text: string): boolean {
  const length = lengthOf(text)
  return (
    length >= (minLength ?? 0) &&
    length <= (maxLength ?? Infinity) &&
    (pattern === undefined || new RegExp(pattern, 'u').test(text))
  )
}

/** A text of this length, where one of its own characters can be repeated within the pattern; else the text as it is. */
export function stretched({ pattern }: Schema, text: string, length: number): string {
  const characters = Array.from(text === '' ? 'x' : text)
  const expression = new RegExp(pattern ?? '', 'u')
  for (let index = characters.length - 1; index >= 0; index--) {
    const character = characters[index] ?? ''
    // A shorter one first: to try the pattern on the whole text at each place would take long.
    const repeated = (count: number): string =>
      [...characters.slice(0, index), character.repeat(count), ...characters.slice(index + 1)].join(
        '',
      )
    if (!expression.test(repeated(3))) continue
    const long = repeated(Math.max(1, length - characters.length + 1))
    if (expression.test(long)) return long
  }
  return text
}

const strangers = ['\u0000', ' ', '/', '!', 'É', '~', '@']

/** A text of about the same length that breaks the pattern and nothing else; undefined where none was found. */
export function offPattern(schema: Schema, text: string): string | undefined {
  const { minLength = 0, maxLength = Infinity, pattern } = schema
  if (pattern === undefined) return undefined
  const expression = new RegExp(pattern, 'u')
  const kept = Array.from(text).slice(0, Math.max(0, Math.min(maxLength, 1e6) - 1))
  return strangers
    .flatMap((stranger) => [kept.join('') + stranger, stranger + kept.join(''), stranger])
    .find((tried) => {
      const length = lengthOf(tried)
      return length >= minLength && length <= maxLength && !expression.test(tried)
    })
}
