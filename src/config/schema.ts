import { configSchema } from '../generated/config.ts'
import { isObject, type JsonObject, own } from './json.ts'

/** The keywords of the configuration's schema that are looked at while the gateway runs. */
export interface Schema {
  type?: string
  properties?: Record<string, Schema>
  additionalProperties?: boolean | Schema
  items?: Schema
  oneOf?: Schema[]
  discriminator?: { propertyName: string }
  const?: unknown
  format?: string
  'x-restart'?: boolean
}

export interface Leaf {
  value: unknown
  path: string[]
  /** Undefined where the schema has nothing to say, as in a tool's parameters. */
  schema: Schema | undefined
}

export const rootSchema = configSchema as Schema

/** The schema of what is under `key` in `parent`, which `schema` describes. */
export function childSchema(
  schema: Schema | undefined,
  parent: unknown,
  key: string,
): Schema | undefined {
  if (Array.isArray(parent)) return schema?.items
  const shape = variant(schema, parent)
  const named = shape?.properties ?? {}
  if (Object.hasOwn(named, key)) return named[key]
  const others = shape?.additionalProperties
  return typeof others === 'object' ? others : undefined
}

/** The schema of what is at `path` in `document`. */
export function schemaAt(document: unknown, path: readonly string[]): Schema | undefined {
  let schema: Schema | undefined = rootSchema
  let value = document
  for (const key of path) {
    schema = childSchema(schema, value, key)
    value = own(value, key)
  }
  return schema
}

/** What may stand in the key that tells the variants of this schema apart. */
export const variantNames = (schema: Schema | undefined): string[] =>
  (schema?.oneOf ?? []).map((one) => String(tagOf(schema, one)))

function variant(schema: Schema | undefined, value: unknown): Schema | undefined {
  const tag = schema?.discriminator?.propertyName
  if (tag === undefined || !isObject(value)) return schema
  return schema?.oneOf?.find((one) => tagOf(schema, one) === value[tag])
}

const tagOf = (schema: Schema | undefined, one: Schema): unknown =>
  one.properties?.[schema?.discriminator?.propertyName ?? '']?.const

/** A deep copy of a document of `Config` in which every leaf is what `change` makes of it. */
export function mapLeaves(document: JsonObject, change: (leaf: Leaf) => unknown): JsonObject
export function mapLeaves(
  document: unknown,
  change: (leaf: Leaf) => unknown,
  at?: Omit<Leaf, 'value'>,
): unknown
export function mapLeaves(
  document: unknown,
  change: (leaf: Leaf) => unknown,
  at: Omit<Leaf, 'value'> = { path: [], schema: rootSchema },
): unknown {
  const inner = (key: string, value: unknown): unknown =>
    mapLeaves(value, change, {
      path: [...at.path, key],
      schema: childSchema(at.schema, document, key),
    })
  if (Array.isArray(document)) return document.map((item, index) => inner(String(index), item))
  if (!isObject(document)) return change({ ...at, value: document })
  return Object.fromEntries(
    Object.entries(document).map(([key, value]) => [key, inner(key, value)]),
  )
}

/** The paths of the keys that take effect at the next start. */
export function restartPaths(schema: Schema = rootSchema, path: string[] = []): string[][] {
  if (schema['x-restart'] === true) return [path]
  return Object.entries(schema.properties ?? {}).flatMap(([key, inner]) =>
    restartPaths(inner, [...path, key]),
  )
}

/** Text from the environment, as the number or the boolean that the schema asks for; else, as it is. */
export function fromText(text: string, schema: Schema | undefined): unknown {
  const type = schema?.type
  if ((type === 'integer' || type === 'number') && /^-?\d+(\.\d+)?$/.test(text)) return Number(text)
  if (type === 'boolean' && (text === 'true' || text === 'false')) return text === 'true'
  return text
}
