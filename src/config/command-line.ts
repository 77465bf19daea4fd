import { parseArgs } from 'node:util'
import { version } from '../generated/operations.ts'

/** What the command line asks for: a text to show, or a start with these options. */
export type Command = { text: string } | { options: StartOptions }

export interface StartOptions {
  file?: string
  /** Takes back all that was changed through the API. */
  resetPatches?: boolean
}

/** The command line was not understood. The message is for the person who typed it. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

const flags = {
  config: { type: 'string', short: 'c' },
  'reset-patches': { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const

const usage = `Usage: openclaw-gateway [--config <file>] [--reset-patches]

Starts the OpenClaw gateway and runs until SIGTERM or SIGINT.

  -c, --config <file>  the configuration (default: $OPENCLAW_CONFIG, else openclaw.yaml, openclaw.yml
                       or openclaw.json in the working directory, else none)
  --reset-patches      first take back all that was changed with PATCH /api/config
  -h, --help           show this
  -v, --version        show the version

Environment, each before what the file says:
  OPENCLAW_HOST, OPENCLAW_PORT   where to listen (127.0.0.1, 3000)
  OPENCLAW_DATA_DIR              where the database and the token are kept (./data)
  OPENCLAW_DATABASE_URL          a PostgreSQL database in place of SQLite in the data directory
  OPENCLAW_LOG_LEVEL             trace, debug, info, warn, error, fatal or silent (info)
  OPENCLAW_GATEWAY_TOKEN         the token with all scopes (made at the first start where it is not set)
  TELEGRAM_BOT_TOKEN             connects the channel "telegram"
  DISCORD_BOT_TOKEN              connects the channel "discord"
`

/**
 * @param args without the program's name
 * @throws UsageError
 */
export function parseCommandLine(args: string[]): Command {
  const { help, version: versionOnly, config, 'reset-patches': resetPatches = false } = parse(args)
  if (help === true) return { text: usage }
  if (versionOnly === true) return { text: `${version}\n` }
  return {
    options: {
      ...(config !== undefined && { file: config }),
      ...(resetPatches && { resetPatches }),
    },
  }
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: flags }).values
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw new UsageError(`${error.message}\nRun with --help to see what there is.`)
  }
}
