import {
  type AsyncApi,
  type Channel,
  lastPart,
  type OpenApi,
  type Operation,
  type Part,
  resolved,
} from '../../scripts/check/compatibility/documents.ts'
import { messagesOf } from '../../scripts/check/compatibility/messages.ts'

/** Prose, and what is written another way below. */
const silent = new Set([
  ...['description', 'summary', 'title', 'example', 'examples', 'discriminator'],
  ...['$ref', 'type', 'const', 'enum', 'oneOf', 'items', 'properties', 'required', 'propertyNames'],
  ...['additionalProperties', 'pattern', 'format', 'default', 'minLength', 'maxLength', 'minimum'],
  ...['maximum', 'minItems', 'maxItems', 'minProperties', 'maxProperties'],
])

const json = (value: unknown): string => JSON.stringify(value)
const given = (text: string, value: unknown): string[] => (value === undefined ? [] : [text])

/** A schema in one line: everything of it that carries meaning, also what has no notation of its own. */
function written(schema: Part): string {
  const { $ref, pattern, format, default: standard } = schema
  const rest = Object.keys(schema).filter((key) => !silent.has(key))
  return [
    ...given(lastPart(String($ref)), $ref),
    ...($ref === undefined ? [`${kindOf(schema)}${rangeOf(schema)}`] : []),
    ...given(`/${String(pattern)}/`, pattern),
    ...given(`as ${String(format)}`, format),
    ...given(`= ${json(standard)}`, standard),
    ...rest.map((key) => `${key} ${json(schema[key])}`),
  ].join(' ')
}

function kindOf(schema: Part): string {
  const { type = 'anything', const: only, enum: values, oneOf, items } = schema
  if (only !== undefined) return `${String(type)} ${json(only)}`
  if (Array.isArray(values)) return values.map(String).join('|')
  if (Array.isArray(oneOf)) return variantsOf(oneOf as Part[], schema['discriminator'])
  if (type === 'array') return `[${written((items ?? {}) as Part)}]`
  if (type !== 'object') return String(type)
  const { additionalProperties: others, propertyNames: names } = schema
  if (typeof others !== 'object') return others === false ? 'closed' : 'open'
  return `{ ${names === undefined ? 'any' : written(names as Part)}: ${written(others as Part)} }`
}

function variantsOf(oneOf: Part[], discriminator: unknown): string {
  const { propertyName, mapping = {} } = (discriminator ?? {}) as {
    propertyName?: string
    mapping?: Record<string, string>
  }
  const names = Object.entries(mapping).map(([value, target]) => `${value} is ${lastPart(target)}`)
  return [
    oneOf.map(written).join(' or '),
    ...given(`by ${String(propertyName)}: ${names.join(', ')}`, propertyName),
  ].join(' ')
}

function rangeOf(schema: Part): string {
  const bound = (side: 'min' | 'max'): string => {
    const names = ['Length', 'imum', 'Items', 'Properties'].map((end) => side + end)
    const value = names.map((name) => schema[name]).find((found) => found !== undefined)
    return value === undefined ? '' : json(value)
  }
  const range = `(${bound('min')}..${bound('max')})`
  return range === '(..)' ? '' : range
}

/** A schema and its fields, one line each; `?` where one need not be there. */
function linesOf(name: string, schema: Part): string[] {
  const fields = Object.entries((schema['properties'] ?? {}) as Record<string, Part>)
  const needed = new Set((schema['required'] ?? []) as string[])
  const inner = fields.flatMap(([key, field]) => linesOf(needed.has(key) ? key : `${key}?`, field))
  return [`${name}: ${written(schema)}`, ...inner.map((line) => `  ${line}`)]
}

export const schemasOf = (schemas: Record<string, Part>): string[] =>
  Object.entries(schemas).flatMap(([name, schema]) => linesOf(name, schema))

/** Each operation: who may call it and how often, what it takes, what it answers. */
export function operationsOf(document: OpenApi): string[] {
  const parts = { ...document.paths, ...document.webhooks } as Record<
    string,
    Record<string, unknown>
  >
  return Object.entries(parts).flatMap(([path, { parameters: shared = [], ...item }]) =>
    Object.entries(item).flatMap(([method, value]) => {
      const operation = value as Operation
      const parameters = [...(shared as Part[]), ...(operation.parameters ?? [])]
      return [
        `${operation.operationId}: ${method.toUpperCase()} ${path} [${String((value as Part)['tags'])}]`,
        ...accessOf(operation),
        ...parameters.map((parameter) => `  takes ${parameterOf(resolved(parameter, document))}`),
        ...(operation.requestBody === undefined
          ? []
          : [`  takes ${bodyOf(operation.requestBody)}`]),
        ...answersOf(operation.responses),
      ]
    }),
  )
}

function accessOf({ security = [], 'x-rate-limit': budget }: Operation): string[] {
  const who = security.map((one) =>
    Object.entries(one).map(([name, scopes]) => [name, ...scopes].join(' ')),
  )
  return [
    `  for ${security.length === 0 ? 'everybody' : who.join(' or ')}`,
    ...(budget === undefined
      ? []
      : [`  ${budget.limit} in ${budget.windowSeconds} s of ${budget.bucket}`]),
  ]
}

function parameterOf(parameter: Part): string {
  const { name, in: place, required, schema, style, explode, allowReserved } = parameter
  const manner = Object.entries({ style, explode, allowReserved }).filter(
    ([, value]) => value !== undefined,
  )
  return [
    `${String(place)} ${String(name)}${required === true ? '' : '?'}: ${written(schema as Part)}`,
    ...manner.map(([key, value]) => `${key} ${json(value)}`),
  ].join(' ')
}

const bodyOf = (body: Part): string =>
  `${body['required'] === true ? 'body' : 'body?'}: ${contentOf(body)}`

const contentOf = ({ content = {} }: Part): string =>
  Object.entries(content as Record<string, { schema: Part }>)
    .map(([type, { schema }]) => `${type} ${written(schema)}`)
    .join(', ')

/** Those that other operations give as well stand in one line. */
function answersOf(responses: Operation['responses']): string[] {
  const entries = Object.entries(responses)
  const own = entries.filter(([, { $ref }]) => $ref === undefined)
  const shared = entries.filter(([, { $ref }]) => $ref !== undefined)
  const names = shared.map(([status, { $ref }]) => `${status} ${lastPart(String($ref))}`)
  return [
    ...own.map(([status, response]) => `  answers ${status} ${answerOf(response)}`.trimEnd()),
    ...(names.length === 0 ? [] : [`  or ${names.join(', ')}`]),
  ]
}

const asNeeded = (name: string, required: unknown): string =>
  required === true ? name : `${name}?`

const budgetHeaders = ['RateLimit-Limit', 'RateLimit-Remaining', 'RateLimit-Reset']
const usualHeaders = ['X-Request-Id', ...budgetHeaders].join(', ')

function answerOf(response: Part): string {
  const headers = Object.entries((response['headers'] ?? {}) as Record<string, Part>)
  const named = headers.map(([name, { $ref, schema, required }]) =>
    $ref === undefined ? `${asNeeded(name, required)} (${written(schema as Part)})` : name,
  )
  const text = named.join(', ').replace(usualHeaders, 'the usual')
  return [contentOf(response), ...(text === '' ? [] : [`with ${text}`])].filter(Boolean).join(' ')
}

/** What several operations share, and how a caller shows who it is. */
export const sharedOf = ({ components, servers = [] }: OpenApi): string[] => [
  ...servers.map(({ url }) => `server: ${url}`),
  ...Object.entries(components['responses'] ?? {}).map(
    ([name, one]) => `${name}: ${answerOf(one)}`,
  ),
  ...Object.entries(components['headers'] ?? {}).map(
    ([name, { schema, required }]) => `${asNeeded(name, required)}: ${written(schema as Part)}`,
  ),
  ...schemesOf(components),
]

const schemesOf = ({ securitySchemes = {} }: OpenApi['components']): string[] =>
  Object.entries(securitySchemes).map(
    ([name, { type, scheme, in: place, name: header }]) =>
      `${name}: ${[type, scheme, place, header].filter(Boolean).join(' ')}`,
  )

/** Both sockets: where they are, what an upgrade may say, and which frames go which way. */
export function socketsOf(document: AsyncApi): string[] {
  const { asyncapi, defaultContentType, servers = {}, channels, operations, components } = document
  const messages = messagesOf(document)
  return [
    `asyncapi ${asyncapi}, frames of ${String(defaultContentType)}`,
    ...Object.entries(servers).map(
      ([name, { security, ...rest }]) => `server ${name}:${writtenOut(rest)}${waysIn(security)}`,
    ),
    ...schemesOf(components),
    ...Object.entries(channels).flatMap(channelOf),
    ...Object.entries(operations).flatMap(([name, { action, channel, security, ...rest }]) => [
      `${name}: ${action} ${lastPart(channel.$ref)}${waysIn(security)}${rest.messages ? '' : ' all'}`,
      ...messages.filter(({ operation }) => operation === name).map(messageOf),
    ]),
  ]
}

const waysIn = (security: Part[] = []): string => {
  const names = security.map(({ $ref, ...inline }) =>
    typeof $ref === 'string' ? lastPart($ref) : json(inline),
  )
  return names.length === 0 ? '' : ` for ${names.join(' or ')}`
}

/** What has no notation of its own, without prose and without the named keys. */
const writtenOut = (part: Part, ...others: string[]): string =>
  Object.entries(part)
    .filter(([key]) => !silent.has(key) && !others.includes(key))
    .map(([key, value]) => ` ${key} ${typeof value === 'string' ? value : json(value)}`)
    .join('')

function channelOf([name, channel]: [string, Channel]): string[] {
  const { ws = {} } = channel.bindings ?? {}
  const own = writtenOut(channel, 'address', 'servers', 'bindings', 'messages')
  const upgrade = writtenOut(ws, 'query', 'headers', 'bindingVersion')
  const where = (channel.servers ?? []).map(({ $ref }) => ` on ${lastPart($ref)}`).join('')
  return [
    `${name}: ${String(channel['address'])}${where}${own}${upgrade}`,
    ...linesOf('query', ws.query ?? {}),
    ...(ws.headers === undefined ? [] : linesOf('headers', ws.headers)),
  ]
}

function messageOf({ written: message }: { written: Part }): string {
  const { name, payload } = message
  const own = writtenOut(message, 'name', 'payload')
  return `  ${String(name)}: ${written((payload ?? {}) as Part)}${own}`
}
