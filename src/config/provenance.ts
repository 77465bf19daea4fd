import { isAbsolute, relative } from 'node:path'
import type { Config } from '../generated/types.ts'
import type { EnvironmentLayer } from './environment-layer.ts'
import { withImplied } from './implied.ts'
import { isObject, type JsonObject, own } from './json.ts'
import { applyPatch } from './merge-patch.ts'
import type { ConfigFile } from './read-file.ts'
import { referredNames } from './references.ts'
import { hostOf } from './resolve-config.ts'
import { rootSchema } from './schema.ts'
import { redact } from './secrets.ts'

/** What a configuration was made of, the weakest first. */
export interface Sources {
  file: ConfigFile
  environment: EnvironmentLayer
  /** Both as one. */
  base: JsonObject
  /** Over them: what the store keeps. */
  patch: JsonObject
  cwd: string
}

/** One value of the configuration. */
export interface Setting {
  /** Dotted. */
  path: string
  /** A secret reads `[redacted]`. */
  value: unknown
  /** As `file openclaw.yaml`, `environment OPENCLAW_PORT`, `patch`, `implied` or `default`. */
  origin: string
}

/** Each value of an effective configuration. A list of plain values is one of them, since a patch replaces it whole. */
export function settingsOf(config: Config, sources: Sources): Setting[] {
  const originOf = originsOf(sources)
  return leaves(inOrder(redact(config))).map(({ path, value }) => ({
    path: path.join('.'),
    value,
    origin: originOf(path),
  }))
}

/** As the contract has it; a layer puts what it sets before the defaults. */
const inOrder = (config: Config): JsonObject =>
  Object.fromEntries(
    Object.keys(rootSchema.properties ?? {})
      .filter((key) => Object.hasOwn(config, key))
      .map((key) => [key, own(config, key)]),
  )

/** Tells where the value at a path comes from: the strongest layer that has it. */
export function originsOf(sources: Sources): (path: readonly string[]) => string {
  const { file, environment, base, patch, cwd } = sources
  const names = referredNames(file.document)
  const merged = applyPatch(base, patch)
  const implied = withImplied(merged, hostOf(merged))
  const layers: { layer: JsonObject; origin: (path: readonly string[]) => string }[] = [
    { layer: patch, origin: () => 'patch' },
    {
      layer: environment.layer,
      origin: (path) => `environment ${environment.origins.get(path.join('.')) ?? ''}`,
    },
    { layer: names, origin: (path) => fileOrigin(nameOf(file, cwd), referencesAt(names, path)) },
  ]
  return (path) => {
    for (const { layer, origin } of layers) {
      const found = find(layer, path)
      if (found === 'set') return origin(path)
      if (found === 'removed') break
    }
    return find(implied, path) === 'set' ? 'implied' : 'default'
  }
}

/** As it was read, as short as it can be said from the working directory. */
export function nameOf({ file }: Pick<ConfigFile, 'file'>, cwd: string): string {
  if (file === undefined) return 'the file'
  const inside = relative(cwd, file)
  return inside.startsWith('..') || isAbsolute(inside) ? file : inside
}

const fileOrigin = (name: string, references: string[]): string =>
  references.length === 0
    ? `file ${name}`
    : `file ${name} (${references.map((reference) => `\${${reference}}`).join(', ')})`

/** What a merge patch says of a path. What it replaces whole, as a list, it sets with all that is inside. */
function find(layer: JsonObject, path: readonly string[]): 'set' | 'removed' | 'absent' {
  let value: unknown = layer
  for (const key of path) {
    if (!isObject(value)) break
    if (!Object.hasOwn(value, key)) return 'absent'
    value = value[key]
  }
  return value === null ? 'removed' : 'set'
}

/** The variables that a file refers to. */
export const referencesIn = ({ document }: ConfigFile): string[] => textsIn(referredNames(document))

const referencesAt = (names: JsonObject, path: readonly string[]): string[] => [
  ...new Set(textsIn(path.reduce<unknown>(own, names))),
]

function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

interface Leaf {
  path: string[]
  value: unknown
}

function leaves(value: unknown, path: string[] = []): Leaf[] {
  const isWhole =
    typeof value !== 'object' ||
    value === null ||
    Object.keys(value).length === 0 ||
    (Array.isArray(value) && !value.some((item) => typeof item === 'object' && item !== null))
  if (isWhole) return [{ path, value }]
  return Object.entries(value).flatMap(([key, inner]) => leaves(inner, [...path, key]))
}
