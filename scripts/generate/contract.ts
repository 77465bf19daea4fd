// Reads both contracts, refuses what is invalid or contradictory, and returns them as plain documents.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { fileURLToPath } from 'node:url'
import { fromFile, Parser } from '@asyncapi/parser/cjs/index.js'
import { parse } from 'yaml'

export type SchemaObject = Record<string, unknown>

export interface ParameterObject {
  name: string
  in: string
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

export interface EventMessage {
  name: string
  schemaName: string
  examples: EventExample[]
}

export interface EventExample {
  name: string
  payload: unknown
}

export interface Contract {
  openapi: OpenApiDocument
  asyncapi: Record<string, unknown>
  events: EventMessage[]
  /** Where the event stream is, and the schema of its query. */
  stream: { path: string; query: SchemaObject }
  /** Both files as they were written. */
  sources: { openapi: string; asyncapi: string }
}

interface AsyncApiSource {
  info: { version: string }
  channels: { events: { address: string; bindings: { ws: { query: SchemaObject } } } }
  components: { messages: Record<string, AsyncApiMessage> }
}

interface AsyncApiMessage {
  name: string
  payload: { $ref: string }
  examples?: EventExample[]
}

const specFile = (name: string): string =>
  fileURLToPath(new URL(`../../spec/${name}`, import.meta.url))
const schemaPrefix = './openapi.yaml#/components/schemas/'

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
  const events = Object.values(source.components.messages).map(({ name, payload, examples }) => ({
    name,
    schemaName: payload.$ref.slice(schemaPrefix.length),
    examples: examples ?? [],
  }))
  const { address, bindings } = source.channels.events
  return {
    openapi,
    asyncapi: withSharedSchemas(source, openapi),
    events,
    stream: { path: address, query: bindings.ws.query },
    sources,
  }
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

/** One self-contained document: the shared schemas move inside, and references point at them there. */
function withSharedSchemas(
  source: AsyncApiSource,
  openapi: OpenApiDocument,
): Record<string, unknown> {
  const text = JSON.stringify({
    ...source,
    components: { ...source.components, schemas: withoutMappings(openapi.components.schemas) },
  })
  return JSON.parse(text.replaceAll('./openapi.yaml#', '#')) as Record<string, unknown>
}

/**
 * Schemas without `discriminator.mapping`, which AJV refuses (`propertyName` is enough for it) and AsyncAPI does not know.
 */
export function withoutMappings<T>(schemas: T): T {
  return JSON.parse(
    JSON.stringify(schemas, (key, value: unknown) => (key === 'mapping' ? undefined : value)),
  ) as T
}
