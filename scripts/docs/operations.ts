// The contract's operations with their references followed: what the samples, the search and llms.txt are made of.
import type { Contract } from '../generate/contract.ts'

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  description: string
  required: boolean
  example: unknown
}

export interface Body {
  mediaType: string
  schemaName: string
  example: unknown
}

export interface Request {
  id: string
  method: string
  tag: string
  summary: string
  description: string
  parameters: Parameter[]
  body: Body | undefined
  /** By status. */
  answers: { status: string; mediaTypes: string[]; schemaName: string | undefined }[]
}

export interface Operation extends Request {
  path: string
  /** `undefined` where anybody may call it. */
  security: 'bearerAuth' | 'webhookSignature' | undefined
  scopes: string[]
  budget: string
}

/** What the gateway itself sends. */
export interface Webhook extends Request {
  name: string
}

type Tree = Record<string, unknown>

const methods = ['get', 'put', 'post', 'patch', 'delete']

/** In the contract's order. @throws Error where a field is missing, or a reference leads nowhere */
export const operationsOf = ({ openapi }: Pick<Contract, 'openapi'>): Operation[] =>
  placesOf(openapi, openapi.paths).map((place) => ({
    ...requestOf(place),
    ...accessOf(place),
    path: place.at,
  }))

/** As `operationsOf`. */
export const webhooksOf = ({ openapi }: Pick<Contract, 'openapi'>): Webhook[] =>
  placesOf(openapi, openapi.webhooks).map((place) => ({ ...requestOf(place), name: place.at }))

interface Place {
  document: unknown
  /** A path, or a webhook's name. */
  at: string
  method: string
  item: Tree
  source: Tree
}

const placesOf = (document: unknown, items: Record<string, Tree>): Place[] =>
  Object.entries(items).flatMap(([at, item]) =>
    Object.entries(item)
      .filter(([method]) => methods.includes(method))
      .map(([method, source]) => ({ document, at, method, item, source: source as Tree })),
  )

function refuseMissing({ at, method, source }: Place, fields: string[]): void {
  const missing = fields.filter((field) => source[field] === undefined)
  if (missing.length > 0) {
    throw new Error(
      `spec/openapi.yaml: ${method.toUpperCase()} ${at} has no ${missing.join(', ')}.`,
    )
  }
}

function requestOf(place: Place): Request {
  refuseMissing(place, ['operationId', 'tags', 'summary', 'description', 'responses'])
  const { document, method, item, source } = place
  const own = source as unknown as {
    operationId: string
    tags: [string]
    summary: string
    description: string
    requestBody?: { content: Record<string, { schema: { $ref: string }; example: unknown }> }
    responses: Tree
  }
  const [media] = Object.entries(own.requestBody?.content ?? {})
  return {
    id: own.operationId,
    method: method.toUpperCase(),
    tag: own.tags[0],
    summary: own.summary,
    description: own.description.trim(),
    parameters: [...list(item['parameters']), ...list(source['parameters'])].map((parameter) =>
      parameterOf(document, parameter),
    ),
    body: media && {
      mediaType: media[0],
      schemaName: nameOf(media[1].schema) ?? '',
      example: media[1].example,
    },
    answers: Object.entries(own.responses).map(([status, answer]) =>
      answerOf(document, status, answer),
    ),
  }
}

function accessOf(place: Place): Pick<Operation, 'security' | 'scopes' | 'budget'> {
  refuseMissing(place, ['security', 'x-rate-limit'])
  const { security, 'x-rate-limit': budget } = place.source as unknown as {
    security: [Record<string, string[]>?]
    'x-rate-limit': { limit: number; bucket: string }
  }
  const [[scheme, scopes] = [undefined, []]] = Object.entries(security[0] ?? {})
  return {
    security: scheme as Operation['security'],
    scopes,
    budget: `${budget.limit} a minute (${budget.bucket})`,
  }
}

const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])

function parameterOf(document: unknown, parameter: unknown): Parameter {
  const { required = false, ...found } = follow(document, parameter) as unknown as Omit<
    Parameter,
    'required'
  > & { required?: boolean }
  return { ...found, required }
}

function answerOf(document: unknown, status: string, answer: unknown): Request['answers'][0] {
  const { content = {} } = follow(document, answer) as {
    content?: Record<string, { schema?: unknown }>
  }
  const schemaName = nameOf(Object.values(content)[0]?.schema)
  return { status, mediaTypes: Object.keys(content), schemaName }
}

/** The name of what is referred to. */
export function nameOf(node: unknown): string | undefined {
  const reference = (node as { $ref?: string } | undefined)?.$ref
  return reference?.split('/').at(-1)
}

/** What a reference leads to, through any number of them. @throws Error where it leads nowhere */
export function follow(document: unknown, node: unknown): Tree {
  const reference = (node as { $ref?: unknown } | undefined)?.$ref
  if (typeof reference !== 'string') return node as Tree
  const target = reference
    .replace(/^.*#\//, '')
    .split('/')
    .reduce<unknown>((at, key) => (at as Tree | undefined)?.[key], document)
  if (target === undefined) throw new Error(`spec/openapi.yaml: there is no ${reference}.`)
  return follow(document, target)
}
