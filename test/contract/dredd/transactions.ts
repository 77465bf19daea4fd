import { resolved } from '../../../scripts/check/compatibility/documents.ts'
import {
  type OpenApiDocument,
  type OperationObject,
  readContract,
  type SchemaObject,
} from '../../../scripts/generate/contract.ts'
import { type OperationId, operations } from '../../../src/generated/operations.ts'
import { toDraft07 } from './draft-07.ts'

/** One answer that the contract documents for an operation: a status, with one of its content types. */
export interface Transaction {
  /** As Dredd names it: the same for each content type of the request. */
  name: string
  operation: (typeof operations)[OperationId]
  /** Content type of the request; undefined where it has no body. */
  requestType: string | undefined
  status: number
  /** Of the body; undefined where none is documented. */
  type: string | undefined
  /** Of the body, as the contract has it. */
  schema: SchemaObject | undefined
  /** Of the body, as draft-07 without references. */
  draft07: SchemaObject | undefined
  /** Of each header that is documented. */
  headers: Record<string, SchemaObject>
}

/** The contract, as Dredd and its hooks take it. */
export interface Documented {
  /**
   * For Dredd: as JSON, because its own YAML parser does not take a colon in a plain scalar, and without what is in the schemas. It
   * knows nothing of those of OpenAPI 3.1, gets the real ones from the hooks, and would spend most of its time with them.
   */
  document: string
  /** In the order in which Dredd runs them. */
  transactions: Transaction[]
}

interface ResponseObject {
  headers?: Record<string, { $ref: string } | { schema: SchemaObject }>
  content?: Record<string, { schema: SchemaObject }>
}

/** Every operation × every content type of its request × every documented status × every content type of the answer. */
export async function readTransactions(): Promise<Documented> {
  const { openapi } = await readContract()
  const transactions = Object.entries(openapi.paths).flatMap(([path, item]) =>
    Object.values(item)
      .filter((operation) => 'operationId' in operation)
      .flatMap((operation) => ofOperation(openapi, path, operation)),
  )
  return { document: JSON.stringify(withoutSchemas(openapi)), transactions }
}

function ofOperation(
  document: OpenApiDocument,
  path: string,
  { operationId, requestBody, responses, ...rest }: OperationObject,
): Transaction[] {
  const { summary } = rest as unknown as { summary: string }
  const requestTypes = requestBody === undefined ? [undefined] : Object.keys(requestBody.content)
  return requestTypes.flatMap((requestType) =>
    Object.entries(responses).flatMap(([status, response]) =>
      transactionsOf(document, {
        prefix: `${path} > ${summary} > ${status}`,
        operation: operations[operationId as OperationId],
        requestType,
        status: Number(status),
        response: resolved(response, document),
      }),
    ),
  )
}

function transactionsOf(
  document: OpenApiDocument,
  {
    prefix,
    response,
    ...rest
  }: Pick<Transaction, 'operation' | 'requestType' | 'status'> & {
    prefix: string
    response: ResponseObject
  },
): Transaction[] {
  const headers = Object.fromEntries(
    Object.entries(response.headers ?? {}).map(([name, header]) => {
      const { schema } = resolved(header, document) as { schema: SchemaObject }
      return [name, schema]
    }),
  )
  const contents = Object.entries(response.content ?? {})
  if (contents.length === 0) {
    const body = { type: undefined, schema: undefined, draft07: undefined }
    return [{ ...rest, name: prefix, ...body, headers }]
  }
  return contents.map(([type, { schema }]) => ({
    ...rest,
    name: `${prefix} > ${type}`,
    type,
    schema,
    draft07: toDraft07(schema, document),
    headers,
  }))
}

function withoutSchemas(openapi: OpenApiDocument): object {
  const schemas = Object.keys(openapi.components.schemas).map((name) => [name, {}])
  return {
    ...openapi,
    components: { ...openapi.components, schemas: Object.fromEntries(schemas) as object },
  }
}
