import { Ajv2020, type Options } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { type Contract, withoutMappings } from './contract.ts'

const ownKeywords = ['x-restart', 'components']

/** AJV that knows the contract's schemas and refuses a keyword that it does not know. */
export function contractAjv({ openapi, schemas }: Contract, options: Options): Ajv2020 {
  const ajv = new Ajv2020({ strict: true, strictTypes: false, discriminator: true, ...options })
  addFormats.default(ajv)
  ajv.addVocabulary(ownKeywords)
  ajv.addSchema({
    $id: 'contract',
    components: withoutMappings({ ...openapi.components, schemas }),
  })
  return ajv
}

/** @param schema its name in `components/schemas` */
export const schemaId = (schema: string): string => `contract#/components/schemas/${schema}`
