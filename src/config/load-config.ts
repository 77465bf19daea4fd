import type { Config, Issue } from '../generated/types.ts'
import { type ConfigError, invalidConfig } from './config-error.ts'
import { type Environment, variable } from './environment.ts'
import { environmentLayer } from './environment-layer.ts'
import type { JsonObject } from './json.ts'
import { applyPatch } from './merge-patch.ts'
import { readConfigFile } from './read-file.ts'
import { resolveReferences } from './references.ts'
import { type ConfigCheck, resolveConfig } from './resolve-config.ts'

/** File and environment together: what patches are applied to. */
export interface BaseLayer {
  /** The file's absolute path; undefined when there is none. */
  file: string | undefined
  layer: JsonObject
}

export interface LoadedConfig {
  base: BaseLayer
  /** Without patches: enough to open the store that keeps them. */
  config: Config
  /** OPENCLAW_GATEWAY_TOKEN as it is set; it is no part of `Config`. */
  gatewayToken: string | undefined
}

export interface LoadOptions {
  /** What `--config` names. */
  file?: string | undefined
  env: Environment
  cwd: string
  /** Rules of other rooms. */
  check?: ConfigCheck
}

/**
 * Reads the configuration: defaults < file < environment.
 * @throws ConfigError
 */
export async function loadConfig(options: LoadOptions): Promise<LoadedConfig> {
  const { env } = options
  const { file, document } = await readConfigFile(options)
  const { layer, origins, issues } = environmentLayer(env)
  const refuse = (found: Issue[]): ConfigError =>
    invalidConfig({
      title: `The configuration is not valid (${file ?? 'there is no file'}):`,
      issues: found,
      remedy: 'Correct this.',
      origins,
    })
  const resolved = resolveReferences(document, env)
  const missing = [...resolved.issues, ...issues]
  if (missing.length > 0) throw refuse(missing)
  // An empty key of the file reads null, and like in a patch it says nothing.
  const merged = applyPatch(applyPatch({}, resolved.document), layer)
  const result = resolveConfig(merged, { check: options.check })
  if (!result.valid) throw refuse(result.issues)
  const gatewayToken = variable(env, 'OPENCLAW_GATEWAY_TOKEN')
  return { base: { file, layer: merged }, config: result.config, gatewayToken }
}
