import type { Config, Issue } from '../generated/types.ts'
import { issue } from './problems.ts'
import { mapLeaves } from './schema.ts'
import { redacted } from './secrets.ts'

/** Values that have the form that the contract asks for, and of which a part that uses them could make nothing. */
export const valueIssues = (config: Config): Issue[] => [
  ...repeatedHashes(config),
  ...unreadableTimes(config),
  ...foreignOrigins(config),
  ...unusableAddresses(config),
]

/** One of them would never be found; and a token that is revoked would hold on under its other name. */
const repeatedHashes = ({ auth: { tokens } }: Config): Issue[] =>
  tokens.flatMap(({ name, hash }, index) => {
    const first = tokens.find((other) => other.hash === hash)
    // A name that is used twice, or a hash that is not known, is told as that.
    if (first === undefined || first.name === name || hash === redacted) return []
    const message = `is the hash of "${first.name}" too: make a token of its own`
    return [issue(['auth', 'tokens', String(index), 'hash'], 'unique', message)]
  })

/** RFC 3339 has leap seconds, and the format lets an offset be hours alone; `Date` has neither. Such a token would never hold. */
const unreadableTimes = ({ auth: { tokens } }: Config): Issue[] =>
  tokens.flatMap(({ expires }, index) =>
    expires === undefined || !Number.isNaN(Date.parse(expires))
      ? []
      : [issue(['auth', 'tokens', String(index), 'expires'], 'date-time', timeMessage)],
  )

const timeMessage =
  'is no time that is understood here: write it as 2030-01-31T09:00:00Z or 2030-01-31T09:00:00+01:00'

/** What a browser never sends lets nobody in. */
const foreignOrigins = ({ http: { allowedOrigins } }: Config): Issue[] =>
  allowedOrigins.flatMap((origin, index) =>
    URL.parse(origin)?.origin === origin
      ? []
      : [issue(['http', 'allowedOrigins', String(index)], 'origin', originMessage)],
  )

const originMessage =
  'is not as browsers write an origin: in small letters, international names as xn--…, a port only where it is not the usual one, and nothing else'

/** The format `uri` knows no bounds for ports and none for the parts of an IP address. */
function unusableAddresses(config: Config): Issue[] {
  const issues: Issue[] = []
  mapLeaves(config, ({ value, schema, path }) => {
    if (schema?.format === 'uri' && typeof value === 'string' && !URL.canParse(value)) {
      issues.push(issue(path, 'url', 'is no address: its host or its port can not be'))
    }
    return value
  })
  return issues
}
