import fc from 'fast-check'
import { isObject, type JsonObject, nest } from '../../../src/config/json.ts'
import { composePatches } from '../../../src/config/merge-patch.ts'
import { redacted } from '../../../src/config/secrets.ts'
import { exclusive, isOpen, isService, type Node, root, validValues } from './valid-values.ts'

type Path = readonly string[]

/** What every patch is made of that may be taken. Of ports, those that the system gives to nobody by itself. */
const ofMachine: Record<string, fc.Arbitrary<unknown>> = {
  host: fc.constantFrom('127.0.0.1', '127.0.0.2', '::1', 'localhost', '0.0.0.0'),
  port: fc.oneof(fc.constant(0), fc.integer({ min: 20_000, max: 29_999 })),
}

const notForPatches = ['dataDir', 'databaseUrl']
const names = fc.constantFrom('a', 'b', 'c')

/** A valid value, as far as its schema and the rules of the rooms for this key alone go. */
export function valueOf(node: Node, path: Path): fc.Arbitrary<unknown> {
  const known = ofMachine[path.join('.')]
  if (known !== undefined) return known
  if (node.oneOf !== undefined) return fc.oneof(...node.oneOf.map((one) => valueOf(one, path)))
  if (isOpen(node)) return fc.dictionary(names, fc.jsonValue({ maxDepth: 2 }), { maxKeys: 2 })
  if (exclusive[path.join('.')] !== undefined) return fc.constantFrom(...validValues(node, path))
  if (node.type === 'object') return objectOf(node, path)
  if (node.type === 'array') return arrayOf(node, path)
  return scalarOf(node, path)
}

function scalarOf(node: Node, path: Path): fc.Arbitrary<unknown> {
  const { minimum: min = 0, maximum: max = 1e6, minLength = 0, maxLength = 100 } = node
  if (node.type === 'integer') return fc.integer({ min, max })
  if (node.type === 'number') return fc.double({ min, max, noNaN: true })
  const found = fc.constantFrom(...validValues(node, path))
  const isFree = [node.pattern, node.format, node.enum, node.const].every((x) => x === undefined)
  if (node.type !== 'string' || !isFree || validValues(node, path).length < 5) return found
  return fc.oneof(found, fc.string({ minLength, maxLength: Math.min(maxLength, 30) }))
}

function arrayOf({ items = {}, minItems = 0 }: Node, path: Path): fc.Arbitrary<unknown> {
  const { name } = items.properties ?? {}
  return fc.uniqueArray(valueOf(items, [...path, '*']), {
    minLength: minItems,
    maxLength: 3,
    selector: (item) => (name !== undefined && isObject(item) ? item['name'] : item),
  })
}

function objectOf(node: Node, path: Path): fc.Arbitrary<unknown> {
  const others = node.additionalProperties
  if (typeof others === 'object') {
    return fc.dictionary(namesOf(path), valueOf(others, [...path, '*']), { maxKeys: 2 })
  }
  const keys = keysOf(node, path)
  const parts = keys.map(([key, inner]) => [key, valueOf(inner, [...path, key])] as const)
  const services = keys.filter(([, inner]) => isService(inner)).map(([key]) => key)
  const requiredKeys = [...(node.required ?? []), ...services]
  return fc.record(Object.fromEntries(parts), { requiredKeys })
}

/** Of the environment's and the like: other names than those of the configuration. */
const namesOf = (path: Path): fc.Arbitrary<string> =>
  path.join('.') === 'channels' ? fc.constantFrom('a', 'b', 'fixed', 'webchat') : names

const keysOf = (node: Node, path: Path): [string, Node][] =>
  Object.entries(node.properties ?? {}).filter(
    ([key]) => path.length > 0 || !notForPatches.includes(key),
  )

/** A patch of one key, however deep, which is set to something valid or taken away. */
function sparse(node: Node, path: Path): fc.Arbitrary<unknown> {
  const others = node.additionalProperties
  if (node.oneOf !== undefined) return fc.oneof(...node.oneOf.map((one) => sparse(one, path)))
  if (typeof others === 'object') {
    return namesOf(path).chain((name) => oneKey(name, others, [...path, '*']))
  }
  if (node.properties === undefined || exclusive[path.join('.')] !== undefined) {
    return valueOf(node, path)
  }
  return fc
    .constantFrom(...keysOf(node, path))
    .chain(([key, inner]) => oneKey(key, inner, [...path, key]))
}

const oneKey = (key: string, node: Node, path: Path): fc.Arbitrary<unknown> =>
  fc
    .oneof(
      { weight: 5, arbitrary: fc.constant(undefined).chain(() => sparse(node, path)) },
      { weight: 3, arbitrary: fc.constant(undefined).chain(() => valueOf(node, path)) },
      // A bot's default service is out in the world, and port 3000 may be another program's.
      ...(isService(node) || key === 'port' ? [] : [{ weight: 1, arbitrary: fc.constant(null) }]),
    )
    .map((value) => ({ [key]: value }))

const valid = fc
  .array(sparse(root, []), { minLength: 1, maxLength: 3 })
  .map((parts) => parts.reduce((all, part) => composePatches({}, all, part)) as JsonObject)

const junk = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom<unknown>(
    redacted,
    '',
    -1,
    1e300,
    0.5,
    true,
    [],
    [[]],
    {},
    ['x'],
    'x'.repeat(5_000),
    '\0',
    '../..',
  ),
)

/** What passes the schema and could not be used by the next start, and what only looks right. */
const treacherous = fc.constantFrom<JsonObject>(
  { host: '192.0.2.1' },
  { host: '' },
  { tools: { workspace: 'openclaw.json/below-a-file' } },
  { tools: { workspace: '/proc/openclaw' } },
  { tools: { workspace: `inner/${'x'.repeat(300)}` } },
  { tools: { workspace: 'nul\0' } },
  { host: '0.0.0.0', channels: { webchat: { title: 'Here' } } },
  { channels: { a: { type: 'webchat' }, b: { type: 'webchat' } } },
  { cron: { jobs: { a: { schedule: { cron: '0 0 30 2 *' } } } } },
  { cron: { jobs: { a: { action: { type: 'message', channel: 'webchat' } } } } },
)

/** One of the leaves is made something else, or one of the keys. */
const nearMiss = fc.tuple(valid, junk, fc.nat(), fc.boolean()).map(([patch, wrong, at, isKey]) => {
  const paths = leafPaths(patch)
  const path = paths[at % paths.length] ?? ['x']
  if (!isKey && wrong !== null) return composePatches({}, patch, nest(path, wrong)) as JsonObject
  const misspelt = [...path.slice(0, -1), `${path.at(-1) ?? ''}s`]
  return composePatches({}, patch, nest(misspelt, wrong)) as JsonObject
})

const leafPaths = (value: unknown, path: string[] = []): string[][] =>
  isObject(value)
    ? Object.entries(value).flatMap(([key, inner]) => leafPaths(inner, [...path, key]))
    : [path]

/** An answer that is sent back: what is secret in it reads `[redacted]`. */
const masked = valid.map((patch) => mask(patch) as JsonObject)

const mask = (value: unknown, key = ''): unknown => {
  if (/^(botToken|secret|hash|sample)$/.test(key)) return redacted
  if (Array.isArray(value)) return value.map((item: unknown) => mask(item))
  if (!isObject(value)) return value
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, mask(inner, name)]))
}

/** A job whose parameters may be anything. */
const jobWith = (params: unknown) => {
  const schedule = { every: '15m', cron: null, timezone: null, at: null }
  const action = { type: 'tool', tool: 'list', channel: null, userId: null, message: null, params }
  return { cron: { jobs: { a: { schedule, action } } } }
}

const places = fc.constantFrom<(monster: unknown) => unknown>(
  (monster) => monster,
  (monster) => ({ channels: monster }),
  (monster) => ({ channels: { a: monster } }),
  (monster) => ({ tools: { exec: { environment: monster } } }),
  jobWith,
  jobWith,
  jobWith,
)

/** Keys that reach into JavaScript, keys of any length, and nesting of any depth, in a valid patch. */
const monstrous = fc
  .tuple(
    valid,
    places,
    fc.oneof(
      fc.constantFrom('__proto__', 'constructor', 'prototype').map((key) => `{"${key}":{"x":1}}`),
      fc.nat({ max: 40_000 }).map((length) => `{"${'k'.repeat(length)}":"x"}`),
      fc.nat({ max: 200 }).map((depth) => `{"a":${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}}`),
      fc.nat({ max: 200 }).map((depth) => `{"a":[${'['.repeat(depth)}${']'.repeat(depth)}]}`),
    ),
  )
  .map(([patch, place, text]) => ({ ...patch, ...(place(JSON.parse(text)) as JsonObject) }))

/** As they come over HTTP: with nothing in them that JSON does not have, and never empty. */
export const patches: fc.Arbitrary<JsonObject> = fc
  .oneof(
    { weight: 10, arbitrary: valid },
    { weight: 3, arbitrary: nearMiss },
    { weight: 2, arbitrary: masked },
    {
      weight: 1,
      arbitrary: fc.dictionary(fc.constantFrom(...Object.keys(root.properties ?? {})), junk),
    },
    { weight: 1, arbitrary: fc.dictionary(fc.string(), junk) },
    { weight: 1, arbitrary: monstrous },
    { weight: 1, arbitrary: treacherous },
  )
  .map((patch) => JSON.parse(JSON.stringify(patch)) as JsonObject)
  .filter((patch) => Object.keys(patch).length > 0 && patch['port'] !== null)
