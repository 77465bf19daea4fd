import { type Contract, withoutMappings } from './contract.ts'

const methods = new Set(['get', 'post', 'put', 'patch', 'delete'])
const proseKeys = new Set([
  'description',
  'summary',
  'example',
  'examples',
  'headers',
  'x-rate-limit',
])

/**
 * What the validator needs of the contract and nothing else: each operation whole, path parameters and references to
 * responses and parameters resolved, without prose. The validator walks all of its document for every schema that it
 * compiles, so a lean one is what keeps the start short.
 */
export function enforcementDocument({ openapi }: Contract): string {
  const document = withoutMappings(openapi)
  const operations = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => methods.has(method))
      .map(([method, operation]) => {
        const { parameters: shared = [] } = item as { parameters?: unknown[] }
        const parameters = [...shared, ...(operation.parameters ?? [])]
        return [operation.operationId, { path, method, ...operation, parameters }] as const
      }),
  )
  const { schemas, securitySchemes } = document.components
  return JSON.stringify({
    openapi: '3.1.0',
    info: document.info,
    paths: {},
    components: { schemas: withoutProse(schemas), securitySchemes: withoutProse(securitySchemes) },
    operations: withoutProse(resolved(Object.fromEntries(operations), document)),
  })
}

/** Follows `$ref` to everything but schemas, which the validator resolves by itself. */
function resolved(value: unknown, document: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => resolved(item, document))
  if (typeof value !== 'object' || value === null) return value
  if ('$ref' in value && typeof value.$ref === 'string') {
    if (value.$ref.startsWith('#/components/schemas/')) return value
    return resolved(lookUp(value.$ref, document), document)
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [key, resolved(child, document)]),
  )
}

const lookUp = (reference: string, document: unknown): unknown =>
  reference
    .slice('#/'.length)
    .split('/')
    .reduce<unknown>((found, key) => (found as Record<string, unknown>)[key], document)

/** A property that happens to be called `description` or `headers` is an object below `properties`, and stays. */
function withoutProse(value: unknown, parent = ''): unknown {
  if (Array.isArray(value)) return value.map((item) => withoutProse(item))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => parent === 'properties' || !proseKeys.has(key))
      .map(([key, child]) => [key, withoutProse(child, key)]),
  )
}
