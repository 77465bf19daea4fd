import type { ParameterObject } from '../../../scripts/generate/contract.ts'
import { type OperationId, operations } from '../../../src/generated/operations.ts'
import { nameOf, type Schema, type Schemas } from './schema.ts'

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required?: boolean
  schema: Schema
}

/** What the contract says of an operation's requests. */
export interface Operation {
  id: OperationId
  method: string
  path: string
  success: number
  security: string
  parameters: Parameter[]
  /** Of its body; undefined where it takes none. */
  body: Schema | undefined
  types: string[]
}

type PathItem = Record<string, { operationId?: string } & Partial<Described>> & {
  parameters?: unknown[]
}

interface Described {
  parameters: ({ $ref: string } | ParameterObject)[]
  requestBody: { content: Record<string, { schema: Schema }> }
}

/** An operation as the contract writes it. */
export function operationOf(schemas: Schemas, id: OperationId): Operation {
  const { method, path, success, security } = operations[id]
  const { openapi } = schemas.contract
  const item = openapi.paths[path] as unknown as PathItem
  const described = item[method]
  const content = described?.requestBody?.content ?? {}
  const written = [...(item.parameters ?? []), ...(described?.parameters ?? [])]
  const parameters = written.map((one) => {
    const { $ref } = one as { $ref?: string }
    const found = $ref === undefined ? one : openapi.components.parameters[nameOf($ref)]
    return found as Parameter
  })
  const [body] = Object.values(content).map(({ schema }) => schema)
  const types = Object.keys(content)
  return { id, method: method.toUpperCase(), path, success, security, parameters, body, types }
}
