import { isDeepStrictEqual } from 'node:util'
import { type OpenApi, type Part, resolved } from './documents.ts'

export type Direction = 'request' | 'response'

interface Place {
  direction: Direction
  /** In words, for the message. */
  path: string
  /**
   * Who else compares this schema. oasdiff knows most keywords of bodies; of an operation's own parameter it reads the outermost
   * level only; the schemas of headers, and of parameters that a path gives to all its operations, it does not read.
   */
  by: 'oasdiff' | 'parameter' | 'nobody'
  /** The references on the way here: a schema that contains itself is compared once. */
  inside?: string[]
}

type Pair<T> = [before: T, after: T]
/** What a keyword lets through now, against before. */
type Effect = 'same' | 'less' | 'more' | 'other'

const compared = (before: unknown, after: unknown, isUpper: boolean): Effect => {
  const none = isUpper ? Infinity : -Infinity
  const [old, current] = [before ?? none, after ?? none].map(Number)
  if (old === current) return 'same'
  return Number(current) < Number(old) === isUpper ? 'less' : 'more'
}
const upper = (before: unknown, after: unknown): Effect => compared(before, after, true)
const lower = (before: unknown, after: unknown): Effect => compared(before, after, false)

/** A rule that is there or not; one in place of another is neither less nor more. */
const rule = (before: unknown, after: unknown): Effect => {
  if (isDeepStrictEqual(before, after)) return 'same'
  if (before === undefined) return 'less'
  return after === undefined ? 'more' : 'other'
}

const prose = new Set(['title', 'description', 'example', 'examples'])
const isAnything = (schema: unknown): boolean =>
  schema === true || Object.keys(schema ?? {}).every((key) => prose.has(key))

/** Nothing, what a schema says, or anything. Two schemas are compared as such, below. */
const widthOf = (schema: unknown): number => (schema === false ? 0 : isAnything(schema) ? 2 : 1)
const openness = (before: unknown, after: unknown): Effect => {
  const [old, current] = [widthOf(before), widthOf(after)]
  if (old === current) return 'same'
  return current > old ? 'more' : 'less'
}

/** A mark that says something to one side only, and that breaks it where it is set. */
const mark =
  (side: Direction) =>
  (before: unknown, after: unknown, direction: Direction): Effect =>
    direction === side && before !== true && after === true ? 'other' : 'same'

/** A value taken out of an enum breaks both sides: one that sends it, and one whose program names it. */
const values = (before: unknown, after: unknown): Effect => {
  if (!Array.isArray(before) || !Array.isArray(after)) return rule(before, after)
  if (before.some((value) => !after.includes(value))) return 'other'
  return after.some((value) => !before.includes(value)) ? 'more' : 'same'
}

type Rules = Record<string, (before: unknown, after: unknown, direction: Direction) => Effect>

const beyondOasdiff: Rules = {
  maxItems: upper,
  maxProperties: upper,
  minProperties: lower,
  multipleOf: rule,
  not: rule,
  additionalProperties: openness,
  items: openness,
  propertyNames: openness,
  uniqueItems: (before, after) => openness(before !== true, after !== true),
  // May not be sent any more; does not come any more; and a change that took effect at once waits for a restart.
  readOnly: mark('request'),
  writeOnly: mark('response'),
  'x-restart': mark('request'),
}

const all: Rules = {
  ...beyondOasdiff,
  type: rule,
  format: rule,
  const: rule,
  pattern: rule,
  default: rule,
  enum: values,
  minItems: lower,
  maxLength: upper,
  minLength: lower,
  maximum: upper,
  minimum: lower,
}

/** The breaking changes that nobody else tells of, in words. */
export function schemaChanges(
  pair: Pair<unknown>,
  documents: Pair<OpenApi>,
  place: Place,
): string[] {
  const { $ref } = pair[0] as { $ref?: string }
  if ($ref !== undefined && place.inside?.includes($ref)) return []
  const before = resolved(pair[0], documents[0])
  const after = resolved(pair[1], documents[1])
  const own = Object.entries(place.by === 'nobody' ? all : beyondOasdiff).flatMap(
    ([key, effect]) => {
      const { direction, path } = place
      return isBreaking(effect(before[key], after[key], direction), direction)
        ? [`\`${key}\` of ${path} was ${shown(before[key])}, is ${shown(after[key])}`]
        : []
    },
  )
  const inside = [...(place.inside ?? []), ...($ref === undefined ? [] : [$ref])]
  return [...own, ...childChanges([before, after], documents, { ...place, inside })]
}

const isBreaking = (effect: Effect, direction: Direction): boolean =>
  effect === 'other' || effect === (direction === 'request' ? 'less' : 'more')

const shown = (value: unknown): string =>
  value === undefined ? 'absent' : `\`${JSON.stringify(value)}\``

function childChanges(
  [before, after]: Pair<Part>,
  documents: Pair<OpenApi>,
  place: Place,
): string[] {
  const inner = { ...place, by: place.by === 'oasdiff' ? place.by : 'nobody' } satisfies Place
  const down = (pair: Pair<unknown>, name: string, by = inner.by): string[] =>
    pair.every((schema) => typeof schema === 'object' && schema !== null)
      ? schemaChanges(pair, documents, { ...inner, by, path: `${place.path}/${name}` })
      : []
  const properties = (after['properties'] ?? {}) as Part
  return [
    ...Object.entries((before['properties'] ?? {}) as Part).flatMap(([name, schema]) =>
      down([schema, properties[name]], name),
    ),
    ...down([before['items'], after['items']], 'items'),
    ...down([before['additionalProperties'], after['additionalProperties']], '*'),
    ...down([before['propertyNames'], after['propertyNames']], 'names', 'nobody'),
    ...variants(before).flatMap(([name, schema]) =>
      down([schema, new Map(variants(after)).get(name)], name),
    ),
  ]
}

/** By the schema's name where it has one, else by its place. */
const variants = (schema: Part): [string, unknown][] =>
  ['oneOf', 'anyOf', 'allOf'].flatMap((key) =>
    ((schema[key] ?? []) as Part[]).map((variant, index): [string, unknown] => [
      typeof variant['$ref'] === 'string'
        ? (variant['$ref'].split('/').at(-1) ?? '')
        : `${key} ${index}`,
      variant,
    ]),
  )
