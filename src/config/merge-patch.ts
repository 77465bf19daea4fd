import { isObject, type JsonObject, own } from './json.ts'

/** JSON Merge Patch (RFC 7396). Neither argument is changed; the result shares parts with both. */
export function applyPatch(target: unknown, patch: JsonObject): JsonObject
export function applyPatch(target: unknown, patch: unknown): unknown
export function applyPatch(target: unknown, patch: unknown): unknown {
  if (!isObject(patch)) return patch
  const result = new Map(Object.entries(isObject(target) ? target : {}))
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) result.delete(key)
    else result.set(key, applyPatch(result.get(key), value))
  }
  return Object.fromEntries(result)
}

/**
 * One patch with the effect of `first` and then `second` on `base`.
 *
 * Merge patches alone can't be composed: after `{a: null}`, `{a: {b: 1}}` means "a is b and nothing else", which a patch
 * can only say by naming what `base` has there. So `base` is looked at for exactly that.
 */
export function composePatches(base: unknown, first: unknown, second: JsonObject): JsonObject
export function composePatches(base: unknown, first: unknown, second: unknown): unknown
export function composePatches(base: unknown, first: unknown, second: unknown): unknown {
  if (!isObject(second)) return second
  if (!isObject(first)) return replacing(base, second)
  const merged = Object.entries(second).map(([key, value]) => [
    key,
    Object.hasOwn(first, key) ? composePatches(own(base, key), first[key], value) : value,
  ])
  return { ...first, ...Object.fromEntries(merged) }
}

function replacing(base: unknown, value: unknown): unknown {
  if (!isObject(base) || !isObject(value)) return value
  const gone = Object.keys(base).map((key) => [key, null])
  const kept = Object.entries(value).map(([key, inner]) => [key, replacing(own(base, key), inner)])
  return Object.fromEntries([...gone, ...kept])
}

/**
 * The same patch without what `last`, the newest part of it, took away and `base` never had: so what was set by a patch and taken back by another
 * leaves nothing, neither a longer patch each time nor a channel without a type once `base` loses it. What older parts took away stays: it may
 * be in the file of another gateway on the same store.
 */
export function tidied(base: unknown, patch: JsonObject, last: JsonObject): JsonObject {
  const entries = Object.entries(patch).flatMap(([key, value]): [string, unknown][] => {
    const under = isObject(base) ? own(base, key) : undefined
    const change = own(last, key)
    if (change === undefined) return [[key, value]]
    const rest = isObject(value) && isObject(change) ? tidied(under, value, change) : value
    return saysNothing(under, rest) ? [] : [[key, rest]]
  })
  return Object.fromEntries(entries)
}

const saysNothing = (base: unknown, patch: unknown): boolean =>
  patch === null
    ? base === undefined
    : isObject(patch) && isObject(base) && Object.keys(patch).length === 0
