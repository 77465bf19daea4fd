import openapiTS, { astToString } from 'openapi-typescript'
import type { Contract } from './contract.ts'
import { header } from './header.ts'

/**
 * The contract's types: `operations`, `components`, and each schema under its own name.
 * @param defaults who fills them in: before the server's own code sees a document they are there, a client may leave them out
 */
export async function typesModule(
  { openapi, schemas }: Contract,
  defaults: 'there' | 'optional' = 'there',
): Promise<string> {
  const document = { ...openapi, components: { ...openapi.components, schemas } }
  const ast = await openapiTS(JSON.stringify(document), {
    rootTypes: true,
    rootTypesNoSchemaPrefix: true,
    defaultNonNullable: defaults === 'there',
  })
  return header + astToString(ast)
}
