import { validateConfig } from '../generated/config.ts'
import type { Config, Issue } from '../generated/types.ts'
import { withImplied } from './implied.ts'
import { type JsonObject, own } from './json.ts'
import { issue, toIssues } from './problems.ts'
import { unknownSecrets } from './secrets.ts'
import { valueIssues } from './value-rules.ts'

/** Rules that the schema can't say, as those of another room. Fields are paths in the configuration. */
export type ConfigCheck = (config: Config) => Issue[]

export type Resolution = { valid: true; config: Config } | { valid: false; issues: Issue[] }

/**
 * Fills in the defaults and validates. The layer is not changed.
 * @param given.host where the gateway listens already; what the layer says where it is not given
 */
export function resolveConfig(
  layer: JsonObject,
  { check = () => [], host }: { check?: ConfigCheck | undefined; host?: string } = {},
): Resolution {
  const config: unknown = structuredClone(withImplied(layer, host ?? hostOf(layer)))
  if (!validateConfig(config)) {
    return { valid: false, issues: toIssues(validateConfig.errors ?? [], config) }
  }
  const issues = [
    ...unknownSecrets(config),
    ...repeatedNames(config),
    ...furtherWebchats(config),
    ...valueIssues(config),
    ...check(config),
  ]
  return issues.length > 0 ? { valid: false, issues } : { valid: true, config }
}

/** As the contract's default has it. */
export const hostOf = (layer: JsonObject): unknown => own(layer, 'host') ?? '127.0.0.1'

/** There is one page for visitors. */
const furtherWebchats = ({ channels }: Config): Issue[] =>
  Object.entries(channels)
    .filter(([, { type, enabled }]) => type === 'webchat' && enabled)
    .slice(1)
    .map(([name]) => issue(['channels', name, 'type'], 'unique', 'there can be one web chat'))

/** A token is revoked, and its hash kept in a patch, by its name. */
const repeatedNames = ({ auth: { tokens } }: Config): Issue[] =>
  tokens.flatMap(({ name }, index) =>
    tokens.findIndex((other) => other.name === name) === index
      ? []
      : [issue(['auth', 'tokens', String(index), 'name'], 'unique', `"${name}" is used twice`)],
  )
