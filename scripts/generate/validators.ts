import standaloneCode from 'ajv/dist/standalone/index.js'
import { contractAjv, schemaId } from './ajv.ts'
import type { Ajv2020, Options } from 'ajv/dist/2020.js'
import type { Contract, SchemaObject } from './contract.ts'
import { header } from './header.ts'

/**
 * Compiles schemas of the contract to code, so that the server starts without compiling them.
 * @param schemas export name → schema name in `components/schemas`, or a schema that refers to those
 */
export function validatorsModule(
  contract: Contract,
  schemas: Record<string, string | SchemaObject>,
  options: Options,
): string {
  const ajv = contractAjv(contract, {
    code: { source: true, esm: true, lines: true },
    ...options,
  })
  const references = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [name, idOf(ajv, name, schema)]),
  )
  const code = standaloneCode.default(ajv, references)
  return [
    header,
    '// @ts-nocheck\n',
    // AJV's own runtime is CommonJS, and its ES module output still calls require for it.
    `import { createRequire } from 'node:module'\nconst require = createRequire(import.meta.url)\n`,
    code.replace(/^"use strict";/, ''),
    '\n',
  ].join('')
}

function idOf(ajv: Ajv2020, name: string, schema: string | SchemaObject): string {
  if (typeof schema === 'string') return schemaId(schema)
  const text = JSON.stringify({ ...schema, $id: name }).replaceAll('./openapi.yaml#', 'contract#')
  ajv.addSchema(JSON.parse(text) as SchemaObject)
  return name
}
