import { type Break, type BreakOptions, breaksOf } from './breaks.ts'
import type { Operation, Parameter } from './operations.ts'
import { placeOf } from './places.ts'
import type { Request } from './requests.ts'
import type { Schema, Schemas } from './schema.ts'

/** A valid request in which one rule is broken. */
export interface NearMiss {
  /** The place in the contract, the rule, and the way in which it is broken. */
  kind: string
  /** The same without the way. */
  group: string
  status: number
  /** That must be named. */
  field: string
  rule: string
  make: () => Request
}

export interface NearMissOptions extends BreakOptions {
  /** Of the body, where the contract leaves it to another schema. */
  documentSchema?: Schema
}

/** Every rule that can be broken in a request, one at a time. */
export function nearMissesOf(
  schemas: Schemas,
  operation: Operation,
  request: Request,
  options: NearMissOptions = {},
): NearMiss[] {
  const parameters = operation.parameters.flatMap((parameter) =>
    ofParameter(schemas, parameter, request),
  )
  return [
    ...parameters,
    ...ofPath(operation, request),
    ...ofQuery(request),
    ...(operation.body === undefined
      ? []
      : [
          ...ofDocument(request),
          ...ofBody(schemas, options.documentSchema ?? operation.body, { request, options }),
        ]),
  ]
}

const bad = (
  [kind, field, rule]: [kind: string, field: string, rule: string],
  make: () => Request,
  status = 400,
): NearMiss => ({
  kind: `${kind} ${rule}`,
  group: `${kind} ${rule}`,
  field,
  rule,
  make,
  status,
})

function ofParameter(schemas: Schemas, parameter: Parameter, request: Request): NearMiss[] {
  const { name } = parameter
  const schema = schemas.resolve(parameter.schema)
  if (parameter.in === 'query') return ofQueryParameter(schemas, { ...parameter, schema }, request)
  const value = (parameter.in === 'path' ? request.path : request.headers)[name] ?? 'x'
  const field = `${parameter.in}.${name.toLowerCase()}`
  const broken = breaksOf(schemas, schema, value)
    // A text has no type on the wire; without it there is another path; and HTTP takes no NUL and no letters such as these.
    .filter(({ rule }) => rule !== 'type' && !(parameter.in === 'path' && rule === 'minLength'))
    .map((one) => {
      const make = (): Request => withParameter(parameter, request, one.make() as string)
      return bad([field, field, one.rule], make)
    })
  if (parameter.in !== 'header' || parameter.required !== true) return broken
  const headers = without(request.headers, name)
  return [...broken, bad([field, field, 'required'], () => ({ ...request, headers }))]
}

const without = (headers: Record<string, string>, name: string): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([other]) => other !== name))

const withParameter = (parameter: Parameter, request: Request, text: string): Request =>
  parameter.in === 'path'
    ? { ...request, path: { ...request.path, [parameter.name]: text } }
    : { ...request, headers: { ...request.headers, [parameter.name]: text.replace('\0', '-') } }

function ofQueryParameter(
  schemas: Schemas,
  { name, schema }: Parameter,
  request: Request,
): NearMiss[] {
  const field = `query.${name}`
  const others = request.query.filter(([other]) => other !== name)
  const given = request.query.find(([other]) => other === name)?.[1]
  const put =
    (...values: string[]) =>
    (): Request => ({
      ...request,
      query: [...others, ...values.map((one): Request['query'][number] => [name, one])],
    })
  const empty = bad([`${field} empty`, field, 'parameter'], put(''))
  if (schema.type === 'array') {
    const items = given === undefined ? ['error'] : given.split(',')
    return [
      empty,
      bad(
        [`${field} item`, `${field}.0`, 'enum'],
        put(['no-such', ...items.slice(0, 19)].join(',')),
      ),
      bad([`${field} case`, `${field}.0`, 'enum'], put((items[0] ?? '').toUpperCase())),
      bad([field, field, 'maxItems'], put(Array(21).fill(items[0]).join(','))),
    ]
  }
  const isNumber = schema.type === 'integer'
  const value = isNumber ? Number(given ?? 1) : (given ?? 'x')
  const broken = breaksOf(schemas, schema, value)
    .filter(({ rule }) => rule !== 'type' && rule !== 'minLength')
    .map((one) => bad([field, field, one.rule], put(String(one.make()))))
  const wrong = isNumber ? ['many', '1.5', '0x10', '1e1', ' 1', 'true'] : []
  return [
    empty,
    ...broken,
    ...wrong.map((text) => bad([`${field} ${text}`, field, 'type'], put(text))),
    bad([`${field} twice`, field, 'type'], put(String(value), String(value))),
  ]
}

/** Only where the path has a parameter: any other that is encoded wrongly is no path of the contract. */
const ofPath = ({ parameters }: Operation, request: Request): NearMiss[] =>
  parameters
    .filter((one) => one.in === 'path')
    .flatMap(({ name }) =>
      ['%zz', '%', '%E0%A4%A', '%C0%AF'].map((text) => {
        const path = { ...request.path, [name]: text }
        return bad([`path ${text}`, 'path', 'encoding'], () => ({
          ...request,
          path,
          pathIsWritten: true,
        }))
      }),
    )

/** Brackets are read as ways into a parameter's value. */
const beforeBracket = (name: string): string => name.split('[')[0] ?? ''

/** Names that the contract does not have, also ones that mean something to some library. */
function ofQuery(request: Request): NearMiss[] {
  const [first] = Object.values(request.headers)
  const names = [
    'sort',
    'Limit',
    'filter[name]',
    'q[]',
    '__proto__',
    'constructor',
    '$where',
    'a.b',
  ]
  return names.map((name) =>
    bad([`query ${name}`, `query.${beforeBracket(name)}`, 'parameter'], () => ({
      ...request,
      query: [...request.query, [encodeURIComponent(name), first ?? '1']],
    })),
  )
}

/** What is wrong with a body before anything in it is. */
function ofDocument(request: Request): NearMiss[] {
  const text = JSON.stringify(request.body)
  const typed = (type: string): Request => ({
    ...request,
    headers: { ...request.headers, 'content-type': type },
  })
  const untyped = without(request.headers, 'content-type')
  const type = (way: string, make: () => Request): NearMiss =>
    bad([`content type ${way}`, 'header.content-type', 'contentType'], make, 415)
  const raw = (way: string, rule: string, body: string | Buffer): NearMiss =>
    bad([`body ${way}`, 'body', rule], () => ({ ...request, raw: body }))
  return [
    type('text', () => typed('text/plain')),
    type('form', () => typed('application/x-www-form-urlencoded')),
    type('xml', () => typed('application/xml; charset=utf-8')),
    type('alike', () => typed('application/jsonp')),
    type('none', () => ({ ...request, headers: untyped })),
    raw('cut', 'json', text.slice(0, -1)),
    raw('and more', 'json', `${text}}`),
    raw('single quotes', 'json', text.replaceAll('"', "'")),
    raw('empty', 'required', ''),
    raw('no UTF-8', 'encoding', Buffer.concat([Buffer.from(text), Buffer.from([0xff])])),
    bad(
      ['body too large', 'body', 'maxBytes'],
      () => ({ ...request, raw: text.padEnd(1_048_577) }),
      413,
    ),
    ...unsafe(request),
  ]
}

/** Keys and strings that no document may have, wherever they stand. */
function unsafe(request: Request): NearMiss[] {
  const body = request.body as Record<string, unknown>
  const key = Object.keys(body)[0] ?? 'x'
  const pair = (name: string, value: string): string =>
    `{${[...Object.entries(body).map(([one, other]) => `${JSON.stringify(one)}:${JSON.stringify(other)}`), `${name}:${value}`].join(',')}}`
  return [
    bad(['body', 'body.__proto__', 'prototype'], () => ({
      ...request,
      raw: pair('"__proto__"', '{}'),
    })),
    bad(['body half a pair', `body.${key}`, 'encoding'], () => ({
      ...request,
      raw: pair(JSON.stringify(key), String.raw`"\ud800"`),
    })),
  ]
}

function ofBody(
  schemas: Schemas,
  schema: Schema,
  { request, options }: { request: Request; options: NearMissOptions },
): NearMiss[] {
  return breaksOf(schemas, schema, request.body, options)
    .filter(({ rule }) => rule !== 'branch')
    .map((one: Break) => {
      const field = ['body', ...one.path].join('.')
      const make = (): Request => ({ ...request, body: one.make() })
      const group = `body${placeOf(one)}`
      return { kind: `${group} ${one.way}`, group, field, rule: one.rule, status: 400, make }
    })
}
