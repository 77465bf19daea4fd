import { isDeepStrictEqual } from 'node:util'
import type { Config, Issue } from '../generated/types.ts'
import { etagOf } from './etag.ts'
import { isObject, type JsonObject, own } from './json.ts'
import { applyPatch } from './merge-patch.ts'
import type { Overlay } from './overlay.ts'
import { type ConfigCheck, resolveConfig } from './resolve-config.ts'
import { restartPaths } from './schema.ts'

/** The whole configuration at one revision of the patches. */
export interface Snapshot {
  overlay: Overlay
  /** Frozen. */
  config: Config
  /** Strong, in quotes. */
  etag: string
}

export type SnapshotResult = { valid: true; snapshot: Snapshot } | { valid: false; issues: Issue[] }

export interface Judging {
  /** Rules of other rooms. */
  check: ConfigCheck | undefined
  /** As `readEtagKey` gives it. */
  etagKey: string
}

/**
 * @param layers.base file and environment
 * @param layers.host where the gateway listens already
 */
export function takeSnapshot(
  { base, overlay, host }: { base: JsonObject; overlay: Overlay; host?: string },
  { check, etagKey }: Judging,
): SnapshotResult {
  const layer = applyPatch(base, overlay.patch)
  const result = resolveConfig(layer, { check, ...(host === undefined ? {} : { host }) })
  if (!result.valid) return result
  // The next start goes by its own host, which may imply less than the one that is listened on.
  const atStart = host === undefined ? result : resolveConfig(layer, { check })
  if (!atStart.valid) return atStart
  const config = freeze(result.config)
  const etag = etagOf(config, { revision: overlay.revision, key: etagKey })
  return { valid: true, snapshot: { overlay, config, etag } }
}

/** The dotted paths of what differs; an array is one whole. */
export function changedPaths(before: unknown, after: unknown, path: string[] = []): string[] {
  if (isDeepStrictEqual(before, after)) return []
  if (!isObject(before) || !isObject(after)) return [path.join('.')]
  const keys = new Set([...Object.keys(before), ...Object.keys(after)])
  return [...keys].flatMap((key) => changedPaths(own(before, key), own(after, key), [...path, key]))
}

/** The dotted paths of what differs and takes effect at the next start only. */
export const waitingForRestart = (started: Config, current: Config): string[] =>
  restartPaths()
    .filter((path) => !isDeepStrictEqual(valueAt(started, path), valueAt(current, path)))
    .map((path) => path.join('.'))

const valueAt = (config: unknown, path: string[]): unknown => path.reduce(own, config)

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(value).forEach(freeze)
  return Object.freeze(value)
}
