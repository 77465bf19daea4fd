/** The keywords that the table of the configuration's keys is made from. */
export interface KeySchema {
  $ref?: string
  type?: string
  description?: string
  default?: unknown
  enum?: unknown[]
  const?: unknown
  format?: string
  pattern?: string
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  minItems?: number
  maxItems?: number
  maxProperties?: number
  properties?: Record<string, KeySchema>
  required?: string[]
  additionalProperties?: boolean | KeySchema
  items?: KeySchema
  oneOf?: KeySchema[]
  discriminator?: { propertyName: string }
  'x-restart'?: boolean
}

export interface ConfigKey {
  /** Dotted; `<name>` stands for a name of one's own, `[]` for each element of a list. */
  path: string
  schema: KeySchema
  /** Of the first row of a variant, what makes it this one, as `type: telegram`. */
  variant?: string
  isRequired: boolean
  waitsForRestart: boolean
}

/** Follows a reference. */
export type Resolve = (schema: KeySchema) => KeySchema

interface Walk {
  resolve: Resolve
  isRequired?: boolean
  waitsForRestart?: boolean
}

/** This key and all below it, as they stand in the contract. */
export function keysOf(path: string, given: KeySchema, walk: Walk): ConfigKey[] {
  const { resolve, isRequired = false } = walk
  const schema = resolve(given)
  const waitsForRestart = walk.waitsForRestart === true || schema['x-restart'] === true
  const next = { resolve, waitsForRestart }
  const { properties = {}, required = [], additionalProperties: others, items, oneOf } = schema
  return [
    { path, schema: withItems(schema, resolve), isRequired, waitsForRestart },
    ...Object.entries(properties).flatMap(([name, inner]) =>
      keysOf(`${path}.${name}`, inner, { ...next, isRequired: required.includes(name) }),
    ),
    ...(typeof others === 'object' ? elements(`${path}.<name>`, others, next) : []),
    ...(items === undefined ? [] : elements(`${path}[]`, items, next)),
    ...(oneOf ?? []).flatMap((one) => variantOf(path, { one, of: schema }, next)),
  ]
}

/** So that a list's own row can say what it holds. */
const withItems = (schema: KeySchema, resolve: Resolve): KeySchema => ({
  ...schema,
  ...(schema.items !== undefined && { items: resolve(schema.items) }),
  ...(typeof schema.additionalProperties === 'object' && {
    additionalProperties: resolve(schema.additionalProperties),
  }),
})

/** None where they are plain values. */
const elements = (path: string, schema: KeySchema, walk: Walk): ConfigKey[] =>
  walk.resolve(schema).type === 'object' ? keysOf(path, schema, walk) : []

function variantOf(
  path: string,
  { one, of }: { one: KeySchema; of: KeySchema },
  walk: Walk,
): ConfigKey[] {
  const tag = of.discriminator?.propertyName ?? ''
  const [own, ...inner] = keysOf(path, one, walk)
  if (own === undefined) return []
  const variant = `${tag}: ${String(own.schema.properties?.[tag]?.const)}`
  return [{ ...own, variant }, ...inner.filter((key) => key.path !== `${path}.${tag}`)]
}
