import type { Operation, Parameter } from './operations.ts'
import type { Schema, Schemas } from './schema.ts'

/** Every rule of an operation's requests that has to be broken, as `near-misses.ts` names them. */
export const placesOfRequest = (
  schemas: Schemas,
  operation: Operation,
  body = operation.body,
): string[] => [
  'query sort parameter',
  ...operation.parameters.flatMap((parameter) => ofParameter(schemas, parameter)),
  ...(body === undefined ? [] : ofDocument),
  ...(body === undefined ? [] : placesOf(schemas, body).map((place) => `body${place}`)),
]

/** What is wrong with a body before anything in it is. */
const ofDocument = [
  ...['text', 'form', 'xml', 'alike', 'none'].map((way) => `content type ${way} contentType`),
  ...['body cut json', 'body and more json', 'body single quotes json', 'body empty required'],
  ...['body no UTF-8 encoding', 'body half a pair encoding', 'body prototype'],
  'body too large maxBytes',
]

function ofParameter(
  schemas: Schemas,
  { name, in: place, required = false, schema: written }: Parameter,
): string[] {
  const field = `${place}.${place === 'query' ? name : name.toLowerCase()}`
  const schema = schemas.resolve(written)
  const isList = schema.type === 'array'
  // On the wire an empty text is another path, or a parameter without a value.
  const rules = ownRules(schema).filter(
    (rule) => place === 'header' || (rule !== 'minLength' && rule !== 'minItems'),
  )
  return [
    ...rules.map((rule) => `${field} ${rule}`),
    ...(place === 'path' ? ['path % encoding', 'path %C0%AF encoding'] : []),
    ...(place === 'header' && required ? [`${field} required`] : []),
    ...(place === 'query' ? [`${field} empty parameter`] : []),
    ...(place === 'query' && isList ? [`${field} item enum`, `${field} case enum`] : []),
    ...(place === 'query' && !isList ? [`${field} twice type`] : []),
    ...(place === 'query' && schema.type === 'integer' ? [`${field} many type`] : []),
  ]
}

/** Every rule in every place of a schema, as `breaks.ts` names them: `.channels.*<webhook>.url pattern`. */
export function placesOf(schemas: Schemas, schema: Schema, place = ''): string[] {
  const resolved = schemas.resolve(schema)
  if (resolved.oneOf !== undefined) return ofVariants(schemas, resolved, place)
  const { type, items, properties = {}, additionalProperties: others, propertyNames } = resolved
  return [
    ...(type === undefined ? [] : [`${place} type`]),
    ...ownRules(resolved).map((rule) => `${place} ${rule}`),
    ...(resolved.required ?? []).map((key) => `${place}.${key} required`),
    ...(others === false ? [`${place} additionalProperties`] : []),
    ...(items === undefined ? [] : placesOf(schemas, items, `${place}.*`)),
    ...Object.entries(properties).flatMap(([key, one]) =>
      placesOf(schemas, one, `${place}.${key}`),
    ),
    ...(typeof others === 'object' ? placesOf(schemas, others, `${place}.*`) : []),
    ...(propertyNames === undefined
      ? []
      : ownRules(schemas.resolve(propertyNames))
          .filter((rule) => rule !== 'minLength')
          .map((rule) => `${place}.(name) ${rule}`)),
  ]
}

/** A rule that another one makes pointless is left out: an enumeration's length, a time's. */
function ownRules({ enum: values, const: one, ...schema }: Schema): string[] {
  if (one !== undefined) return ['const']
  if (values !== undefined) return ['enum']
  const isTime = schema.format === 'date-time'
  return [
    ...(schema.minLength === undefined ? [] : ['minLength']),
    ...(schema.maxLength === undefined || isTime ? [] : ['maxLength']),
    ...(schema.pattern === undefined ? [] : ['pattern']),
    ...(isTime || schema.format === 'uri' ? ['format'] : []),
    ...(schema.not === undefined ? [] : ['not']),
    ...(schema.minimum === undefined ? [] : ['minimum']),
    ...(schema.maximum === undefined ? [] : ['maximum']),
    ...((schema.minItems ?? 0) === 0 ? [] : ['minItems']),
    ...(schema.maxItems === undefined ? [] : ['maxItems']),
    ...((schema.minProperties ?? 0) === 0 ? [] : ['minProperties']),
    ...(schema.maxProperties === undefined ? [] : ['maxProperties']),
  ]
}

function ofVariants(schemas: Schemas, schema: Schema, place: string): string[] {
  const property = schema.discriminator?.propertyName ?? ''
  const inside = schemas.variants(schema).flatMap(([tag, variant]) => {
    const own = `${place}<${tag}>`
    return placesOf(schemas, variant, own).filter(
      (one) => one !== `${own} type` && !one.startsWith(`${own}.${property} `),
    )
  })
  return [`${place} type`, `${place}.${property} discriminator`, ...inside]
}

/** How a break is named among those places. A missing member, and a wrong tag, are named by the member. */
export function placeOf({
  place,
  rule,
  path,
}: {
  place: string
  rule: string
  path: string[]
}): string {
  const byMember = rule === 'required' || rule === 'discriminator'
  return `${place}${byMember ? `.${path.at(-1) ?? ''}` : ''} ${rule}`
}
