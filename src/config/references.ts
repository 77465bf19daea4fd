import type { Issue } from '../generated/types.ts'
import { type Environment, variable } from './environment.ts'
import { isObject, type JsonObject } from './json.ts'
import { issue } from './problems.ts'
import { fromText, type Leaf, mapLeaves } from './schema.ts'

/*
 * `{ botToken: ${NAME} }` is no YAML: a brace ends a plain value inside of braces. So before the text is parsed, each
 * reference's marks become as many characters for private use, and lines and columns stay what they were.
 */
const reference = /(?<!\$)\$\{([A-Za-z_][A-Za-z0-9_]*)\}/g
const shielded = /\uE000\uE001([A-Za-z_][A-Za-z0-9_]*)\uE002/g
const marks = new RegExp(`${shielded.source}|\\$\\$\\{|\\$\\{`, 'g')

/** Makes a document's text parse in which `${NAME}` stands anywhere. */
export const shieldReferences = (text: string): string =>
  text.replace(reference, '\uE000\uE001$1\uE002')

/** Puts the environment's values where a shielded text's document refers to them. `$${` becomes a plain `${`. */
export function resolveReferences(
  document: JsonObject,
  env: Environment,
): { document: JsonObject; issues: Issue[] } {
  const issues: Issue[] = []
  const report = (path: string[], message: string): string => {
    issues.push(issue(path, 'environment', message))
    return ''
  }
  const resolved = mapLeaves(withPlainKeys(document), ({ value, schema, path }: Leaf) => {
    if (typeof value !== 'string') return value
    let references = 0
    const text = value.replaceAll(marks, (mark: string, name?: string) => {
      if (mark === '$${') return '${'
      if (name === undefined) return report(path, unfinished)
      references += 1
      return variable(env, name) ?? report(path, `the environment variable ${name} is not set`)
    })
    return references === 1 && isWhole(value) ? fromText(text, schema) : text
  })
  return { document: resolved, issues }
}

/** A copy of a shielded text's document that has in place of each value, null apart, the names of the variables it refers to. */
export const referredNames = (document: JsonObject): JsonObject =>
  mapLeaves(withPlainKeys(document), ({ value }) => {
    if (value === null) return null
    return typeof value === 'string' ? [...value.matchAll(shielded)].map(([, name]) => name) : []
  })

const unfinished = '"${" begins a reference, as in ${NAME}; write "$${" for the plain characters'

const isWhole = (text: string): boolean => new RegExp(`^${shielded.source}$`).test(text)

/** Keys are no values: a reference in one is just its characters. */
function withPlainKeys(document: JsonObject): JsonObject {
  const plain = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(plain)
    return isObject(value) ? withPlainKeys(value) : value
  }
  return Object.fromEntries(
    Object.entries(document).map(([key, value]) => [key.replace(shielded, '${$1}'), plain(value)]),
  )
}
