import { type GatewayError, invalid } from '../kernel/errors.ts'

/** Deeper than any document of ours; what recurses over a body can rely on it. */
const maxDepth = 64
/** What follows takes time for each value, and of a webhook the signature is looked at only then. */
const maxValues = 100_000
/** No body has so many. The validator takes 8 µs to report one that it does not know. */
const maxRootKeys = 1_000

const utf8 = new TextDecoder('utf-8', { fatal: true })

/**
 * The value of a JSON text in UTF-8.
 * @throws GatewayError `invalid` for any other text, and for what would harm those who work on the value: keys of
 *   prototypes, half surrogate pairs, too many values, too deep ones
 */
export function parseJson(raw: Buffer): unknown {
  const value = parse(decode(raw))
  refuseUnsafe(value)
  return value
}

function decode(raw: Buffer): string {
  try {
    return utf8.decode(raw)
  } catch {
    throw invalid({ field: 'body', rule: 'encoding', message: 'must be UTF-8' })
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw invalid({ field: 'body', rule: 'json', message: `must be JSON: ${faultOf(error)}` })
  }
}

/** Without the piece of the text that V8 quotes: it could hold a secret. */
const faultOf = (error: unknown): string =>
  error instanceof Error ? error.message.replace(/, (\.\.\.)?".*$/s, '') : ''

/** A value, and how to get there. The path is written only for what is refused: for all of a large body it takes 0.5 s. */
interface Place {
  value: unknown
  key: string | number
  parent: Place | undefined
  depth: number
}

/** Walks without recursion, so that no depth can exhaust the stack. */
function refuseUnsafe(value: unknown): void {
  const root: Place = { value, key: 'body', parent: undefined, depth: 0 }
  const open = [root]
  let values = 1
  if (sizeOf(value) > maxRootKeys) {
    throw unsafe(root, 'maxProperties', `must not have more than ${maxRootKeys} members`)
  }
  for (let place = open.pop(); place !== undefined; place = open.pop()) {
    refuseUnsafeValue(place)
    values += sizeOf(place.value)
    if (values > maxValues) throw unsafe(root, 'maxValues', `must not hold more than ${maxValues}`)
    for (const [key, child] of membersOf(place.value)) {
      open.push({ value: child, key, parent: place, depth: place.depth + 1 })
    }
  }
}

function refuseUnsafeValue(place: Place): void {
  const { value, key, depth } = place
  if (key === '__proto__') throw unsafe(place, 'prototype', 'is not allowed')
  if (typeof value === 'string' && !value.isWellFormed()) {
    throw unsafe(place, 'encoding', 'must not hold half of a surrogate pair')
  }
  if (depth === maxDepth && typeof value === 'object' && value !== null) {
    throw unsafe(place, 'maxDepth', `must not be deeper than ${maxDepth}`)
  }
}

function sizeOf(value: unknown): number {
  if (Array.isArray(value)) return value.length
  return typeof value === 'object' && value !== null ? Object.keys(value).length : 0
}

function membersOf(value: unknown): Iterable<[string | number, unknown]> {
  if (Array.isArray(value)) return value.entries()
  return typeof value === 'object' && value !== null ? Object.entries(value) : []
}

function unsafe(at: Place, rule: string, message: string): GatewayError {
  const keys: (string | number)[] = []
  for (let place: Place | undefined = at; place !== undefined; place = place.parent) {
    keys.unshift(place.key)
  }
  return invalid({ field: keys.join('.').slice(0, 1000), rule, message })
}
