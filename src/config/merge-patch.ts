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
