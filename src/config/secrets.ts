import type { Config, Issue } from '../generated/types.ts'
import { isObject, type JsonObject, own } from './json.ts'
import { issue } from './problems.ts'
import { childSchema, mapLeaves, rootSchema, type Schema } from './schema.ts'

/** What a secret reads in an answer, and what keeps it in a patch. */
export const redacted = '[redacted]'

const isSecret = (schema: Schema | undefined): boolean => schema?.format === 'password'

/** A deep copy without secrets. */
export const redact = (config: Config): Config =>
  mapLeaves(config, ({ value, schema }) =>
    isSecret(schema) && typeof value === 'string' ? redacted : value,
  ) as Config

/** The secrets that read `[redacted]`: an answer was copied, and the secret itself is not known. */
export function unknownSecrets(config: Config): Issue[] {
  const issues: Issue[] = []
  mapLeaves(config, ({ value, schema, path }) => {
    if (isSecret(schema) && value === redacted) {
      const message = `"${redacted}" keeps a secret that is known, and none is; give the secret itself`
      issues.push(issue(path, 'secret', message))
    }
    return value
  })
  return issues
}

/**
 * The patch with every `[redacted]` that stands for a known secret taken out, so that merging keeps what is there. Arrays
 * are not merged but replaced, so inside of them the secret itself is put in, found by the `name` of the element.
 */
export const keepSecrets = (patch: JsonObject, current: Config): JsonObject =>
  keepInObject(patch, { current, schema: rootSchema, replaced: false })

interface Place {
  current: unknown
  schema: Schema | undefined
  /** Whether what is here replaces the current value whole. */
  replaced: boolean
}

function keepInObject(patch: JsonObject, { current, schema, replaced }: Place): JsonObject {
  const known = isObject(current) ? current : {}
  const entries = Object.entries(patch).flatMap(([key, value]): [string, unknown][] => {
    const place = {
      current: own(current, key),
      schema: childSchema(schema, { ...known, ...patch }, key),
      replaced,
    }
    const kept = value === redacted && isSecret(place.schema) && typeof place.current === 'string'
    if (kept) return replaced ? [[key, place.current]] : []
    return [[key, keep(value, place)]]
  })
  return Object.fromEntries(entries)
}

function keep(value: unknown, place: Place): unknown {
  if (Array.isArray(value)) return keepInArray(value, place)
  return isObject(value) ? keepInObject(value, place) : value
}

function keepInArray(items: unknown[], { current, schema }: Place): unknown[] {
  const known: unknown[] = Array.isArray(current) ? current : []
  return items.map((item, index) => {
    const same = known.find(
      (one) => isObject(one) && isObject(item) && one['name'] === item['name'],
    )
    const place = { current: same, schema: childSchema(schema, items, String(index)) }
    return keep(item, { ...place, replaced: true })
  })
}
