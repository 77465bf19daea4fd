// OpenAPI 3.0.3 for generators that know nothing newer.
import { Converter } from '@apiture/openapi-down-convert'

type Tree = Record<string, unknown>

/** What 3.0 does not know and the converter leaves: it only narrows what is valid. */
const unknownKeywords = ['propertyNames', 'patternProperties', 'unevaluatedProperties']

export function openApi30(document: object, license: { name: string; url: string }): Tree {
  const copy = JSON.parse(JSON.stringify(document)) as { info: Tree }
  // The only field of `info` that 3.0 lacks, beside the licence's identifier.
  delete copy.info['summary']
  const converted = new Converter(copy, { allOfTransform: true }).convert() as Tree & { info: Tree }
  return withoutUnknown({ ...converted, info: { ...converted.info, license } }) as Tree
}

function withoutUnknown(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(withoutUnknown)
  if (typeof node !== 'object' || node === null) return node
  const kept = Object.entries(node).filter(([key]) => !unknownKeywords.includes(key))
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutUnknown(value)]))
}
