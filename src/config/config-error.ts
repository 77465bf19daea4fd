import type { Issue } from '../generated/types.ts'

/**
 * The gateway can't start with this configuration. `message` has several lines for the person who starts it: where it is
 * wrong, what is wrong, what to do. It never holds a value.
 */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly issues: Issue[]

  constructor(message: string, issues: Issue[] = []) {
    super(message)
    this.issues = issues
  }
}

/** @param origins dotted path → the environment variable that it came from */
export function invalidConfig(found: {
  title: string
  issues: Issue[]
  remedy: string
  origins?: ReadonlyMap<string, string>
}): ConfigError {
  const lines = found.issues.map(({ field, rule, message }) => {
    const origin = found.origins?.get(field)
    const where = origin === undefined ? field : `${field} (from ${origin})`
    return `  ${where}: ${message} [${rule}]`
  })
  return new ConfigError([found.title, ...lines, found.remedy].join('\n'), found.issues)
}
