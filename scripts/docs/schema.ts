// The fields of a schema, those of what it contains too, as a flat list that reads from top to bottom.
import { follow, nameOf } from './operations.ts'

export interface Field {
  /** With dots, and `[]` for the items of a list. */
  path: string
  type: string
  required: boolean
  /** Markdown. */
  description: string
  /** What a value has to keep to, in words. */
  rules: string[]
}

type Schema = Record<string, unknown>

/** @param schemas the document's schemas, by name */
export const fieldsOf = (schema: unknown, schemas: Schema): Field[] =>
  fieldsBelow({ schema, schemas, path: '', above: [] })

interface Place {
  schema: unknown
  schemas: Schema
  path: string
  /** The names of the schemas that this one stands in, against going round in circles. */
  above: string[]
}

function fieldsBelow({ schema, schemas, path, above }: Place): Field[] {
  const name = nameOf(schema)
  if (name !== undefined && above.includes(name)) return []
  const { properties = {}, required = [] } = resolved(schema, schemas) as {
    properties?: Schema
    required?: string[]
  }
  const names = name === undefined ? above : [...above, name]
  return Object.entries(properties).flatMap(([key, property]) => {
    const own = resolved(property, schemas)
    const at = path + key
    const isList = own['type'] === 'array'
    const inner = isList ? own['items'] : property
    return [
      fieldOf({ path: at, property, required: required.includes(key) }, schemas),
      ...fieldsBelow({ schema: inner, schemas, path: `${at}${isList ? '[]' : ''}.`, above: names }),
    ]
  })
}

/** What a reference leads to, under what stands beside it. */
function resolved(schema: unknown, schemas: Schema): Schema {
  const beside = schema as Schema
  return typeof beside['$ref'] === 'string'
    ? { ...follow({ components: { schemas } }, beside), ...beside }
    : beside
}

function fieldOf(
  { path, property, required }: { path: string; property: unknown; required: boolean },
  schemas: Schema,
): Field {
  const schema = resolved(property, schemas)
  const items = schema['items'] === undefined ? undefined : resolved(schema['items'], schemas)
  const description = (schema['description'] ?? items?.['description'] ?? '') as string
  return {
    path,
    type: items === undefined ? typeOf(schema) : `list of ${typeOf(items)}`,
    required,
    description: description.trim(),
    rules: [...rulesOf(schema), ...(items === undefined ? [] : rulesOf(items))],
  }
}

const typeOf = (schema: Schema): string => {
  if (schema['format'] === 'date-time') return 'time'
  if (Array.isArray(schema['type'])) return schema['type'].join(' or ')
  return (schema['type'] as string | undefined) ?? 'any value'
}

const wordings: Record<string, (value: unknown) => string> = {
  const: (value) => `always \`${String(value)}\``,
  enum: (values) => `one of ${(values as unknown[]).map((one) => `\`${String(one)}\``).join(', ')}`,
  minLength: (value) => (value === 1 ? 'not empty' : `at least ${String(value)} characters`),
  maxLength: (value) => `at most ${String(value)} characters`,
  minimum: (value) => `${String(value)} or more`,
  maximum: (value) => `${String(value)} or less`,
  minItems: (value) => `at least ${String(value)} of them`,
  maxItems: (value) => `at most ${String(value)} of them`,
  pattern: (value) => `like \`${String(value)}\``,
  default: (value) => `by default \`${JSON.stringify(value)}\``,
}

const rulesOf = (schema: Schema): string[] =>
  Object.entries(wordings)
    .filter(([key]) => schema[key] !== undefined)
    .map(([key, words]) => words(schema[key]))
