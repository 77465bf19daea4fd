import type { ErrorObject } from 'ajv'
import type { Issue } from '../generated/types.ts'
import { isObject } from './json.ts'
import { nearest } from './nearest.ts'
import { schemaAt, variantNames } from './schema.ts'

export { nearest }

const forbiddenKeys = new Set(['__proto__', 'constructor', 'prototype'])
const maxDepth = 32

interface Finding {
  error: ErrorObject<string, Record<string, unknown>>
  path: string[]
  document: unknown
}

type Description = (finding: Finding) => { path: string[]; message: string }

/** The keywords whose own message does not say enough. */
const descriptions: Partial<Record<string, Description>> = {
  additionalProperties: ({ error, path }) => {
    const key = String(error.params['additionalProperty'])
    const properties: unknown = error.parentSchema?.['properties']
    const known = isObject(properties) ? Object.keys(properties) : []
    return { path: [...path, key], message: unknownKey(key, known) }
  },
  required: ({ error, path }) => ({
    path: [...path, String(error.params['missingProperty'])],
    message: ownMessage(error),
  }),
  enum: ({ error, path }) => ({
    path,
    message: `must be one of ${listed(error.params['allowedValues'])}`,
  }),
  discriminator: ({ error, path, document }) => {
    const tag = String(error.params['tag'])
    const names = variantNames(schemaAt(document, path))
    return { path: [...path, tag], message: `${tag} must be one of ${listed(names)}` }
  },
  pattern: ({ error, path }) => ({ path, message: withMeaning(error) }),
  not: ({ path }) => ({ path, message: 'is a reserved value' }),
}

/**
 * What AJV found in `document`, with dotted paths and in words that name the cure where there is one.
 * @param document what was validated; its values are never shown
 */
export const toIssues = (errors: readonly ErrorObject[], document: unknown): Issue[] =>
  errors
    // Says only that a name is wrong; the error beside it says why.
    .filter(({ keyword }) => keyword !== 'propertyNames')
    .map((error) => toIssue({ error, path: segments(error.instancePath), document }))

function toIssue(finding: Finding): Issue {
  const { error, path } = finding
  if (error.propertyName !== undefined) {
    const message = `the name ${shown(error.propertyName)} ${ownMessage(error)}`
    return issue([...path, error.propertyName], error.keyword, message)
  }
  const described = descriptions[error.keyword]?.(finding) ?? { path, message: ownMessage(error) }
  return issue(described.path, error.keyword, described.message)
}

/** @param rule a keyword of the contract, or a name of our own */
export const issue = (path: readonly string[], rule: string, message: string): Issue => ({
  field: path.join('.'),
  rule,
  message,
})

/** `unknown key "chanels"; did you mean "channels"?` */
export function unknownKey(key: string, known: readonly string[]): string {
  const near = nearest(key, known)
  const hint = near === undefined ? '' : `; did you mean "${near}"?`
  return `unknown key ${shown(key)}${hint}`
}

/** Keys that reach into JavaScript's own objects, and nesting that would exhaust the stack of those who walk it. */
export function shapeIssues(document: unknown): Issue[] {
  const issues: Issue[] = []
  const waiting = [{ value: document, path: [] as string[] }]
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const { value, path } = next
    if (typeof value !== 'object' || value === null) continue
    if (path.length >= maxDepth) {
      issues.push(issue(path, 'maxDepth', `must not be nested deeper than ${maxDepth} levels`))
      continue
    }
    for (const [key, inner] of Object.entries(value)) {
      const at = [...path, key]
      if (isObject(value) && forbiddenKeys.has(key)) {
        issues.push(issue(at, 'forbiddenKey', `the key "${key}" is not allowed anywhere`))
      } else waiting.push({ value: inner, path: at })
    }
  }
  return issues
}

/** As many issues as an error of the contract has room for: its `message` tells them all in 4,000 characters. */
export function bounded(issues: readonly Issue[]): Issue[] {
  const cut = issues.map(({ field, rule, message }) => ({
    field: field.slice(0, 500),
    rule,
    message: message.slice(0, 1000),
  }))
  let room = 4000
  return cut.slice(0, 100).filter(({ field, message }) => {
    room -= field.length + message.length + 4
    return room >= 0
  })
}

const segments = (pointer: string): string[] =>
  pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'))

const ownMessage = (error: ErrorObject): string => error.message ?? 'is not valid'

function withMeaning(error: ErrorObject): string {
  const meaning: unknown = error.parentSchema?.['description']
  return typeof meaning === 'string' ? `${ownMessage(error)}. ${meaning}` : ownMessage(error)
}

const listed = (values: unknown): string => (Array.isArray(values) ? values.join(', ') : '')

const shown = (key: string): string =>
  JSON.stringify(key.length > 64 ? `${key.slice(0, 64)}…` : key)
