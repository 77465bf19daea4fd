import type { Contract } from './contract.ts'
import { header } from './header.ts'
import { validatorsModule } from './validators.ts'

/** The configuration: its compiled validator, which also fills in the defaults, and its schema for redaction and hints. */
export function configModule(contract: Contract): Record<string, string> {
  const { schemas } = contract
  return {
    'config-validator.ts': validatorsModule(
      contract,
      { Config: 'Config' },
      { allErrors: true, useDefaults: true, verbose: true },
    ),
    'config.ts': [
      header,
      `import type { ValidateFunction } from 'ajv'\n`,
      `import * as code from './config-validator.ts'\n`,
      `import type { Config } from './types.ts'\n\n`,
      `export const validateConfig = code.Config as unknown as ValidateFunction<Config>\n\n`,
      `export const configSchema: unknown = ${JSON.stringify(dereference(schemas['Config'], schemas), null, 2)}\n`,
    ].join(''),
  }
}

/** A copy without `$ref`; the configuration's schema is a tree, so this ends. */
function dereference(schema: unknown, schemas: Record<string, unknown>): unknown {
  if (Array.isArray(schema)) return schema.map((item) => dereference(item, schemas))
  if (typeof schema !== 'object' || schema === null) return schema
  if ('$ref' in schema) {
    const name = String(schema.$ref).slice('#/components/schemas/'.length)
    return dereference(schemas[name], schemas)
  }
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => key !== 'mapping')
      .map(([key, value]) => [key, dereference(value, schemas)]),
  )
}
