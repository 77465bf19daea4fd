import { isObject, type Schema, type Schemas } from './schema.ts'
import { offPattern, stretched } from './strings.ts'

/** One rule of a schema, broken in one place of a valid value. */
export interface Break {
  /** The place in the schema: properties by name, items and members of maps as `*`, variants as `<tag>`. */
  place: string
  /** The keyword that is broken; of a discriminator `discriminator`, and `branch` where the value claims to be another variant. */
  rule: string
  /** Tells apart the ways to break this rule in this place. */
  way: string
  /** What is to blame, in the value. */
  path: string[]
  /** The broken value. Only made when it is asked for: some are large. */
  make: () => unknown
}

export interface BreakOptions {
  /** In a merge patch, `null` is no value of the wrong type. */
  nullTakesAway?: boolean
  /** Names of members that no object has. */
  surplus?: string[]
}

/** Every rule that can be broken in a valid value, one at a time. */
export function breaksOf(
  schemas: Schemas,
  schema: Schema,
  value: unknown,
  options: BreakOptions = {},
): Break[] {
  const resolved = schemas.resolve(schema)
  if (resolved.oneOf !== undefined) return ofVariant(schemas, resolved, value, options)
  return [
    ...typeBreaks(resolved, options),
    ...scalarBreaks(resolved, value),
    ...(Array.isArray(value) ? ofArray(schemas, resolved, value, options) : []),
    ...(isObject(value) ? ofObject(schemas, resolved, value, options) : []),
  ]
}

const at = (rule: string, make: () => unknown, way = ''): Break => ({
  place: '',
  rule,
  way,
  path: [],
  make,
})

const strangers: Record<NonNullable<Schema['type']>, unknown[]> = {
  string: [1, null, true, ['a'], {}],
  integer: ['1', null, 1.5, false, []],
  number: ['1', null, true, {}],
  boolean: ['true', null, 0, []],
  array: [{}, null, 'a', 1],
  object: [[], null, 'a', 1],
}

const typeBreaks = ({ type }: Schema, { nullTakesAway = false }: BreakOptions): Break[] =>
  (type === undefined ? [] : strangers[type])
    .filter((value) => value !== null || !nullTakesAway)
    .map((value) => at('type', () => value, JSON.stringify(value)))

function scalarBreaks(schema: Schema, value: unknown): Break[] {
  if (schema.const !== undefined) return [at('const', () => foreignTo(schema.const))]
  if (schema.enum !== undefined) {
    return [at('enum', () => 'no-such-value'), at('enum', () => `${String(value)} `, 'blank')]
  }
  if (typeof value === 'string') return ofString(schema, value)
  if (typeof value === 'number') return ofNumber(schema)
  return []
}

const foreignTo = (value: unknown): unknown => (typeof value === 'boolean' ? !value : 'no-such')

function ofString(schema: Schema, text: string): Break[] {
  const { minLength, maxLength, format, not } = schema
  const found: Break[] = []
  if (minLength !== undefined) found.push(at('minLength', () => ''))
  if (maxLength !== undefined && format !== 'date-time') {
    const longer = maxLength + 1
    // What can't be stretched within its pattern breaks that too.
    found.push(at('maxLength', () => stretched(schema, text, longer).padEnd(longer, 'a')))
  }
  const other = offPattern(schema, text)
  if (other !== undefined) found.push(at('pattern', () => other))
  if (format === 'date-time') {
    found.push(
      at('format', () => 'yesterday'),
      at('format', () => '2026-02-30T00:00:00Z', 'day'),
    )
  }
  if (format === 'uri') found.push(at('format', () => 'http://a b', 'blank'))
  if (not !== undefined)
    found.push(
      at('not', () => 'gateway'),
      at('not', () => 'job-1', 'job'),
    )
  return found
}

const ofNumber = ({ minimum, maximum }: Schema): Break[] => [
  ...(minimum === undefined ? [] : [at('minimum', () => minimum - 1)]),
  ...(maximum === undefined ? [] : [at('maximum', () => maximum + 1)]),
]

/** How many items or members of a map are gone through: each has the same rules. */
const fewOf = 8

/** What is larger is refused as a whole, before anything in it is looked at. */
const mostBytes = 900_000

const sizeOf = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))

const shortest = (values: unknown[]): unknown =>
  values.toSorted((one, other) => sizeOf(one) - sizeOf(other))[0]

function ofArray(
  schemas: Schemas,
  { items = {}, minItems = 0, maxItems }: Schema,
  value: unknown[],
  options: BreakOptions,
): Break[] {
  const inside = value
    .slice(0, fewOf)
    .flatMap((item, index) =>
      breaksOf(schemas, items, item, options).map((one) =>
        within(one, { key: String(index), place: '*' }, (broken) => value.with(index, broken)),
      ),
    )
  if (minItems > 0) inside.push(at('minItems', () => value.slice(0, minItems - 1)))
  const item = shortest(value)
  if (maxItems !== undefined && item !== undefined && sizeOf(item) * maxItems < mostBytes) {
    inside.push(at('maxItems', () => Array<unknown>(maxItems + 1).fill(item)))
  }
  return inside
}

function ofObject(
  schemas: Schemas,
  schema: Schema,
  value: Record<string, unknown>,
  options: BreakOptions,
): Break[] {
  const { properties = {}, additionalProperties: others } = schema
  const inside = Object.entries(value).flatMap(([key, child], index): Break[] => {
    const own = Object.hasOwn(properties, key) ? properties[key] : undefined
    const rules = own ?? (typeof others === 'object' && index < fewOf ? others : undefined)
    if (rules === undefined) return []
    const step = { key, place: own === undefined ? '*' : key }
    return breaksOf(schemas, rules, child, options).map((one) =>
      within(one, step, (broken) => ({ ...value, [key]: broken })),
    )
  })
  return [...inside, ...ofMembers(schemas, schema, value), ...surplusIn(schema, value, options)]
}

function ofMembers(schemas: Schemas, schema: Schema, value: Record<string, unknown>): Break[] {
  const { required = [], minProperties = 0, maxProperties, propertyNames } = schema
  const found = required.map((key) => ({
    ...at('required', () => lacking(value, key), key),
    path: [key],
  }))
  if (minProperties > 0) found.push(at('minProperties', () => ({})))
  const [sample = schema.additionalProperties === true ? 1 : undefined] = Object.values(value)
  if (maxProperties !== undefined && sample !== undefined) {
    found.push(at('maxProperties', () => ({ ...value, ...many(maxProperties + 1, sample) })))
  }
  if (propertyNames !== undefined) found.push(...ofNames(schemas.resolve(propertyNames), value))
  return found
}

function surplusIn(
  { additionalProperties }: Schema,
  value: Record<string, unknown>,
  { surplus = ['surplus', 'constructor', 'ключ 1', 'a~b'] }: BreakOptions,
): Break[] {
  if (additionalProperties !== false) return []
  return surplus.map((key) => ({
    ...at('additionalProperties', () => ({ ...value, [key]: 1 }), key),
    path: [key],
  }))
}

const lacking = (value: Record<string, unknown>, key: string): unknown =>
  Object.fromEntries(Object.entries(value).filter(([name]) => name !== key))

const many = (count: number, sample: unknown): Record<string, unknown> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, sample]))

/** A map without members has none whose value could stand under a wrong name. */
function ofNames(names: Schema, value: Record<string, unknown>): Break[] {
  const [first] = Object.entries(value)
  if (first === undefined) return []
  const [name, sample] = first
  return ofString(names, name).flatMap((one) => {
    const key = one.make() as string
    const make = (): unknown => ({ ...value, [key]: sample })
    return one.rule === 'minLength' ? [] : [{ ...one, place: '.(name)', path: [key], make }]
  })
}

function ofVariant(
  schemas: Schemas,
  schema: Schema,
  value: unknown,
  options: BreakOptions,
): Break[] {
  const found = schemas.variantOf(schema, value)
  if (found === undefined || !isObject(value)) throw new Error('The value is of no variant.')
  const [tag, variant] = found
  const property = schema.discriminator?.propertyName ?? ''
  const inside = breaksOf(schemas, variant, value, options)
    .filter(
      ({ path: [first], rule }) => first !== property && (first !== undefined || rule !== 'type'),
    )
    .map((one) => ({ ...one, place: `<${tag}>${one.place}` }))
  const tagBreak = (way: string, make: () => unknown): Break => ({
    ...at('discriminator', make, way),
    path: [property],
  })
  return [
    ...typeBreaks(schema, options),
    tagBreak('foreign', () => ({ ...value, [property]: 'no-such-type' })),
    tagBreak('number', () => ({ ...value, [property]: 5 })),
    tagBreak('missing', () => lacking(value, property)),
    ...schemas
      .variants(schema)
      .filter(([other, one]) => other !== tag && isForeign(value, variant, one))
      .map(([other]) => at('branch', () => ({ ...value, [property]: other }), other)),
    ...inside,
  ]
}

/** Whether a value of one variant can't be one of another: by what it has, by what it lacks, or by what its members are. */
const isForeign = (value: Record<string, unknown>, one: Schema, other: Schema): boolean =>
  (other.required ?? []).some((key) => !Object.hasOwn(value, key)) ||
  Object.keys(value).some((key) => {
    const rules = other.properties?.[key]
    return rules === undefined || rules.$ref !== one.properties?.[key]?.$ref
  })

const within = (
  one: Break,
  { key, place }: { key: string; place: string },
  put: (broken: unknown) => unknown,
): Break => ({
  ...one,
  place: `.${place}${one.place}`,
  path: [key, ...one.path],
  make: () => put(one.make()),
})
