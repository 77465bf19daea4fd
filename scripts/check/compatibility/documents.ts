import { parse } from 'yaml'

/** Both files of one version of the contract, as they were written. */
export interface ContractTexts {
  openapi: string
  asyncapi: string
}

/** One difference that a client can break at. */
export interface Change {
  /** The operation, event or frame. */
  where: string
  what: string
}

export type Part = Record<string, unknown>

export interface Operation {
  operationId: string
  parameters?: Part[]
  requestBody?: Part
  responses: Record<string, Part>
  security?: Record<string, string[]>[]
  servers?: { url: string }[]
  'x-rate-limit'?: { bucket: string; limit: number; windowSeconds: number }
}

export interface OpenApi {
  info: { version: string }
  servers?: { url: string }[]
  paths: Record<string, Record<string, unknown>>
  webhooks?: Record<string, Record<string, unknown>>
  components: Record<string, Record<string, Part>>
}

interface Reference {
  $ref: string
}

export interface Channel extends Part {
  /** Those of the document that it is on; all of them where it names none. */
  servers?: Reference[]
  messages?: Record<string, Part>
  bindings?: { ws?: Part & { method?: string; query?: Part; headers?: Part } }
}

export interface AsyncApi {
  asyncapi: string
  info: { version: string }
  defaultContentType?: string
  servers?: Record<string, Part & { security?: Part[] }>
  channels: Record<string, Channel>
  operations: Record<
    string,
    Part & {
      action: 'send' | 'receive'
      channel: Reference
      /** All of its channel's where it names none. */
      messages?: Reference[]
      security?: Part[]
    }
  >
  components: Record<string, Record<string, Part>>
}

export interface Documents {
  openapi: OpenApi
  asyncapi: AsyncApi
}

/** What makes a comparison impossible, in words for a person. */
export class Incomparable extends Error {}

/** @param folder where the files are, for messages. Throws `Incomparable` for what is no YAML, or no contract. */
export const readDocuments = (texts: ContractTexts, folder: string): Documents => ({
  openapi: read(texts.openapi, `${folder}/openapi.yaml`, ['paths', 'components']) as OpenApi,
  asyncapi: read(texts.asyncapi, `${folder}/asyncapi.yaml`, [
    'channels',
    'operations',
    'components',
  ]) as AsyncApi,
})

function read(text: string, file: string, sections: string[]): unknown {
  const document = (parsed(text, file) ?? {}) as Partial<OpenApi> & Part
  const missing = [
    ...(typeof document.info?.version === 'string' ? [] : ['info.version']),
    ...sections.filter((name) => typeof document[name] !== 'object' || document[name] === null),
  ]
  if (missing.length > 0) {
    throw new Incomparable(`${file} is no contract: it has no ${missing.join(', no ')}.`)
  }
  return document
}

function parsed(text: string, file: string): unknown {
  try {
    return parse(text)
  } catch (error) {
    throw new Incomparable(`${file} is no YAML: ${error instanceof Error ? error.message : ''}`)
  }
}

/** What a reference leads to, with what stands beside it, in a document that has all it refers to inside. */
export function resolved(part: unknown, document: object): Part {
  const { $ref, ...beside } = (part ?? {}) as Part
  if (typeof $ref !== 'string') return beside
  return { ...resolved(lookUp($ref, document), document), ...beside }
}

/** The part of a document that `#/a/b` leads to; undefined where there is none. */
export const lookUp = (reference: string, document: object): unknown =>
  reference
    .slice('#/'.length)
    .split('/')
    .reduce<unknown>((found, key) => (found as Part | undefined)?.[key], document)

export const lastPart = (reference: string): string => reference.split('/').at(-1) ?? ''

const methods = new Set(['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'])

/** What stands under a path or webhook, by method. */
export const operationsIn = (item: Record<string, unknown>): [method: string, Operation][] =>
  Object.entries(item).filter(([method]) => methods.has(method)) as [string, Operation][]
