import fc from 'fast-check'
import type { Operation, Parameter } from './operations.ts'
import type { Schema, Schemas } from './schema.ts'
import { type ValueOptions, valuesOf } from './values.ts'

/** A request before it is written. */
export interface Request {
  method: string
  /** By the parameter's name, not encoded. */
  path: Record<string, string>
  /** Whether it is written as it stands, without encoding. */
  pathIsWritten?: boolean
  /** Values as they come; an encoded one is written as it is. */
  query: [name: string, value: string, encoded?: 'encoded'][]
  headers: Record<string, string>
  /** Undefined where the operation takes none. */
  body?: unknown
  /** Instead of the JSON of `body`. */
  raw?: string | Buffer
  /** Also escapes what need not be. */
  escapesAll: boolean
}

export interface RequestOptions extends ValueOptions {
  /** Values of parameters, by the operation's own names: ids that are there, and the like. */
  parameters?: Record<string, fc.Arbitrary<string>>
  /** Instead of what the contract's schema of the body would give. */
  document?: fc.Arbitrary<unknown>
}

/** Requests that the contract allows. */
export function requestsOf(
  schemas: Schemas,
  operation: Operation,
  options: RequestOptions = {},
): fc.Arbitrary<Request> {
  const of = (place: Parameter['in']): fc.Arbitrary<Record<string, unknown>> =>
    parametersOf(schemas, operation, { ...options, place })
  const body =
    operation.body === undefined
      ? fc.constant(undefined)
      : (options.document ?? valuesOf(schemas, operation.body, options))
  return fc
    .record({
      method: operation.method === 'GET' ? mostly('GET', 'HEAD') : fc.constant(operation.method),
      path: of('path') as fc.Arbitrary<Record<string, string>>,
      query: of('query'),
      headers: of('header') as fc.Arbitrary<Record<string, string>>,
      usual: usualHeaders,
      type: fc.constantFrom(...(operation.types.length === 0 ? [''] : operation.types)),
      body,
      escapesAll: mostly(false, true),
    })
    .map(({ query, headers, usual, type, ...rest }) => ({
      ...rest,
      query: Object.entries(query).map(([name, value]): Request['query'][number] => [
        name,
        textOf(value),
      ]),
      headers: { ...usual, ...headers, ...(type === '' ? {} : { 'content-type': type }) },
    }))
}

const mostly = <T>(usual: T, other: T): fc.Arbitrary<T> =>
  fc.oneof(
    { arbitrary: fc.constant(usual), weight: 4 },
    { arbitrary: fc.constant(other), weight: 1 },
  )

const textOf = (value: unknown): string =>
  Array.isArray(value) ? value.map(String).join(',') : String(value)

function parametersOf(
  schemas: Schemas,
  { parameters }: Operation,
  options: RequestOptions & { place: Parameter['in'] },
): fc.Arbitrary<Record<string, unknown>> {
  const own = parameters.filter((one) => one.in === options.place)
  const model = Object.fromEntries(
    own.map(({ name, schema }) => [
      name,
      options.parameters?.[name] ??
        (options.place === 'header'
          ? headerTexts(schemas.resolve(schema))
          : valuesOf(schemas, schema, options)),
    ]),
  )
  const requiredKeys = own.filter(({ required = false }) => required).map(({ name }) => name)
  return fc.record(model, { requiredKeys, noNullPrototype: true })
}

/** What HTTP lets stand in a header: Latin-1 without controls, and no blank at either end. */
function headerTexts({ pattern, minLength = 0, maxLength = 200 }: Schema): fc.Arbitrary<string> {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, 'u'))
  const unit = fc.oneof(
    { arbitrary: fc.integer({ min: 0x20, max: 0x7e }), weight: 8 },
    { arbitrary: fc.integer({ min: 0xa1, max: 0xff }), weight: 1 },
  )
  const text = fc
    .array(unit, { minLength, maxLength: Math.min(maxLength, 40) })
    .map((codes) => String.fromCharCode(...codes))
    .filter((one) => one.trim() === one)
  const longest = text.map((one) => one.padEnd(maxLength, 'x'))
  return fc.oneof({ arbitrary: text, weight: 20 }, { arbitrary: longest, weight: 1 })
}

const anyText = headerTexts({ maxLength: 100 })

/** Headers that the contract does not speak of, as clients, proxies and people send them. */
const usualHeaders = fc.record(
  {
    accept: fc.oneof(
      fc.constantFrom('*/*', 'application/json', 'text/html, */*;q=0.1', 'image/png', ''),
      anyText,
    ),
    'accept-language': fc.oneof(fc.constantFrom('de, en;q=0.5', '*'), anyText),
    'accept-encoding': fc.constantFrom('gzip, br', 'identity', '*;q=0'),
    'user-agent': anyText,
    cookie: anyText,
    origin: fc.constantFrom('http://localhost:5173', 'https://example.com', 'null', 'x'),
    referer: fc.webUrl(),
    range: fc.constantFrom('bytes=0-0', 'bytes=-1', 'lines=1'),
    'if-none-match': fc.constantFrom('*', '"x"'),
    'if-modified-since': fc.constantFrom('Thu, 01 Jan 2099 00:00:00 GMT', 'never'),
    'x-forwarded-for': fc.oneof(fc.ipV4(), fc.ipV6(), anyText),
    'x-http-method-override': fc.constantFrom('DELETE', 'PUT'),
    'x-request-id': anyText,
    prefer: fc.constantFrom('code=500', 'respond-async'),
  },
  { requiredKeys: [], noNullPrototype: true },
)
