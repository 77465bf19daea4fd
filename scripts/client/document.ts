// The contract as generators are given it. It says the same of every call; what is left out is what makes a client brittle, or
// what no client calls.
import type { OpenApiDocument, OperationObject, SchemaObject } from '../generate/contract.ts'
import type { NameStyle } from './languages.ts'

/** What one generator needs differently. */
export interface Shape {
  /** `outside`: the members of a union don't have its discriminator as a field. */
  discriminators?: 'outside'
  /** `open`: a union is any object. */
  unions?: 'open'
  /** By which keyword `Event` gets a member that takes the types of a later version of the gateway. */
  otherEvents?: 'oneOf' | 'anyOf'
  /** Enumerations carry the names of their constants, in this style, where the generator takes them from nowhere else. */
  constants?: NameStyle
}

type Schemas = OpenApiDocument['components']['schemas']

interface Union extends SchemaObject {
  oneOf: { $ref: string }[]
  discriminator: { propertyName: string }
}

/**
 * What `forClients` leaves, without `additionalProperties: false`, since a later version of the gateway may add fields; and
 * without defaults that are lists, which Go's generator writes as they are.
 */
export function documentFor(shape: Shape, contract: OpenApiDocument): unknown {
  const document = forClients(contract)
  const { schemas } = document.components
  if (shape.constants !== undefined) nameConstants(schemas, shape.constants)
  if (shape.otherEvents !== undefined) takeOtherEvents(schemas, shape.otherEvents)
  if (shape.discriminators === 'outside') takeDiscriminatorsOut(schemas)
  if (shape.unions === 'open') openUnions(schemas)
  return JSON.parse(
    JSON.stringify(document, (key, value: unknown) => {
      if (key === 'additionalProperties' && value === false) return undefined
      if (key === 'default' && typeof value === 'object') return undefined
      return value
    }),
  )
}

/**
 * A copy without the webhooks, which the gateway calls and no client does; and without what answers with a page or a file: most
 * generated clients read JSON alone, and fail on those.
 */
export function forClients(contract: OpenApiDocument): Omit<OpenApiDocument, 'webhooks'> {
  const document = without(structuredClone(contract), 'webhooks')
  const paths = Object.entries(document.paths).map(([path, item]) => {
    const parts = Object.entries(item).filter(([, part]) => !answersWithFiles(part))
    return [path, Object.fromEntries(parts)] as const
  })
  const isCalled = ([, item]: (typeof paths)[number]) =>
    Object.values(item).some((part) => 'operationId' in Object(part))
  return { ...document, paths: Object.fromEntries(paths.filter(isCalled)) }
}

/** @param part of a path: an operation, or what holds for all of them */
const answersWithFiles = ({ responses = {} }: Partial<OperationObject>): boolean =>
  Object.entries(responses).some(
    ([status, { content = {} }]) =>
      status.startsWith('2') && Object.keys(content).some((type) => type !== 'application/json'),
  )

/** A copy without one key. */
export const without = <T extends object, Key extends keyof T>(object: T, key: Key): Omit<T, Key> =>
  Object.fromEntries(Object.entries(object).filter(([name]) => name !== key)) as Omit<T, Key>

const isUnion = (schema: SchemaObject): schema is Union =>
  Array.isArray(schema['oneOf']) && 'discriminator' in schema

function takeDiscriminatorsOut(schemas: Schemas): void {
  for (const { oneOf, discriminator } of Object.values(schemas).filter(isUnion)) {
    const tag = discriminator.propertyName
    for (const { $ref } of oneOf) {
      const member = memberOf(schemas, $ref)
      member['properties'] = without(member['properties'] as SchemaObject, tag)
      member['required'] = (member['required'] as string[]).filter((name) => name !== tag)
    }
  }
}

function memberOf(schemas: Schemas, $ref: string): SchemaObject {
  const member = schemas[$ref.split('/').at(-1) ?? '']
  if (member === undefined) throw new Error(`There is no schema ${$ref}.`)
  return member
}

/**
 * Its name is the first of all: Java's generator tries members in the order of their names, and with open enumerations each of
 * them takes an event of an unknown type.
 */
const otherEvent = 'AnotherEvent'

/** The contract says that more types of events may be added. Without this one such event makes its whole page unreadable. */
function takeOtherEvents(schemas: Schemas, keyword: 'oneOf' | 'anyOf'): void {
  const union = schemas['Event']
  if (union === undefined || !isUnion(union)) throw new Error('The schema Event is no union.')
  const { oneOf, discriminator, ...rest } = union
  const known = memberOf(schemas, oneOf[0]?.$ref ?? '')
  const properties = {
    ...(known['properties'] as SchemaObject),
    [discriminator.propertyName]: { type: 'string' },
    payload: { type: 'object', additionalProperties: true },
  }
  const description = 'An event of a type that is newer than this client.'
  schemas[otherEvent] = { ...known, description, properties }
  const members = [...oneOf, { $ref: `#/components/schemas/${otherEvent}` }]
  schemas['Event'] = { ...rest, discriminator, [keyword]: members }
}

function openUnions(schemas: Schemas): void {
  for (const [name, schema] of Object.entries(schemas)) {
    if (!isUnion(schema)) continue
    schemas[name] = { ...without(without(schema, 'oneOf'), 'discriminator'), type: 'object' }
  }
}

/** A readable name for each enumeration's value that has a colon (`message:received`), which generators spell out as a word. */
export const enumNames = (contract: OpenApiDocument, style: NameStyle): Record<string, string> =>
  Object.fromEntries(
    Object.values(contract.components.schemas)
      .flatMap(valuesOf)
      .filter((value) => value.includes(':'))
      .map((value) => [value, styled(value, style)]),
  )

function nameConstants(schemas: Schemas, style: NameStyle): void {
  for (const schema of Object.values(schemas)) {
    const values = valuesOf(schema)
    if (values.some((value) => value.includes(':')))
      schema['x-enum-varnames'] = values.map((value) => styled(value, style))
  }
}

const valuesOf = (schema: SchemaObject): string[] =>
  Array.isArray(schema['enum'])
    ? schema['enum'].filter((value): value is string => typeof value === 'string')
    : []

function styled(value: string, style: NameStyle): string {
  const words = value.split(':')
  if (style === 'UPPER_SNAKE') return words.join('_').toUpperCase()
  const joined = words.map((word) => word.slice(0, 1).toUpperCase() + word.slice(1)).join('')
  return style === 'PascalCase' ? joined : joined.slice(0, 1).toLowerCase() + joined.slice(1)
}
