import { isDeepStrictEqual } from 'node:util'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { default as addFormats } from 'ajv-formats'
import type { JsonObject } from '../../../src/config/json.ts'
import { configSchema } from '../../../src/generated/config.ts'
import { webhookSecret } from '../../support/config.ts'

/** A node of the configuration's schema, as far as values are made from it. */
export interface Node {
  type?: string
  properties?: Record<string, Node>
  required?: string[]
  additionalProperties?: boolean | Node
  items?: Node
  minItems?: number
  maxItems?: number
  oneOf?: Node[]
  const?: unknown
  enum?: unknown[]
  default?: unknown
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  'x-restart'?: boolean
}

export const root = configSchema as Node

const ajv = new Ajv2020({ strict: false, discriminator: true })
addFormats.default(ajv)

/** Texts of every form that the contract knows; a key of a new form needs one here, and the suite says so. */
const texts = [
  'sample',
  'other',
  '1',
  '23',
  'Some text, and more.',
  'http://127.0.0.1:9/sample',
  'http://127.0.0.1:9/other',
  'http://127.0.0.1:9',
  '2035-01-31T09:00:00Z',
  '2036-01-31T09:00:00Z',
  'Europe/Berlin',
  '15m',
  '90s',
  `sha256:${'a'.repeat(64)}`,
  `sha256:${'b'.repeat(64)}`,
  webhookSecret,
  `whsec_${'B'.repeat(32)}`,
  'postgres://user@127.0.0.1:9/sample',
]

const everySchedule = '0 0 1 1 *'

/** What the schema can't say: rules of other rooms, and what the machine has. By path, with `*` for a name that is given. */
const ruled: Record<string, readonly unknown[]> = {
  host: ['127.0.0.2', 'localhost', '::1'],
  port: [28_411, 28_412, 28_413, 0],
  'tools.workspace': ['suite-workspace', 'suite-workspace/inner'],
  'cron.jobs.*.schedule': [{ cron: everySchedule }, { every: '15m' }, { at: texts[8] }],
  'cron.jobs.*.schedule.cron': [everySchedule, '0 0 2 1 *', '30 0 0 3 1 *'],
  'cron.jobs.*.schedule.timezone': ['Europe/Berlin', 'America/New_York', 'UTC'],
  'cron.jobs.*.action.channel': ['webchat', 'fixed'],
  'cron.jobs.*.action.tool': ['list', 'read'],
}

/** Of these keys an object has one. */
export const exclusive: Record<string, readonly string[]> = {
  'cron.jobs.*.schedule': ['cron', 'every', 'at'],
}

/** What the names in `ruled` stand for: to be there before. */
export const fixedChannel = {
  type: 'webhook',
  url: 'http://127.0.0.1:9/fixed',
  secret: webhookSecret,
  enabled: false,
}

/** @param path with `*` for a name that is given @throws Error when no value can be made: then this file lacks a form */
export function validValues(node: Node, path: readonly string[]): readonly unknown[] {
  const found = candidates(node, path).filter((value) => ajv.validate(node, value))
  if (found.length > 0) return found
  throw new Error(`No valid value is known for ${path.join('.')}: ${JSON.stringify(node)}`)
}

function candidates(node: Node, path: readonly string[]): readonly unknown[] {
  const byRule = ruled[path.join('.')]
  if (byRule !== undefined) return byRule
  if (node.const !== undefined) return [node.const]
  if (node.enum !== undefined) return node.enum
  if (node.oneOf !== undefined) return node.oneOf.map((one) => full(one, path))
  if (node.type === 'boolean') return [true, false]
  if (node.type === 'string') return texts
  if (node.type === 'integer' || node.type === 'number') return numbersOf(node)
  if (node.type === 'array') return arraysOf(node, path)
  return node.type === 'object' ? [full(node, path)] : []
}

function numbersOf({ default: usual, minimum = 0, maximum = 1000 }: Node): number[] {
  const near = typeof usual === 'number' ? usual : minimum
  return [near + 1, near - 1, minimum, maximum, near]
}

function arraysOf({ items }: Node, path: readonly string[]): unknown[][] {
  if (items === undefined) return []
  const [first, second = first] = validValues(items, [...path, '*'])
  return [[first], [second]]
}

/** @param avoid what it must not be; the default where it is not given */
export function otherValue(node: Node, path: readonly string[], avoid = node.default): unknown {
  const found = validValues(node, path).find((value) => !isDeepStrictEqual(value, avoid))
  if (found !== undefined) return found
  throw new Error(`No other valid value is known for ${path.join('.')}: ${JSON.stringify(node)}`)
}

const notForPatches = new Set(['dataDir', 'databaseUrl'])

/** With every key that it can have, none as it is by default. */
function full(node: Node, path: readonly string[]): JsonObject {
  const named = Object.entries(node.properties ?? {}).filter(
    ([key]) => path.length > 0 || !notForPatches.has(key),
  )
  const values = named.map(([key, inner]): [string, unknown] => [
    key,
    inner.const ?? otherValue(inner, [...path, key]),
  ])
  const others = node.additionalProperties
  if (typeof others === 'object') values.push(['sample', otherValue(others, [...path, '*'])])
  else if (others !== false) values.push(['sample', { inner: 1 }])
  return Object.fromEntries(values)
}

/** With the keys that it must have, and nothing that would be connected to; `without` is left out where that is possible. */
export function dormant(node: Node, path: readonly string[], without?: string): JsonObject {
  const { required = [], properties = {} } = node
  const ruledHere = ruled[path.join('.')]?.[0]
  if (ruledHere !== undefined) return ruledHere as JsonObject
  const entries = Object.entries(properties).flatMap(([key, inner]): [string, unknown][] => {
    if (required.includes(key)) return [[key, firstValue(inner, [...path, key])]]
    if (key === without) return []
    if (key === 'enabled') return [[key, false]]
    return isService(inner) ? [[key, otherValue(inner, [...path, key])]] : []
  })
  return Object.fromEntries(entries)
}

function firstValue(node: Node, path: readonly string[]): unknown {
  if (node.oneOf?.[0] !== undefined) return dormant(node.oneOf[0], path)
  return isOpen(node) || (node.type === 'object' && ruled[path.join('.')] === undefined)
    ? {}
    : validValues(node, path)[0]
}

/** A service elsewhere that is asked unless another one is named: no test may. */
export const isService = ({ format, default: usual }: Node): boolean =>
  format === 'uri' && usual !== undefined

/** Whether anything may stand in it. */
export const isOpen = ({ type, additionalProperties }: Node): boolean =>
  type === 'object' && additionalProperties === true
