// What a client relies on and oasdiff does not look at: limits, who may call, headers' types, and some keywords of schemas.
import { isDeepStrictEqual } from 'node:util'
import {
  type Change,
  type OpenApi,
  type Operation,
  operationsIn,
  type Part,
  resolved,
} from './documents.ts'
import { labelOf } from './oasdiff.ts'
import { type Direction, schemaChanges } from './schemas.ts'
import { accessChanges } from './access.ts'
import { type Parameter, parameterChanges, parametersOf } from './parameters.ts'

type Pair<T> = [before: T, after: T]

/** An operation with what it has of its path and document. */
interface Found {
  label: string
  operation: Operation
  parameters: Parameter[]
  servers: string[]
}

/** The breaking ones, of operations that are in both documents. */
export function unseenChanges(before: OpenApi, after: OpenApi): Change[] {
  const documents: Pair<OpenApi> = [before, after]
  const later = operationsOf(after)
  const common = [...operationsOf(before)].flatMap(([key, old]) => {
    const found = later.get(key)
    return found === undefined
      ? []
      : changesOf([old, found], documents).map((what) => ({ where: old.label, what }))
  })
  return [...serverChanges(documents), ...schemeChanges(documents), ...common]
}

const urlsOf = (servers: { url: string }[] = []): string[] => servers.map(({ url }) => url)

function operationsOf(document: OpenApi): Map<string, Found> {
  const found = Object.entries(document.paths).flatMap(([path, item]) =>
    operationsIn(item).map(([method, operation]): [string, Found] => {
      const { servers = item['servers'] as OpenApi['servers'] } = operation
      const known = {
        label: labelOf({ operationId: operation.operationId, method, path }),
        operation,
        parameters: parametersOf(item['parameters'] as Part[] | undefined, operation, document),
        servers: urlsOf(servers ?? document.servers),
      }
      return [`${method} ${path}`, known]
    }),
  )
  return new Map(found)
}

function changesOf([old, current]: Pair<Found>, documents: Pair<OpenApi>): string[] {
  const [before, after] = [old.operation, current.operation]
  const responses = Object.keys(before.responses).flatMap((status) => {
    const pair = both([before.responses[status], after.responses[status]], documents)
    return pair === undefined ? [] : responseChanges(status, pair, documents)
  })
  const bodies = both([before.requestBody, after.requestBody], documents)
  return [
    ...accessChanges(before, after),
    ...goneFrom(old.servers, current.servers, documents),
    ...parameterChanges([old.parameters, current.parameters], documents),
    ...(bodies === undefined ? [] : contentChanges('request', 'body', bodies, documents)),
    ...responses,
  ]
}

/** Addresses that an operation has no longer, where they are not those of the whole document, which are told once. */
function goneFrom(before: string[], after: string[], documents: Pair<OpenApi>): string[] {
  const [old, current] = documents.map(({ servers }) => urlsOf(servers))
  if (isDeepStrictEqual(before, old) && isDeepStrictEqual(after, current)) return []
  return before.filter((url) => !after.includes(url)).map((url) => `is not at \`${url}\` any more`)
}

/** Both resolved; nothing where one of them is not there, which oasdiff tells. */
function both(
  [before, after]: Pair<unknown>,
  [old, current]: Pair<OpenApi>,
): Pair<Part> | undefined {
  if (before === undefined || after === undefined) return undefined
  return [resolved(before, old), resolved(after, current)]
}

function responseChanges(status: string, pair: Pair<Part>, documents: Pair<OpenApi>): string[] {
  const [before, after] = pair.map(({ headers }) => (headers ?? {}) as Record<string, Part>)
  const headers = Object.entries(before ?? {}).flatMap(([name, header]) => {
    const found = both([header, after?.[name]], documents)
    if (found === undefined) return []
    const schemas: Pair<unknown> = [found[0]['schema'], found[1]['schema']]
    const path = `header ${name} of ${status}`
    return schemaChanges(schemas, documents, { direction: 'response', path, by: 'nobody' })
  })
  return [...headers, ...contentChanges('response', `body of ${status}`, pair, documents)]
}

function contentChanges(
  direction: Direction,
  path: string,
  [before, after]: Pair<Part>,
  documents: Pair<OpenApi>,
): string[] {
  const later = (after['content'] ?? {}) as Record<string, Part>
  const types = Object.entries((before['content'] ?? {}) as Record<string, Part>)
  return types.flatMap(([type, media]) => {
    const found = later[type]
    if (found === undefined) return []
    return schemaChanges([media['schema'], found['schema']], documents, {
      ...{ direction, path, by: 'oasdiff' },
    })
  })
}

function serverChanges([before, after]: Pair<OpenApi>): Change[] {
  const later = urlsOf(after.servers)
  const gone = urlsOf(before.servers).filter((url) => !later.includes(url))
  return gone.map((url) => ({ where: 'servers', what: `removed \`${url}\`` }))
}

function schemeChanges([before, after]: Pair<OpenApi>): Change[] {
  const later = after.components['securitySchemes'] ?? {}
  const schemes = Object.entries(before.components['securitySchemes'] ?? {})
  return schemes.flatMap(([name, scheme]) => {
    const found = later[name]
    const where = `security scheme ${name}`
    if (found === undefined) return [{ where, what: 'removed' }]
    return ['type', 'scheme', 'in', 'name']
      .filter((key) => scheme[key] !== found[key])
      .map((key) => ({
        ...{
          where,
          what: `\`${key}\` was \`${String(scheme[key])}\`, is \`${String(found[key])}\``,
        },
      }))
  })
}
