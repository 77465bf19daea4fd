import { RE2JS, RE2Set } from 're2js'
import { ToolFailure } from '../tool.ts'

export interface Pattern {
  pattern: string
  /** It is text, not a regular expression. */
  literal?: boolean
  ignoreCase?: boolean
}

export interface Matcher {
  /** Whether a line of this length is searched: what takes time is the line's length times the pattern's. */
  takes(length: number): boolean
  test(line: string): boolean
  /** Where the match begins, from 1 in UTF-16 units; undefined in a line in which this takes long to find. */
  column(line: string): number | undefined
}

/** RE2's program is so large at the most. */
const maxInstructions = 2000

/**
 * Instructions times characters of a line. Hostile patterns take 7 to 15 ns for each, as all instructions go on at once: 30 ms.
 * Others run on an automaton that takes 5 ns for a character, however large the program.
 */
const maxWork = 2_000_000

/**
 * Of that automaton, in bytes. With the 8 MiB that RE2JS gives it by itself, a pattern of 21 instructions whose states are ever
 * new took 146 ms for 100 KB; here it gives up early, and it takes 20.
 */
const automatonBytes = 256 * 1024

/** The work to tell the column, where harmless patterns take as long as others: 4 ms. */
const maxColumnWork = 300_000

/** To compile 4,000 takes 5 ms; the million that 1,000 characters can ask for would take 300. */
const maxEstimate = 4000

/** V8's search for text takes 0.15 ns for each character of the one times the other, at the worst: 45 ms. */
const maxLiteralWork = 300_000_000

/** @throws ToolFailure that blames `pattern` */
export function compileMatcher({ pattern, literal, ignoreCase = false }: Pattern): Matcher {
  if (/[\r\n]/.test(pattern)) throw refused('holds a line break, and lines are searched one by one')
  if (literal && !ignoreCase) return literalMatcher(pattern)
  return expressionMatcher(literal ? RE2JS.quote(pattern) : pattern, ignoreCase)
}

const literalMatcher = (text: string): Matcher => ({
  takes: (length) => length * text.length <= maxLiteralWork,
  test: (line) => line.includes(text),
  column: (line) => line.indexOf(text) + 1,
})

function expressionMatcher(pattern: string, ignoreCase: boolean): Matcher {
  const flags = ignoreCase ? RE2JS.CASE_INSENSITIVE : 0
  const expression = compiled(pattern, flags)
  const instructions = expression.programSize()
  if (instructions > maxInstructions) throw tooComplex()
  const automaton = new RE2Set(RE2Set.UNANCHORED, flags, automatonBytes)
  automaton.add(pattern)
  return {
    takes: (length) => length * instructions <= maxWork,
    test: (line) => automaton.match(line).length > 0,
    column(line) {
      if (line.length * instructions > maxColumnWork) return undefined
      const matcher = expression.matcher(line)
      return matcher.find() ? matcher.start() + 1 : undefined
    },
  }
}

function compiled(pattern: string, flags: number): RE2JS {
  if (estimateInstructions(pattern) > maxEstimate) throw tooComplex()
  try {
    return RE2JS.compile(pattern, flags)
  } catch (cause) {
    const reason =
      cause instanceof Error ? cause.message.replace(/^error parsing regexp: /, '') : ''
    throw refused(`is not a regular expression that RE2 knows: ${reason}`, cause)
  }
}

/**
 * The beginning of a group; an escape; a class; a repetition that is counted; any other character. Made for text of the
 * contract's length: what it has to try again grows with the square of that.
 */
const piece =
  /\((?:\?(?:P?<\w*>|[\w-]*:))?|\\[xpP]\{[^}]*\}|\\.|\[\^?\]?(?:\\.|\[:\w+:\]|[^\]\\])*\]|\{(\d+)(?:,(\d*))?\}|./gsu

/** How many instructions a pattern comes to, about: each character once, times what is repeated. */
export function estimateInstructions(pattern: string): number {
  const open = [0]
  let last = 0
  const add = (count: number) => open.push((open.pop() ?? 0) + count)
  for (const [text, least, most] of pattern.matchAll(piece)) {
    if (least !== undefined) {
      const times = Math.max(1, Number(least) + (most === '' ? 1 : 0), Number(most ?? 0))
      add(last * (times - 1))
      last *= times
    } else if (text.startsWith('(')) open.push(0)
    else {
      last = text === ')' && open.length > 1 ? (open.pop() ?? 0) : 1
      add(last)
    }
  }
  return open.reduce((sum, count) => sum + count, 0)
}

const refused = (reason: string, cause?: unknown) =>
  new ToolFailure(reason, { parameter: 'pattern', cause })

const tooComplex = () => refused('is too large; repeat less')
