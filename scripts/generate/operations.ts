import type { Contract, OperationObject, ParameterObject } from './contract.ts'
import { header } from './header.ts'

const methods = new Set(['get', 'post', 'put', 'patch', 'delete'])

/** The operation table: all that the server needs to know of each operation besides its schemas. */
export function operationsModule({ openapi }: Contract): string {
  const table = Object.fromEntries(
    Object.entries(openapi.paths).flatMap(([path, item]) =>
      Object.entries(item)
        .filter(([method]) => methods.has(method))
        .map(([method, operation]) => [
          operation.operationId,
          describe({ method, path, operation, openapi }),
        ]),
    ),
  )
  const webhooks = Object.values(openapi.webhooks)
    .flatMap((item) => Object.values(item))
    .map(({ operationId }) => `'${operationId}'`)
    .join(' | ')
  return [
    header,
    `import type { operations as types, Scope } from './types.ts'\n\n`,
    `export const version = ${JSON.stringify(openapi.info.version)}\n\n`,
    `export const operations = ${JSON.stringify(table, null, 2)} as const satisfies Record<Exclude<keyof types, ${webhooks}>, unknown>\n\n`,
    'export type OperationId = keyof typeof operations\n\n',
    `export const maxLengths = ${JSON.stringify(maxLengths(openapi))} as const\n\n`,
    `export const allScopes = ${JSON.stringify(openapi.components.schemas['Scope']?.['enum'])} as const satisfies Scope[]\n`,
  ].join('')
}

/** How long the texts may be that have a name of their own. */
const maxLengths = ({ components }: Contract['openapi']): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(components.schemas)
      .filter(([, { type, maxLength }]) => type === 'string' && maxLength !== undefined)
      .map(([name, { maxLength }]) => [name, maxLength]),
  )

function describe(found: {
  method: string
  path: string
  operation: OperationObject
  openapi: Contract['openapi']
}): Record<string, unknown> {
  const { method, path, operation, openapi } = found
  const [scheme, scopes] = Object.entries(operation.security[0] ?? {})[0] ?? ['public', []]
  const success = Object.keys(operation.responses).find((status) => status.startsWith('2'))
  if (success === undefined) throw new Error(`${operation.operationId} has no success response.`)
  const parameters = (operation.parameters ?? []).map((parameter) => resolve(parameter, openapi))
  const headers = parameters.filter((parameter) => parameter.in === 'header')
  const queries = parameters.filter((parameter) => parameter.in === 'query')
  const withDefault = parameters.filter(({ schema }) => schema['default'] !== undefined)
  return {
    id: operation.operationId,
    method,
    path,
    tag: operation.tags[0],
    security: scheme,
    scopes,
    limit: operation['x-rate-limit'],
    success: Number(success),
    headers: headers.map(({ name }) => name),
    defaults: withDefault.map(({ name }) => name),
    integers: queries.filter((parameter) => isInteger(parameter, openapi)).map(({ name }) => name),
    requestTypes: Object.keys(operation.requestBody?.content ?? {}),
    responseTypes: Object.keys(operation.responses[success]?.content ?? {}),
  }
}

function isInteger({ schema }: ParameterObject, { components }: Contract['openapi']): boolean {
  const { $ref } = schema as { $ref?: string }
  const named = $ref === undefined ? schema : components.schemas[$ref.split('/').at(-1) ?? '']
  return named?.['type'] === 'integer'
}

function resolve(
  parameter: { $ref: string } | ParameterObject,
  openapi: Contract['openapi'],
): ParameterObject {
  if (!('$ref' in parameter)) return parameter
  const name = parameter.$ref.slice('#/components/parameters/'.length)
  const found = openapi.components.parameters[name]
  if (found === undefined) throw new Error(`There is no parameter ${name}.`)
  return found
}
