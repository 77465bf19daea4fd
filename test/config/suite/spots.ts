import { isObject, type JsonObject, nest, own } from '../../../src/config/json.ts'
import {
  dormant,
  exclusive,
  fixedChannel,
  isOpen,
  type Node,
  otherValue,
  root,
  validValues,
} from './valid-values.ts'

interface Base {
  path: string[]
  value: JsonObject
}

/** A key of the configuration, and what it takes to set it. */
export interface Spot {
  /** As `channels.*(telegram).botToken`. */
  label: string
  node: Node
  /** Where it stands, once `base` is there. */
  path: string[]
  /** What it stands in, by path: to be set before. */
  base: Base[]
  value: unknown
  change: JsonObject
  /** Takes it away; refused where it is needed. */
  removal: JsonObject
  /** Puts `base` back where the value is needed. */
  restore: JsonObject | undefined
  /** Whether null in its place is refused. */
  isNeeded: boolean
}

interface Place {
  node: Node
  label: string
  path: string[]
  /** With `*` for a given name. */
  pattern: string[]
  base: Base[]
}

/** Every key of the contract: also of each variant, of what is under a given name, and of what is in an array. */
export const allSpots = (): Spot[] =>
  spotsIn({ node: root, label: '', path: [], pattern: [], base: [] })

function spotsIn(place: Place): Spot[] {
  const { node } = place
  const named = Object.entries(node.properties ?? {}).flatMap(([key, inner]) => {
    const here = step(place, key, key, inner)
    return [spotOf(place, here, key), ...(isOpen(inner) ? [] : within(here))]
  })
  return [...named, ...entriesOf(place)]
}

function within(place: Place): Spot[] {
  const { node } = place
  if (node.oneOf !== undefined) return node.oneOf.flatMap((one) => variantSpots(place, one))
  if (node.items?.properties !== undefined) return itemSpots(place, node.items)
  return node.properties === undefined && typeof node.additionalProperties !== 'object'
    ? []
    : spotsIn(place)
}

const step = (place: Place, name: string, key: string, node: Node): Place => ({
  ...place,
  node,
  label: place.label === '' ? name : `${place.label}.${name}`,
  path: [...place.path, key],
  pattern: [...place.pattern, name],
})

/** Of a map: one entry, for each variant. */
function entriesOf(place: Place): Spot[] {
  const others = place.node.additionalProperties
  if (typeof others !== 'object') return []
  const here = step(place, '*', 'sample', others)
  if (others.oneOf === undefined && others.properties === undefined) {
    return [plainSpot(here, otherValue(others, here.pattern))]
  }
  const variants = others.oneOf ?? [others]
  return variants.flatMap((one) => variantSpots({ ...here, node: others }, one, true))
}

function variantSpots(place: Place, one: Node, isEntry = false): Spot[] {
  const tag = one.properties?.['type']?.const
  const label = typeof tag === 'string' ? `${place.label}(${tag})` : place.label
  const here = { ...place, label, node: one }
  const whole = isEntry ? [plainSpot(here, dormant(one, place.pattern))] : []
  const keys = Object.entries(one.properties ?? {}).flatMap(([key, inner]) => {
    const value = dormant(one, place.pattern, key)
    const base = isEntry
      ? [...needsOf(place), { path: place.path, value }]
      : place.base.map((around) => withPart(around, place.path, value))
    const placed = { ...here, base }
    const at = step(placed, key, key, inner)
    if (inner.const !== undefined) return [typeSpot(place, at, one)]
    return [spotOf(placed, at, key), ...(isOpen(inner) ? [] : within(at))]
  })
  return [...whole, ...keys]
}

/** The same with `part` in place of what is at `path`, if that is in it. */
function withPart(around: Base, path: readonly string[], part: JsonObject): Base {
  if (!around.path.every((key, index) => path[index] === key)) return around
  const value = structuredClone(around.value)
  const inner = path.slice(around.path.length)
  const parent = inner.slice(0, -1).reduce<unknown>(own, value) as JsonObject
  parent[inner.at(-1) ?? ''] = part
  return { ...around, value }
}

const needsOf = ({ pattern, base }: Place): Base[] =>
  pattern.join('.') === 'cron.jobs.*'
    ? [{ path: ['channels', 'fixed'], value: fixedChannel }, ...base]
    : base

const plainSpot = ({ label, node, path, base }: Place, value: unknown): Spot => ({
  label,
  node,
  path,
  base,
  value,
  change: patchAt(path, value),
  removal: patchAt(path, null),
  restore: undefined,
  isNeeded: false,
})

function spotOf(parent: Place, here: Place, key: string): Spot {
  const before = baseObject(parent)
  const present = before?.[key]
  const value = otherValue(here.node, here.pattern, present ?? here.node.default)
  const rivals = (exclusive[parent.pattern.join('.')] ?? []).filter((name) => name !== key)
  const isRival = exclusive[parent.pattern.join('.')]?.includes(key) === true
  const nulls = isRival ? Object.fromEntries(rivals.map((name) => [name, null])) : {}
  const isNeeded = present !== undefined || isRival
  return {
    ...plainSpot(here, value),
    change: patchAt(parent.path, { ...nulls, [key]: inPlaceOf(present, value) }),
    restore: isNeeded
      ? patchAt(parent.path, {
          ...nulls,
          [key]: null,
          ...before,
          ...(isObject(present) ? { [key]: inPlaceOf(value, present) } : {}),
        })
      : undefined,
    isNeeded,
  }
}

/** The patch that makes the one object of the other. */
const inPlaceOf = (before: unknown, after: unknown): unknown =>
  isObject(before) && isObject(after)
    ? { ...Object.fromEntries(Object.keys(before).map((key) => [key, null])), ...after }
    : after

/** The key that tells variants apart: changed with all that goes with it. */
function typeSpot(place: Place, here: Place, one: Node): Spot {
  const others = (place.node.oneOf ?? []).filter((other) => other !== one)
  const [other] = others
  const tag = other?.properties?.['type']?.const
  if (other === undefined || tag === undefined) throw new Error(`${here.label} has no other value.`)
  const before = dormant(one, place.pattern)
  const after = dormant(other, place.pattern)
  return {
    ...plainSpot(here, tag),
    change: patchAt(place.path, inPlaceOf(before, after)),
    restore: patchAt(place.path, inPlaceOf(after, before)),
    isNeeded: true,
  }
}

/** An array is one whole: it is set with one item that has this key, and removed. */
const itemSpots = (place: Place, item: Node): Spot[] =>
  Object.entries(item.properties ?? {}).map(([key, inner]) => {
    const pattern = [...place.pattern, '*']
    const value = validValues(inner, [...pattern, key]).at(-1)
    const whole = [{ ...dormant(item, pattern), [key]: value }]
    const path = [...place.path, '0', key]
    return {
      ...plainSpot({ ...place, label: `${place.label}.*.${key}`, node: inner, path }, value),
      change: patchAt(place.path, whole),
      removal: patchAt(place.path, null),
    }
  })

/** What `base` has where this stands. */
function baseObject({ path, base }: Place): JsonObject | undefined {
  const around = base.at(-1)
  const found = around && path.slice(around.path.length).reduce<unknown>(own, around.value)
  return isObject(found) ? found : undefined
}

export const patchAt = (path: readonly string[], value: unknown): JsonObject =>
  nest(path, value) as JsonObject
