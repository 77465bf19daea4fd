// Reads both contracts, refuses what is invalid or contradictory, and returns them as plain documents.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { fromFile, Parser } from '@asyncapi/parser/cjs/index.js'
import { parse } from 'yaml'
import { withEmptyDefaults } from './empty-defaults.ts'

export type SchemaObject = Record<string, unknown>

export interface ParameterObject {
  name: string
  in: string
  required?: boolean
  description: string
  schema: SchemaObject
}

export interface OperationObject {
  operationId: string
  tags: [string]
  security: Record<string, string[]>[]
  'x-rate-limit': { bucket: string; limit: number; windowSeconds: number }
  parameters?: ({ $ref: string } | ParameterObject)[]
  requestBody?: { content: Record<string, unknown> }
  responses: Record<string, { content?: Record<string, unknown> }>
}

export interface OpenApiDocument {
  info: { version: string }
  paths: Record<string, Record<string, OperationObject>>
  webhooks: Record<string, Record<string, OperationObject>>
  components: {
    schemas: Record<string, SchemaObject>
    parameters: Record<string, ParameterObject>
    securitySchemes: Record<string, unknown>
  }
}

export interface SocketMessage {
  name: string
  schemaName: string
  examples: { name: string; payload: unknown }[]
}

export interface Contract {
  openapi: OpenApiDocument
  asyncapi: Record<string, unknown>
  /** Those of both files. */
  schemas: Record<string, SchemaObject>
  /** The event stream: where it is, its query, and what it sends. */
  stream: { path: string; query: SchemaObject; events: SocketMessage[] }
  /** The web chat's socket: where it is, and what each side sends. */
  chat: { path: string; fromVisitor: SocketMessage[]; toVisitor: SocketMessage[] }
  /** Both files as they were written. */
  sources: { openapi: string; asyncapi: string }
}

interface AsyncApiSource {
  info: { version: string }
  channels: {
    events: { address: string; bindings: { ws: { query: SchemaObject } } }
    chat: { address: string }
  }
  operations: Record<
    'watchEvents' | 'hearVisitor' | 'answerVisitor',
    { messages: { $ref: string }[] }
  >
  components: {
    messages: Record<string, AsyncApiMessage>
    schemas: Record<string, SchemaObject>
  }
}

interface AsyncApiMessage {
  name: string
  payload: { $ref: string }
  examples?: SocketMessage['examples']
}

const specFile = (name: string): string =>
  fileURLToPath(new URL(`../../spec/${name}`, import.meta.url))

/** Reads `spec/`. Throws with every diagnostic when a file is invalid or the versions differ. */
export async function readContract(): Promise<Contract> {
  const sources = {
    openapi: await readFile(specFile('openapi.yaml'), 'utf8'),
    asyncapi: await readFile(specFile('asyncapi.yaml'), 'utf8'),
  }
  const openapi = parse(sources.openapi) as OpenApiDocument
  const source = parse(sources.asyncapi) as AsyncApiSource
  await refuseInvalidAsyncApi()
  refuseOtherVersions(openapi.info.version, source.info.version)
  const { events, chat } = source.channels
  const schemas = withEmptyDefaults(sharedSchemas(source, openapi))
  return {
    openapi,
    asyncapi: withSchemas(source, schemas),
    schemas,
    stream: {
      path: events.address,
      query: events.bindings.ws.query,
      events: messagesOf(source, 'watchEvents'),
    },
    chat: {
      path: chat.address,
      fromVisitor: messagesOf(source, 'hearVisitor'),
      toVisitor: messagesOf(source, 'answerVisitor'),
    },
    sources,
  }
}

const lastPart = (reference: string): string => reference.split('/').at(-1) ?? ''

function messagesOf(
  { operations, components }: AsyncApiSource,
  operation: keyof AsyncApiSource['operations'],
): SocketMessage[] {
  return operations[operation].messages.map(({ $ref }) => {
    const message = components.messages[lastPart($ref)]
    if (message === undefined) throw new Error(`There is no message ${$ref}.`)
    const { name, payload, examples = [] } = message
    return { name, schemaName: lastPart(payload.$ref), examples }
  })
}

async function refuseInvalidAsyncApi(): Promise<void> {
  const { diagnostics } = await fromFile(new Parser(), specFile('asyncapi.yaml')).parse()
  // Severity 0 is an error, 1 a warning; 2 and 3 are advice (such as "a newer AsyncAPI exists").
  const faults = diagnostics.filter(({ severity }: { severity: number }) => severity <= 1)
  if (faults.length > 0) {
    const lines = faults.map(({ path, message }) => `  ${path.join('/')}: ${message}`)
    throw new Error(`spec/asyncapi.yaml is invalid:\n${lines.join('\n')}`)
  }
}

function refuseOtherVersions(...versions: string[]): void {
  const { version } = createRequire(import.meta.url)('../../package.json') as { version: string }
  if (versions.some((other) => other !== version)) {
    throw new Error(
      `info.version must be ${version}, as in package.json; spec/ has ${versions.join(' and ')}.`,
    )
  }
}

/** The schemas of both files side by side, so that references need no file. */
function sharedSchemas(
  { components }: AsyncApiSource,
  openapi: OpenApiDocument,
): Contract['schemas'] {
  const shared = openapi.components.schemas
  const twice = Object.keys(components.schemas).filter((name) => name in shared)
  if (twice.length > 0) throw new Error(`Both files of spec/ have the schema ${twice.join(', ')}.`)
  return { ...shared, ...withoutFile(components.schemas) }
}

/** One self-contained document: all schemas move inside, and references point at them there. */
const withSchemas = (
  source: AsyncApiSource,
  schemas: Contract['schemas'],
): Record<string, unknown> => ({
  ...withoutFile(source),
  components: { ...withoutFile(source.components), schemas: withoutMappings(schemas) },
})

const withoutFile = <T>(document: T): T =>
  JSON.parse(JSON.stringify(document).replaceAll('./openapi.yaml#', '#')) as T

/**
 * Schemas without `discriminator.mapping`, which AJV refuses (`propertyName` is enough for it) and AsyncAPI does not know.
 */
export function withoutMappings<T>(schemas: T): T {
  return JSON.parse(
    JSON.stringify(schemas, (key, value: unknown) => (key === 'mapping' ? undefined : value)),
  ) as T
}
