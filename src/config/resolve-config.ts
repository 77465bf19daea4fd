import { validateConfig } from '../generated/config.ts'
import type { Config, Issue } from '../generated/types.ts'
import type { JsonObject } from './json.ts'
import { issue, toIssues } from './problems.ts'
import { unknownSecrets } from './secrets.ts'

/** Rules that the schema can't say, as those of another room. Fields are paths in the configuration. */
export type ConfigCheck = (config: Config) => Issue[]

export type Resolution = { valid: true; config: Config } | { valid: false; issues: Issue[] }

/** Fills in the defaults and validates. The layer is not changed. */
export function resolveConfig(layer: JsonObject, check: ConfigCheck = () => []): Resolution {
  const config: unknown = structuredClone(layer)
  if (!validateConfig(config)) {
    return { valid: false, issues: toIssues(validateConfig.errors ?? [], config) }
  }
  const issues = [...unknownSecrets(config), ...repeatedNames(config), ...check(config)]
  return issues.length > 0 ? { valid: false, issues } : { valid: true, config }
}

/** A token is revoked, and its hash kept in a patch, by its name. */
const repeatedNames = ({ auth: { tokens } }: Config): Issue[] =>
  tokens.flatMap(({ name }, index) =>
    tokens.findIndex((other) => other.name === name) === index
      ? []
      : [issue(['auth', 'tokens', String(index), 'name'], 'unique', `"${name}" is used twice`)],
  )
