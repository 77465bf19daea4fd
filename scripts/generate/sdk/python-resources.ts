import type { Contract, ParameterObject, SchemaObject } from '../contract.ts'
import { ModelWriter } from './python-models.ts'
import { sdkOperations, type SdkOperation } from './operations.ts'
import {
  constantName,
  descriptionOf,
  docstring,
  lastPart,
  pascalCase,
  propertiesOf,
  pythonHeader,
  requiredOf,
  snakeCase,
} from './python-text.ts'

/** A class is written four times: what differs is whether it waits, and whether it answers with what came around the data. */
interface Flavour {
  waits: boolean
  around: boolean
}

const flavours: Flavour[] = [
  { waits: false, around: false },
  { waits: true, around: false },
  { waits: false, around: true },
  { waits: true, around: true },
]

const preamble = `from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from .._api import Api, AsyncApi
from .._options import Call
from .._pages import AsyncPage, AsyncPages, Page
from .._request import Parts, WithResponse, given
from . import models, operations
`

const callParameters = [
  'timeout: float | None = None',
  'max_retries: int | None = None',
  'extra_headers: Mapping[str, str] | None = None',
]
const callArgument = 'Call(timeout, max_retries, extra_headers)'

/** Classes for each group of operations, with a documented method for each. */
export function pythonResources(contract: Contract): string {
  const all = sdkOperations(contract)
  const groups = Map.groupBy(all, ({ group }) => group)
  const named = [...groups.keys()].filter((group) => group !== undefined)
  const own = groups.get(undefined) ?? []
  return [
    pythonHeader,
    preamble,
    ...flavours.flatMap((flavour) => [
      ...named.map((group) => classOf(group, groups.get(group) ?? [], { contract, flavour })),
      clientBase(named, own, { contract, flavour }),
    ]),
  ].join('')
}

interface Context {
  contract: Contract
  flavour: Flavour
}

const className = (group: string, { waits, around }: Flavour): string =>
  `${waits ? 'Async' : ''}${pascalCase(group)}${around ? 'WithResponse' : ''}`

const apiName = ({ waits }: Flavour): string => (waits ? 'AsyncApi' : 'Api')

function classOf(group: string, operations: SdkOperation[], context: Context): string {
  const { openapi } = context.contract
  const { tags } = openapi as unknown as { tags: { name: string; description: string }[] }
  const description = tags.find(({ name }) => name === group)?.description ?? group
  return [
    `\n\nclass ${className(group, context.flavour)}:\n${docstring(description, '    ')}\n`,
    `    def __init__(self, api: ${apiName(context.flavour)}) -> None:\n        self._api = api\n`,
    ...operations.map((operation) => `\n${methodOf(operation, context)}`),
  ].join('')
}

const clientBase = (groups: string[], own: SdkOperation[], context: Context): string =>
  [
    `\n\nclass ${className('resources', context.flavour)}:\n`,
    docstring('Every operation of the contract.', '    '),
    `\n    def __init__(self, api: ${apiName(context.flavour)}) -> None:\n        self._api = api\n`,
    ...groups.map(
      (group) => `        self.${snakeCase(group)} = ${className(group, context.flavour)}(api)\n`,
    ),
    ...own.map((operation) => `\n${methodOf(operation, context)}`),
  ].join('')

interface Parameter {
  name: string
  /** Of the contract. */
  source: string
  type: string
  required: boolean
  description: string
}

function methodOf(operation: SdkOperation, context: Context): string {
  const { waits, around } = context.flavour
  const parameters = parametersOf(operation, context)
  const { path, patch, body, query, headers, secret } = parameters
  const positional = [...path, ...patch].map(({ name, type }) => `${name}: ${type}`)
  const named = [...secret, ...body, ...query, ...headers].map(({ name, type, required }) =>
    required ? `${name}: ${type}` : `${name}: ${type} | None = None`,
  )
  const signature = ['self', ...positional, '*', ...named, ...callParameters]
  const { page } = operation
  const isLazy = page !== undefined && waits && !around
  const documented = Object.values<Parameter[]>({ ...parameters }).flat()
  return [
    `    ${waits && !isLazy ? 'async ' : ''}def ${snakeCase(operation.name)}(\n`,
    ...signature.map((part) => `        ${part},\n`),
    `    ) -> ${answerType(operation, context.flavour)}:\n`,
    docstring(documentation(operation, documented), '        '),
    `        ${bodyOf(operation, parameters, context.flavour)}\n`,
  ].join('')
}

type Parameters = Record<'path' | 'patch' | 'body' | 'query' | 'headers' | 'secret', Parameter[]>

function parametersOf(operation: SdkOperation, { contract }: Context): Parameters {
  const { schemas } = contract.openapi.components
  const { signed } = operation
  const bodySchema = operation.body === undefined ? undefined : schemas[operation.body]
  const fields = bodySchema === undefined ? [] : propertiesOf(bodySchema)
  const required = bodySchema === undefined ? [] : requiredOf(bodySchema)
  const isFree = bodySchema !== undefined && fields.length === 0
  const found: Parameters = {
    path: operation.pathParameters.map((one) => parameter(one, schemas)),
    patch: isFree
      ? [
          {
            name: 'patch',
            source: 'patch',
            type: 'Mapping[str, Any]',
            required: true,
            description: descriptionOf(bodySchema),
          },
        ]
      : [],
    body: fields.map(([source, schema]) => ({
      name: snakeCase(source),
      source,
      type: inputType(schema, schemas),
      required: required.includes(source),
      description: descriptionOf(schema) || descriptionOf(resolve(schema, schemas)),
    })),
    query: operation.query.map((one) => parameter(one, schemas)),
    headers: operation.headers.map((one) => ({
      ...parameter(one, schemas),
      ...(signed ? { required: false } : {}),
    })),
    secret: signed
      ? [
          {
            name: 'secret',
            source: 'secret',
            type: 'str',
            required: true,
            description: "The channel's secret, `whsec_…`, with which the request is signed.",
          },
        ]
      : [],
  }
  refuseTwice(operation, found)
  return found
}

function refuseTwice({ id }: SdkOperation, found: Parameters): void {
  const names = Object.values(found)
    .flat()
    .map(({ name }) => name)
  const taken = [...names, 'timeout', 'max_retries', 'extra_headers']
  const twice = taken.find((name, index) => taken.indexOf(name) !== index)
  if (twice !== undefined) throw new Error(`${id} has two parameters called ${twice}.`)
}

type Schemas = Record<string, SchemaObject>

const resolve = (schema: SchemaObject, schemas: Schemas): SchemaObject =>
  typeof schema['$ref'] === 'string'
    ? resolve(schemas[lastPart(schema['$ref'])] ?? {}, schemas)
    : schema

function parameter(found: ParameterObject, schemas: Schemas): Parameter {
  const { name, schema, required } = found as ParameterObject & { required?: boolean }
  return {
    name: snakeCase(name),
    source: name,
    type: inputType(schema, schemas),
    required: required === true,
    description: descriptionOf(found),
  }
}

/** What a caller may pass: for a model also a mapping with the contract's names. */
function inputType(schema: SchemaObject, schemas: Schemas): string {
  const target = resolve(schema, schemas)
  if (target['type'] === 'array')
    return `Sequence[${inputType(target['items'] as SchemaObject, schemas)}]`
  const type = new ModelWriter(schemas).typeOf(schema, '')
  if (type.startsWith('dict[')) return 'Mapping[str, Any]'
  if (/^(str|int|float|bool|Any)$/.test(type)) return type
  const isModel = target['enum'] === undefined
  return isModel ? `models.${type} | Mapping[str, Any]` : `models.${type}`
}

function answerType({ page, text, answer }: SdkOperation, { waits, around }: Flavour): string {
  const wrapped = (type: string): string => (around ? `WithResponse[${type}]` : type)
  if (page !== undefined) {
    const item = `models.${page.item}`
    if (waits && !around) return `AsyncPages[${item}]`
    return wrapped(`${waits ? 'AsyncPage' : 'Page'}[${item}]`)
  }
  return wrapped(dataType({ text, answer }))
}

/** What an operation answers with. */
export function dataType({ text, answer }: Pick<SdkOperation, 'text' | 'answer'>): string {
  if (text) return 'str'
  if (answer === undefined) return 'None'
  return answer === 'Document' ? 'dict[str, Any]' : `models.${answer}`
}

function bodyOf(
  operation: SdkOperation,
  parameters: Parameters,
  { waits, around }: Flavour,
): string {
  const { page, id } = operation
  const pairs = (list: Parameter[]): string =>
    `{${list.map(({ name, source }) => `"${source}": ${name}`).join(', ')}}`
  const { path, patch, body, query, headers, secret } = parameters
  const parts = [
    ...(path.length > 0 ? [`path=${pairs(path)}`] : []),
    ...(query.length > 0 ? [`query=given(${pairs(query)})`] : []),
    ...(headers.length > 0 ? [`headers=given(${pairs(headers)})`] : []),
    ...(body.length > 0 ? [`body=given(${pairs(body)})`] : patch.length > 0 ? ['body=patch'] : []),
    ...(secret.length > 0 ? ['secret=secret'] : []),
  ]
  const given = [
    `operations.${constantName(id)}`,
    ...(page === undefined ? [] : [`models.${page.item}`]),
    `Parts(${parts.join(', ')})`,
    callArgument,
  ].join(', ')
  if (page !== undefined && waits && !around) return `return self._api.pages(${given})`
  const how =
    page === undefined ? (around ? 'exchange' : 'call') : around ? 'exchange_page' : 'page'
  return `return ${waits ? 'await ' : ''}self._api.${how}(${given})`
}

function documentation({ summary, description }: SdkOperation, parameters: Parameter[]): string {
  const told = parameters.filter((one) => one.description !== '')
  const args = told.map(
    ({ name, description: text }) => `    ${name}: ${text.replaceAll(/\s*\n\s*/g, ' ')}`,
  )
  return [`${summary}.`, description.trim(), args.length === 0 ? '' : `Args:\n${args.join('\n')}`]
    .filter((part) => part !== '')
    .join('\n\n')
}
