import type { Contract, ParameterObject } from '../contract.ts'
import { header } from '../header.ts'
import { typesModule } from '../types.ts'
import { camelCase, type SdkOperation, sdkOperations } from './operations.ts'

/** What stands in sdk/typescript/src/generated, by its name there. */
export const typescriptFiles = async (contract: Contract): Promise<Record<string, string>> => ({
  'schema.ts': await typesModule(contract, 'optional'),
  'endpoints.ts': endpointsModule(contract),
  'resources.ts': resourcesModule(contract),
})

/** The table of operations that the SDK builds its requests from. */
function endpointsModule(contract: Contract): string {
  const lines = sdkOperations(contract).map(({ id, method, path, key, text, open }) => {
    const extra = [
      ...(key === undefined ? [] : [`key: '${key}'`]),
      ...(text ? ['text: true'] : []),
      ...(open ? ['open: true'] : []),
    ].map((part) => `, ${part}`)
    return `  ${id}: { method: '${method}', path: '${path}'${extra.join('')} },\n`
  })
  return [
    header,
    `/** Of the contract that this SDK was made from. */\nexport const version = '${contract.openapi.info.version}'\n\n`,
    `export const endpoints = {\n${lines.join('')}} as const\n\n`,
    'export type OperationId = keyof typeof endpoints\n',
  ].join('')
}

/** A class for each group of operations, with a documented method for each. */
function resourcesModule(contract: Contract): string {
  const operations = sdkOperations(contract)
  const groups = Map.groupBy(operations, ({ group }) => group)
  const named = [...groups.keys()].filter((group) => group !== undefined)
  const own = groups.get(undefined) ?? []
  return [
    header,
    "import type { Api } from '../api.ts'\n",
    "import type { ApiPromise } from '../api-promise.ts'\n",
    "import type { CallOptions } from '../options.ts'\n",
    "import { paginate, type PagePromise } from '../pages.ts'\n",
    "import type { SigningOptions } from '../webhook.ts'\n",
    "import type * as schema from './schema.ts'\n\n",
    "type Query<Id extends keyof schema.operations> = NonNullable<\n  schema.operations[Id]['parameters']['query']\n>\n\n",
    'export type PageOf<Item, Field extends string> = PagePromise<Item, Record<Field, Item[]> & { nextCursor?: string }>\n\n',
    ...named.map((group) => classOf(group, groups.get(group) ?? [], contract)),
    clientBase(named, own),
  ].join('')
}

const className = (group: string): string => group.slice(0, 1).toUpperCase() + group.slice(1)

function classOf(group: string, operations: SdkOperation[], { openapi }: Contract): string {
  const { tags } = openapi as unknown as { tags: { name: string; description: string }[] }
  const description = tags.find(({ name }) => name === group)?.description ?? ''
  return [
    `${comment(description, '')}export class ${className(group)} {\n`,
    '  readonly #api: Api\n\n  constructor(api: Api) {\n    this.#api = api\n  }\n',
    ...operations.map((operation) => `\n${methodOf(operation, 'this.#api')}`),
    '}\n\n',
  ].join('')
}

const clientBase = (groups: string[], own: SdkOperation[]): string =>
  [
    '/** Every operation of the contract. */\nexport class Resources {\n',
    '  protected readonly api: Api\n',
    ...groups.map((group) => `  readonly ${group}: ${className(group)}\n`),
    '\n  constructor(api: Api) {\n    this.api = api\n',
    ...groups.map((group) => `    this.${group} = new ${className(group)}(api)\n`),
    '  }\n',
    ...own.map((operation) => `\n${methodOf(operation, 'this.api')}`),
    '}\n',
  ].join('')

function methodOf(operation: SdkOperation, api: string): string {
  const { id, name, page, text, answer } = operation
  const required = operation.signed || operation.headers.some(isRequired)
  const given = [
    ...operation.pathParameters.map((parameter) => `${parameter.name}: string`),
    ...(operation.body === undefined ? [] : [`body: schema.${operation.body}`]),
    ...(operation.query.length === 0 ? [] : [`query: Query<'${id}'> = {}`]),
    `options: ${optionsType(operation)}${required ? '' : ' = {}'}`,
  ]
  const result =
    page === undefined
      ? `ApiPromise<${text ? 'string' : answer === undefined ? 'void' : `schema.${answer}`}>`
      : `PageOf<schema.${page.item}, '${page.field}'>`
  return `${documentation(operation)}  ${name}(${given.join(', ')}): ${result} {\n${bodyOf(operation, api)}  }\n`
}

function bodyOf(operation: SdkOperation, api: string): string {
  const { id, page } = operation
  const parts = [
    ...(operation.pathParameters.length === 0
      ? []
      : [`path: { ${operation.pathParameters.map((parameter) => parameter.name).join(', ')} }`]),
    ...(operation.body === undefined ? [] : ['body']),
    ...(operation.headers.length === 0 || operation.signed
      ? []
      : [
          `header: { ${operation.headers.map((one) => `'${one.name}': options.${camelCase(one.name)}`).join(', ')} }`,
        ]),
  ]
  if (page === undefined) {
    const all = [...parts, ...(operation.query.length === 0 ? [] : ['query'])]
    const how = operation.signed ? 'signed' : operation.text ? 'text' : 'call'
    return `    return ${api}.${how}('${id}', { ${all.join(', ')} }, options)\n`
  }
  return [
    `    return paginate<schema.${page.item}, '${page.field}'>(\n      '${page.field}',\n`,
    `      (cursor) => ${api}.exchange('${id}', { ${[...parts, 'query: cursor === undefined ? query : { ...query, cursor }'].join(', ')} }, options),\n`,
    '      query.cursor,\n    )\n',
  ].join('')
}

const isRequired = ({ required }: ParameterObject): boolean => required === true

function optionsType({ headers, signed }: SdkOperation): string {
  if (signed) return 'CallOptions & SigningOptions'
  if (headers.length === 0) return 'CallOptions'
  const own = headers.map(
    (one) => `${camelCase(one.name)}${isRequired(one) ? ': string' : '?: string | undefined'}`,
  )
  return `CallOptions & { ${own.join('; ')} }`
}

function documentation(operation: SdkOperation): string {
  const { summary, description, pathParameters, headers, signed } = operation
  const named = [
    ...pathParameters.map((one) => `@param ${one.name} ${one.description}`),
    ...(signed ? ['@param options.secret Of the channel. The request is signed with it.'] : []),
    ...headers.map((one) => `@param options.${camelCase(one.name)} ${one.description}`),
  ]
  return comment(
    [`${summary}.`, description.trim(), named.join('\n')]
      .filter((part) => part !== '')
      .join('\n\n'),
    '  ',
  )
}

const comment = (text: string, indent: string): string => {
  const lines = text.replaceAll('*/', '* /').split('\n')
  return `${indent}/**\n${lines.map((line) => `${indent} * ${line}`.trimEnd()).join('\n')}\n${indent} */\n`
}
