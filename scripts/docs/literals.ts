// Values as they are written in a language.

export interface Language {
  indent: string
  /** After the last field, where each has a line. */
  end: string
  key: Writer<string>
  flat: Writer<unknown>
}

type Writer<T> = (value: T) => string

/**
 * A value in a language: on one line where it fits, else one line for each field.
 *
 * @param before how much stands on its line before it, beside the indent
 */
export function literal(value: unknown, depth: number, language: Language, before = 0): string {
  const line = language.flat(value)
  const { indent, key, end } = language
  if (!isTree(value) || Array.isArray(value) || line.length + indent.length * depth + before < 76)
    return line
  const inner = indent.repeat(depth + 1)
  const fields = Object.entries(value).map(
    ([name, field]) => `${inner}${key(name)}: ${literal(field, depth + 1, language)}`,
  )
  return `{\n${fields.join(',\n')}${end}\n${indent.repeat(depth)}}`
}

const isTree = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const entries = (
  tree: Record<string, unknown>,
  key: Writer<string>,
  value: Writer<unknown>,
): string =>
  Object.entries(tree)
    .map(([name, inner]) => `${key(name)}: ${value(inner)}`)
    .join(', ')

/** On one line, with room between its parts. */
export function flatJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flatJson).join(', ')}]`
  return isTree(value) ? `{${entries(value, JSON.stringify, flatJson)}}` : JSON.stringify(value)
}

const quoted = (text: string): string =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll(`\\"`, '"').replaceAll(`'`, `\\'`)}'`

const typescriptKey = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key))

function flatTypescript(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return `[${value.map(flatTypescript).join(', ')}]`
  if (!isTree(value)) return JSON.stringify(value)
  return `{ ${entries(value, typescriptKey, flatTypescript)} }`
}

function flatPython(value: unknown): string {
  if (value === null) return 'None'
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (Array.isArray(value)) return `[${value.map(flatPython).join(', ')}]`
  return isTree(value) ? `{${entries(value, JSON.stringify, flatPython)}}` : JSON.stringify(value)
}

export const json: Language = { indent: '  ', end: '', key: JSON.stringify, flat: flatJson }

export const typescript: Language = {
  indent: '  ',
  end: ',',
  key: typescriptKey,
  flat: flatTypescript,
}

export const python: Language = {
  indent: '    ',
  end: ',',
  key: JSON.stringify,
  flat: flatPython,
}
