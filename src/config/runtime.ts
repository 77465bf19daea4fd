import { ConfigError } from './config-error.ts'

const neededMajor = 24

/**
 * @param version Node's own, as `24.21.0`
 * @throws ConfigError when it is older than what the gateway runs on
 */
export function requireNode(version: string): void {
  if (Number.parseInt(version) >= neededMajor) return
  throw new ConfigError(
    [
      `The gateway needs Node ${neededMajor} or newer, and this is Node ${version}.`,
      `In its own folder, run \`npm ci\` and \`npm start\`: they bring Node ${neededMajor} along.`,
      `Anywhere else, install Node ${neededMajor} from https://nodejs.org.`,
    ].join('\n'),
  )
}
