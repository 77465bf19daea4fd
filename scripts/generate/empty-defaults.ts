import type { SchemaObject } from './contract.ts'

/** The schemas of which the configuration's file and patches are made. */
const ofConfiguration = ['Config', 'McpStdioConfig', 'McpHttpConfig']

/**
 * The schemas with `default: {}` at each object of the configuration that may be left out, so that the defaults inside of it are filled
 * in. The contract itself does not say it: Go's generator makes code of it that does not compile.
 */
export const withEmptyDefaults = (
  schemas: Record<string, SchemaObject>,
): Record<string, SchemaObject> =>
  Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      ofConfiguration.includes(name) ? filled(schema) : schema,
    ]),
  )

function filled(schema: SchemaObject): SchemaObject {
  const { properties, required = [] } = schema as {
    properties?: Record<string, SchemaObject>
    required?: string[]
  }
  if (properties === undefined) return schema
  const entries = Object.entries(properties).map(([name, property]) => {
    const isOptional = property['type'] === 'object' && !required.includes(name)
    return [name, isOptional ? { ...filled(property), default: {} } : property]
  })
  return { ...schema, properties: Object.fromEntries(entries) as unknown }
}
