import { lookUp } from '../../../scripts/check/compatibility/documents.ts'
import type { OpenApiDocument, SchemaObject } from '../../../scripts/generate/contract.ts'

const one = new Set(['items', 'additionalProperties', 'propertyNames', 'not'])
const several = new Set(['oneOf', 'anyOf', 'allOf'])
const plain = new Set([
  'type',
  'enum',
  'const',
  'required',
  'pattern',
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  ...['minLength', 'maxLength', 'minItems', 'maxItems', 'uniqueItems'],
  ...['minProperties', 'maxProperties'],
])
/** They say nothing about what is valid. */
const prose = new Set(['description', 'default', 'example', 'discriminator', 'x-restart'])

/** What Dredd's own validator knows of the contract's formats; the rest says how a value is shown or stored. */
const checkedFormats = new Set(['date-time', 'uri'])
const silentFormats = new Set(['password', 'int64'])

/**
 * A schema of the contract as Dredd's validator takes it, without references.
 * @throws Error for what draft-07 does not have: it would be passed over in silence
 */
export const toDraft07 = (schema: SchemaObject, document: OpenApiDocument): SchemaObject => ({
  $schema: 'http://json-schema.org/draft-07/schema#',
  ...convert(schema, document),
})

function convert(schema: SchemaObject, document: OpenApiDocument): SchemaObject {
  const { $ref, ...rest } = schema as SchemaObject & { $ref?: string }
  const own = Object.fromEntries(
    Object.entries(rest).flatMap(([keyword, value]) => keywordOf(keyword, value, document)),
  )
  if ($ref === undefined) return own
  const target = convert(lookUp($ref, document) as SchemaObject, document)
  return Object.keys(own).length === 0 ? target : { allOf: [target], ...own }
}

function keywordOf(
  keyword: string,
  value: unknown,
  document: OpenApiDocument,
): [string, unknown][] {
  const below = (schema: unknown): unknown =>
    typeof schema === 'object' ? convert(schema as SchemaObject, document) : schema
  if (prose.has(keyword)) return []
  if (plain.has(keyword)) return [[keyword, value]]
  if (one.has(keyword)) return [[keyword, below(value)]]
  if (several.has(keyword)) return [[keyword, (value as unknown[]).map(below)]]
  if (keyword === 'properties') {
    const properties = Object.entries(value as object)
    return [[keyword, Object.fromEntries(properties.map(([name, child]) => [name, below(child)]))]]
  }
  if (keyword === 'format' && checkedFormats.has(String(value))) return [[keyword, value]]
  if (keyword === 'format' && silentFormats.has(String(value))) return []
  throw new Error(
    `Dredd would not check ${keyword}: ${JSON.stringify(value)}. Say here what of it.`,
  )
}
