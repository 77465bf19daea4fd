import { Ajv2020, type Options } from 'ajv/dist/2020.js'
import standaloneCode from 'ajv/dist/standalone/index.js'
import addFormats from 'ajv-formats'
import { type Contract, withoutMappings } from './contract.ts'
import { header } from './header.ts'

const ownKeywords = ['x-restart', 'components']

/**
 * Compiles schemas of the contract to code, so that the server starts without compiling them.
 * @param schemas export name → schema name in `components/schemas`
 */
export function validatorsModule(
  { openapi }: Contract,
  schemas: Record<string, string>,
  options: Options,
): string {
  const ajv = new Ajv2020({
    strict: true,
    strictTypes: false,
    discriminator: true,
    code: { source: true, esm: true, lines: true },
    ...options,
  })
  addFormats.default(ajv)
  ajv.addVocabulary(ownKeywords)
  ajv.addSchema({ $id: 'contract', components: withoutMappings(openapi.components) })
  const references = Object.fromEntries(
    Object.entries(schemas).map(([name, schema]) => [
      name,
      `contract#/components/schemas/${schema}`,
    ]),
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
