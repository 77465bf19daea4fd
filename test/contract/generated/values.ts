import fc from 'fast-check'
import { nameOf, type Schema, type Schemas } from './schema.ts'
import { stringsOf } from './strings.ts'

export interface ValueOptions {
  /** Instead of what the named schema would give. */
  instead?: Record<string, fc.Arbitrary<unknown>>
  /** Everything that may be there is there, and each variant of a `oneOf` in lists and maps of them. */
  full?: boolean
}

/** Values that are valid by the schema. */
export function valuesOf(
  schemas: Schemas,
  schema: Schema,
  options: ValueOptions = {},
): fc.Arbitrary<unknown> {
  const instead = options.instead?.[nameOf(schema.$ref ?? '')]
  if (instead !== undefined) return instead
  const resolved = schemas.resolve(schema)
  if (resolved.const !== undefined) return fc.constant(resolved.const)
  if (resolved.enum !== undefined) return fc.constantFrom(...resolved.enum)
  if (resolved.oneOf !== undefined) {
    const variants = schemas.variants(resolved).map(([, one]) => valuesOf(schemas, one, options))
    return fc.oneof(...variants)
  }
  return byType(schemas, resolved, options)
}

function byType(schemas: Schemas, schema: Schema, options: ValueOptions): fc.Arbitrary<unknown> {
  switch (schema.type) {
    case 'string':
      return schema.not?.pattern === undefined
        ? stringsOf(schema)
        : stringsOf(schema).filter(without(schema.not.pattern))
    case 'integer':
      return integersOf(schema)
    case 'number':
      return numbersOf(schema)
    case 'boolean':
      return fc.boolean()
    case 'array':
      return arraysOf(schemas, schema, options)
    case 'object':
      return objectsOf(schemas, schema, options)
    default:
      return anyJson
  }
}

const without =
  (pattern: string) =>
  (text: string): boolean =>
    !new RegExp(pattern, 'u').test(text)

/** Without the one key that no document may have: the server refuses it by a rule of its own. */
const anyJson = fc
  .jsonValue({ maxDepth: 2 })
  .filter((value) => !JSON.stringify(value).includes('"__proto__":'))

function integersOf({ minimum, maximum }: Schema): fc.Arbitrary<number> {
  const min = minimum ?? -1_000_000
  const max = maximum ?? Number.MAX_SAFE_INTEGER
  return fc.oneof(
    { arbitrary: fc.constantFrom(min, max), weight: 1 },
    { arbitrary: fc.integer({ min, max: Math.min(max, min + 1_000_000) }), weight: 4 },
    { arbitrary: fc.integer({ min, max }), weight: 1 },
  )
}

function numbersOf({ minimum, maximum }: Schema): fc.Arbitrary<number> {
  const min = minimum ?? -1e9
  const max = maximum ?? 1e9
  return fc.oneof(
    { arbitrary: fc.constantFrom(min, max), weight: 1 },
    { arbitrary: fc.double({ min, max, noNaN: true }), weight: 4 },
  )
}

function arraysOf(schemas: Schemas, schema: Schema, options: ValueOptions): fc.Arbitrary<unknown> {
  const { items = {}, minItems = 0, maxItems = 1000 } = schema
  const variants = options.full === true ? variantsOf(schemas, items) : []
  if (variants.length > 0) {
    return fc.tuple(...variants.map((one) => valuesOf(schemas, one, options)))
  }
  const item = valuesOf(schemas, items, options)
  const minLength = Math.max(minItems, options.full === true ? 1 : 0)
  const few = fc.array(item, { minLength, maxLength: Math.min(maxItems, 4) })
  if (maxItems > 50) return few
  const most = fc.array(item, { minLength: maxItems, maxLength: maxItems })
  return fc.oneof({ arbitrary: few, weight: 9 }, { arbitrary: most, weight: 1 })
}

const variantsOf = (schemas: Schemas, schema: Schema): Schema[] =>
  schemas.variants(schemas.resolve(schema)).map(([, variant]) => variant)

function objectsOf(schemas: Schemas, schema: Schema, options: ValueOptions): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], minProperties = 0 } = schema
  const model = Object.fromEntries(
    Object.entries(properties).map(([key, one]) => [key, valuesOf(schemas, one, options)]),
  )
  const requiredKeys = options.full === true ? Object.keys(properties) : required
  const named = fc.record(model, { requiredKeys, noNullPrototype: true })
  const others = mapsOf(schemas, schema, options)
  return fc
    .tuple(named, others)
    .map(([one, other]) => ({ ...other, ...one }))
    .filter((value) => Object.keys(value).length >= minProperties)
}

function mapsOf(
  schemas: Schemas,
  schema: Schema,
  options: ValueOptions,
): fc.Arbitrary<Record<string, unknown>> {
  const { additionalProperties = true, propertyNames, minProperties, maxProperties } = schema
  if (additionalProperties === false) return fc.constant({})
  const names = valuesOf(schemas, propertyNames ?? { type: 'string', maxLength: 20 })
  const keys = (names as fc.Arbitrary<string>).filter((key) => key !== '__proto__')
  if (additionalProperties === true) {
    const minKeys = minProperties ?? 0
    return fc.dictionary(keys, anyJson, { minKeys, maxKeys: 3, noNullPrototype: true })
  }
  const variants = options.full === true ? variantsOf(schemas, additionalProperties) : []
  if (variants.length > 0) {
    return fc.record(
      Object.fromEntries(
        variants.map((one, index) => [`variant-${index}`, valuesOf(schemas, one, options)]),
      ),
      { noNullPrototype: true },
    )
  }
  const value = valuesOf(schemas, additionalProperties, options)
  const minKeys = options.full === true ? 1 : 0
  const maxKeys = Math.min(maxProperties ?? 3, 3)
  return fc.dictionary(keys, value, { minKeys, maxKeys, noNullPrototype: true })
}
