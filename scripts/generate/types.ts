import openapiTS, { astToString } from 'openapi-typescript'
import type { Contract } from './contract.ts'
import { header } from './header.ts'

/** The contract's types: `operations`, `components`, and each schema under its own name. */
export async function typesModule({ openapi }: Contract): Promise<string> {
  const ast = await openapiTS(JSON.stringify(openapi), {
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
  })
  return header + astToString(ast)
}
