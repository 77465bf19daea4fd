import type { OpenApiDocument } from '../generate/contract.ts'

type Part = Record<string, unknown>
type Schemas = OpenApiDocument['components']['schemas']

const maxItems = 3
const maxMembers = 3
const maxText = 40

/** By the contract's own pattern alone the generator makes what is no URI. */
const plainUri = '^https://[a-z]{3,12}[.]example$'

/** What holds values of the contract's users, and no schemas. */
const values: ReadonlySet<string> = new Set(['example', 'examples', 'default', 'enum', 'const'])

/**
 * The contract with its schemas narrowed, never widened, for Prism's generator: it fills what has a bound to that bound, so that one
 * configuration took minutes; and it knows neither `propertyNames` nor that invented members count for `maxProperties`.
 */
export function narrowed(document: OpenApiDocument): object {
  const { schemas } = document.components
  return narrow(document, schemas) as object
}

function narrow(value: unknown, schemas: Schemas): unknown {
  if (Array.isArray(value)) return value.map((item) => narrow(item, schemas))
  if (typeof value !== 'object' || value === null) return value
  const part = Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      values.has(key) ? child : narrow(child, schemas),
    ]),
  )
  return typeof part['type'] === 'string' ? { ...part, ...narrowing(part, schemas) } : part
}

function narrowing(schema: Part, schemas: Schemas): Part {
  if (schema['type'] === 'array') return { maxItems: least(schema, 'Items', maxItems) }
  if (schema['type'] === 'object') return narrowObject(schema, schemas)
  if (schema['format'] === 'uri') return { pattern: plainUri }
  const isFree = ['format', 'enum', 'const', 'pattern'].every((keyword) => !(keyword in schema))
  if (schema['type'] !== 'string' || !isFree) return {}
  return { maxLength: least(schema, 'Length', maxText) }
}

/** No more than `most`, unless the schema itself needs more. */
const least = (schema: Part, what: 'Items' | 'Length', most: number): number =>
  Math.max(Number(schema[`min${what}`] ?? 0), Math.min(Number(schema[`max${what}`] ?? most), most))

/** Members of any name get names by the schema's own rule; those that may be anything are left out. */
function narrowObject(
  { propertyNames, additionalProperties, properties, oneOf }: Part,
  schemas: Schemas,
): Part {
  if (properties !== undefined || oneOf !== undefined || additionalProperties === false) return {}
  if (propertyNames === undefined || typeof additionalProperties !== 'object') {
    return { additionalProperties: false, maxProperties: 0 }
  }
  return {
    additionalProperties: false,
    patternProperties: { [patternOf(propertyNames as Part, schemas)]: additionalProperties },
    maxProperties: maxMembers,
  }
}

function patternOf({ $ref, pattern }: Part, schemas: Schemas): string {
  const named = typeof $ref === 'string' ? schemas[$ref.split('/').at(-1) ?? ''] : undefined
  if (named !== undefined) return patternOf(named, schemas)
  return typeof pattern === 'string' ? pattern : '^[a-z]{1,8}$'
}
