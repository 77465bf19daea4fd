import { RE2JS } from 're2js'
import { ToolFailure } from '../tool.ts'

/**
 * Matches paths without links against a glob: `*`, `?`, `[a-z]`, `[!a-z]` within a name, `**` for any folders, `{a,b}`, and
 * `\` before a character that stands for itself. A glob without `/` is about the last name alone.
 *
 * Own code, since the libraries make expressions for JavaScript's own engine, which a glob as `*a*a*a*a*b` can stop for minutes,
 * and which can't be given to a linear one: picomatch and minimatch look ahead; zeptomatch writes `{a,b}{a,b}…` out (14 of them
 * are 110 KB), fills the memory with `{1..999999999}` and keeps each glob for ever. Here the expression is as long as the glob.
 * @throws ToolFailure that blames `glob`
 */
export function compileGlob(glob: string): (path: string) => boolean {
  const isPath = glob.replace(/^\//, '').includes('/')
  const expression = compiled(toExpression(glob.replace(/^\//, '')), glob)
  return (path) => expression.testExact(isPath ? path : path.slice(path.lastIndexOf('/') + 1))
}

function compiled(expression: string, glob: string): RE2JS {
  try {
    return RE2JS.compile(expression, RE2JS.DOTALL)
  } catch (cause) {
    throw new ToolFailure(`is not a glob: ${glob}`, { parameter: 'glob', cause })
  }
}

/** Each with the expression that it stands for. The first that fits is taken. */
const tokens = [
  [/(?<=^|[/{,])\*\*\//y, () => '(?:.*/)?'],
  [/(?<=^|[/{,])\*\*(?=$|[},])/y, () => '.*'],
  [/\*+/y, () => '[^/]*'],
  [/\?/y, () => '[^/]'],
  [/\[[!^]?(?:\][^\]]*|[^\]]+)\]/y, toClass],
  [/\\./suy, (text: string) => RE2JS.quote(text.slice(1))],
  [/[^*?[\]{},\\]+|./suy, (text: string) => RE2JS.quote(text)],
] as const

function toExpression(glob: string): string {
  let expression = ''
  let depth = 0
  for (let at = 0; at < glob.length;) {
    const char = glob.charAt(at)
    const brace = depth > 0 || char === '{' ? braces.get(char) : undefined
    if (brace !== undefined) {
      depth += brace.depth
      expression += brace.expression
      at += 1
      continue
    }
    const [text, part] = nextToken(glob, at)
    expression += part
    at += text.length
  }
  if (depth === 0) return expression
  throw new ToolFailure('has a { without its }', { parameter: 'glob' })
}

const braces = new Map([
  ['{', { depth: 1, expression: '(?:' }],
  ['}', { depth: -1, expression: ')' }],
  [',', { depth: 0, expression: '|' }],
])

function nextToken(glob: string, at: number): [string, string] {
  for (const [pattern, toPart] of tokens) {
    pattern.lastIndex = at
    const text = pattern.exec(glob)?.[0]
    if (text !== undefined) return [text, toPart(text)]
  }
  throw new Error(`No token fits at ${at} of a glob.`)
}

function toClass(text: string): string {
  const isNegated = /^\[[!^]/.test(text)
  const members = text.slice(isNegated ? 2 : 1, -1).replace(/[[\]\\^]/g, '\\$&')
  return isNegated ? `[^/${members}]` : `[${members}]`
}
