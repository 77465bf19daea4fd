import openapiTS, { astToString } from 'openapi-typescript'
import type { Contract } from './contract.ts'
import { header } from './header.ts'

/** The contract's types: `operations`, `components`, and each schema under its own name. */
export async function typesModule({ openapi, schemas }: Contract): Promise<string> {
  const document = { ...openapi, components: { ...openapi.components, schemas } }
  const ast = await openapiTS(JSON.stringify(document), {
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
  })
  return header + astToString(ast)
}
