import type { Contract, OperationObject, ParameterObject, SchemaObject } from '../contract.ts'
import { sdkNames } from './names.ts'

export interface SdkOperation {
  id: string
  method: string
  path: string
  /** Of the SDK's own, undefined for a method of the client. */
  group: string | undefined
  name: string
  summary: string
  description: string
  pathParameters: ParameterObject[]
  query: ParameterObject[]
  headers: ParameterObject[]
  /** The schema's name; undefined where no body is sent. */
  body: string | undefined
  /** The schema's name; undefined where nothing comes back. */
  answer: string | undefined
  /** Whether the answer is no JSON. */
  text: boolean
  /** Of a list in pages: where its items are and the schema of one. */
  page: { field: string; item: string } | undefined
  /** The header that makes a repeat the same request. */
  key: string | undefined
  /** Whether it is signed with a channel's secret, instead of carrying the token. */
  signed: boolean
  /** Whether no token is asked for. */
  open: boolean
}

const methods = ['get', 'post', 'patch', 'delete'] as const
const keys = ['Idempotency-Key', 'webhook-id']

type Documented = OperationObject & { summary: string; description: string }

/** Every operation of the contract as the SDKs have it, in the contract's order. */
export function sdkOperations({ openapi }: Contract): SdkOperation[] {
  return Object.entries(openapi.paths).flatMap(([path, item]) => {
    const { parameters: shared = [] } = item as { parameters?: OperationObject['parameters'] }
    return methods
      .filter((method) => method in item)
      .map((method) =>
        describe({ path, method, operation: item[method] as Documented, shared, openapi }),
      )
  })
}

function describe(found: {
  path: string
  method: string
  operation: Documented
  shared: NonNullable<OperationObject['parameters']>
  openapi: Contract['openapi']
}): SdkOperation {
  const { path, method, operation, openapi } = found
  const { operationId: id, summary, description } = operation
  const parameters = [...found.shared, ...(operation.parameters ?? [])].map((parameter) =>
    '$ref' in parameter ? lookUp(parameter.$ref, openapi) : parameter,
  )
  const place = (where: string): ParameterObject[] => parameters.filter((one) => one.in === where)
  const headers = place('header')
  const [name = '', group] = sdkNames[id as keyof typeof sdkNames].split('.').reverse()
  const content = contentOf(operation)
  const answer = schemaName(content['application/json'])
  return {
    id,
    method,
    path,
    group,
    name,
    summary,
    description,
    pathParameters: place('path'),
    query: place('query'),
    headers,
    body: schemaName(operation.requestBody?.content['application/json']),
    answer,
    text:
      Object.keys(content).some((type) => type !== 'application/json') ||
      (method === 'get' && answer === undefined),
    page: pageOf(answer, openapi),
    key: headers.find(({ name: header }) => keys.includes(header))?.name,
    open: !operation.security.some((scheme) => 'bearerAuth' in scheme),
    signed: operation.security.some((scheme) => 'webhookSignature' in scheme),
  }
}

function lookUp(reference: string, { components }: Contract['openapi']): ParameterObject {
  const found = components.parameters[last(reference)]
  if (found === undefined) throw new Error(`There is no parameter ${reference}.`)
  return found
}

function contentOf({ responses }: OperationObject): Record<string, unknown> {
  const success = Object.keys(responses).find((status) => status.startsWith('2'))
  return (success === undefined ? undefined : responses[success]?.content) ?? {}
}

const last = (reference: string): string => reference.split('/').at(-1) ?? ''

function schemaName(media: unknown): string | undefined {
  const { schema } = (media ?? {}) as { schema?: { $ref?: string } }
  return schema?.$ref === undefined ? undefined : last(schema.$ref)
}

/** A list comes in pages when its answer has a `nextCursor`. */
function pageOf(
  answer: string | undefined,
  { components }: Contract['openapi'],
): SdkOperation['page'] {
  const { properties = {} } = (answer === undefined ? {} : components.schemas[answer]) as {
    properties?: Record<string, SchemaObject>
  }
  if (!('nextCursor' in properties)) return undefined
  const list = Object.entries(properties).find(([, { type }]) => type === 'array')
  if (list === undefined) throw new Error(`${answer ?? ''} has no list.`)
  const [field, { items }] = list
  return { field, item: last((items as { $ref: string }).$ref) }
}

export const camelCase = (text: string): string =>
  text.toLowerCase().replaceAll(/[-_](\w)/g, (_match, letter: string) => letter.toUpperCase())
