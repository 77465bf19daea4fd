import type { SchemaObject } from '../contract.ts'

export const pythonHeader = '# Generated from spec/ by `npm run generate`. Do not edit.\n'

const keywords = new Set(
  `False None True and as assert async await break class continue def del elif else except finally for from global if
   import in is lambda nonlocal not or pass raise return try while with yield`.split(/\s+/),
)

/** `userId` as `user_id`, `webhook-id` as `webhook_id`. What Python can't name is refused, so that somebody decides. */
export function snakeCase(text: string): string {
  const name = text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase()
  if (keywords.has(name)) throw new Error(`${text} is a keyword of Python: give it another name.`)
  return name
}

export const pascalCase = (text: string): string =>
  text.replaceAll(/(?:^|[-_:])(\w)/g, (_match, letter: string) => letter.toUpperCase())

export const constantName = (text: string): string => snakeCase(text).toUpperCase()

/** A string in Python's spelling; JSON's is the same for what is in a contract. */
export const literal = (value: unknown): string => {
  if (value === true) return 'True'
  if (value === false) return 'False'
  return JSON.stringify(value)
}

/** A docstring, empty where there is nothing to say. */
export function docstring(text: string, indent: string): string {
  const lines = text.trim().replaceAll('\\', '\\\\').replaceAll('"""', "'''").split('\n')
  if (lines.length === 1 && lines[0] === '') return ''
  const last = lines.length > 1 ? `\n${indent}` : lines[0]?.endsWith('"') ? ' ' : ''
  return `${indent}"""${lines.map((line, index) => (index === 0 ? line : `${indent}${line}`.trimEnd())).join('\n')}${last}"""\n`
}

export const descriptionOf = (schema: object): string =>
  (schema as { description?: string }).description?.trim() ?? ''

export const lastPart = (reference: string): string => reference.split('/').at(-1) ?? ''

export const propertiesOf = (schema: SchemaObject): [string, SchemaObject][] =>
  Object.entries((schema['properties'] ?? {}) as Record<string, SchemaObject>)

export const requiredOf = (schema: SchemaObject): string[] => (schema['required'] ?? []) as string[]
