import prismHttp from '@stoplight/prism-http'
import type { OperationId } from '../../src/generated/operations.ts'
import type { OpenApiDocument } from '../generate/contract.ts'
import { narrowed } from './narrow.ts'
import { type Preferences, wrongPreference } from './prefer.ts'

const { createInstance, getHttpOperationsFromSpec } = prismHttp

type Request = ReturnType<typeof createInstance>['request']
type Method = Parameters<Request>[0]['method']

/** Which answer of which operation. */
export interface Wanted extends Preferences {
  id: OperationId
  method: string
  /** Filled in: no `{…}` any more. */
  path: string
  code: number
  /** The first of them that the answer has. */
  types: readonly string[]
}

export interface MockAnswer {
  status: number
  /** As the contract's examples have them, names in lower case; the type of the body among them. */
  headers: Record<string, string>
  body: unknown
}

/** @throws GatewayError `invalid` for an example that there is not */
export type AskPrism = (wanted: Wanted) => Promise<MockAnswer>

/** Requests are checked by the gateway's own code, which names faults in its own words; what Prism finds would be told twice. */
const unchecked = {
  isProxy: false,
  checkSecurity: false,
  validateRequest: false,
  validateResponse: false,
  errors: false,
  upstreamProxy: undefined,
} as const

/** Prism, as a library: it chooses and makes the answers. */
export async function openPrism(document: OpenApiDocument): Promise<AskPrism> {
  const operations = await getHttpOperationsFromSpec(structuredClone(narrowed(document)))
  const prism = createInstance({ ...unchecked, mock: { dynamic: false } }, { logger: silent })
  return async ({ id, method, path, code, types, example, dynamic = false, seed }) => {
    const mock = {
      code,
      dynamic,
      mediaTypes: [...types],
      ...(example === undefined ? {} : { exampleKey: example }),
      ...(seed === undefined ? {} : { seed }),
    }
    const request = { method: method as Method, url: { path, query: {} }, headers: {} }
    const result = await prism.request(request, operations, { ...unchecked, mock })()
    if (result._tag === 'Right' && result.right.output.statusCode === code) {
      return toAnswer(result.right.output)
    }
    if (example !== undefined) {
      throw wrongPreference('example', `example: ${id} has no example ${example} of ${code}`)
    }
    throw new Error(`Prism has no answer ${code} of ${id}.`, {
      cause: result._tag === 'Left' ? result.left : undefined,
    })
  }
}

function toAnswer(output: { statusCode: number; headers?: object; body?: unknown }): MockAnswer {
  const headers = Object.entries(output.headers ?? {}).map(([name, value]: [string, unknown]) => [
    name.toLowerCase(),
    String(value),
  ])
  return {
    status: output.statusCode,
    headers: Object.fromEntries(headers) as Record<string, string>,
    body: output.body,
  }
}

const nothing = (): void => undefined

/** It tells of every step of every request. */
const silent = Object.assign(Object.create(null), {
  trace: nothing,
  debug: nothing,
  info: nothing,
  success: nothing,
  warn: nothing,
  error: nothing,
  fatal: nothing,
  child: () => silent,
}) as Parameters<typeof createInstance>[1]['logger']
