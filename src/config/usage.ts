const name = 'openclaw-gateway'

const configOption = `  -c, --config <file>  the configuration (default: $OPENCLAW_CONFIG, else openclaw.yaml, openclaw.yml
                       or openclaw.json in the working directory, else none)`

const helpOption = '  -h, --help           show this'

const environment = `Environment, each before what the file says:
  OPENCLAW_HOST, OPENCLAW_PORT   where to listen (127.0.0.1, 3000)
  OPENCLAW_DATA_DIR              where the database and the token are kept (./data)
  OPENCLAW_DATABASE_URL          a PostgreSQL database in place of SQLite in the data directory
  OPENCLAW_LOG_LEVEL             trace, debug, info, warn, error, fatal or silent (info)
  OPENCLAW_GATEWAY_TOKEN         the token with all scopes (made at the first start where it is not set)
  TELEGRAM_BOT_TOKEN             connects the channel "telegram"
  DISCORD_BOT_TOKEN              connects the channel "discord"`

/** What `--help` shows, by the command; the start of the gateway has the empty name. */
export const usages = {
  '': `Usage: ${name} [--config <file>] [--reset-patches]
       ${name} <command> [options]

Starts the OpenClaw gateway and runs until SIGTERM or SIGINT.

${configOption}
  --reset-patches      first take back all that was changed with PATCH /api/config
${helpOption}; after a command, show the help of that
  -v, --version        show the version

Commands, which take the same --config and environment as the start, and end by themselves:
  config check         whether this configuration is valid
  config show          each value in effect, and where it comes from
  token create         makes a token with scopes of its own
  token list           the tokens, without what they are
  token revoke         ends a token at once

${environment}
`,
  config: `Usage: ${name} config check
       ${name} config show [--json]

"${name} config <command> --help" says more.
`,
  'config check': `Usage: ${name} config check [--config <file>]

Checks file, environment and the patches that the store keeps as a start would, and changes nothing; a gateway may run meanwhile.
Ends with 0 when they are valid together, else with 1 and what is wrong. Whether the address is free and the folders can be written to,
the start sees.

${configOption}
${helpOption}
`,
  'config show': `Usage: ${name} config show [--config <file>] [--json]

Shows each value that a start would use, a line each: its key, the value, and where it comes from, which is "default", "file",
"environment", "patch" (PATCH /api/config), or "implied" (the web chat on loopback). Secrets read [redacted].

  --json               an array of {path, value, origin}
${configOption}
${helpOption}
`,
  token: `Usage: ${name} token create <name> --scopes <list> [--expires <when>] [--tools <list>]
       ${name} token list [--json]
       ${name} token revoke <name>

"${name} token <command> --help" says more.
`,
  'token create': `Usage: ${name} token create <name> --scopes <list> [--expires <when>] [--tools <list>]

Makes a token and writes it to standard output, once; the gateway keeps only its hash. A running gateway takes it at once.

  --scopes <list>      what it may do, as status:read,events:read, or all; also --scope, repeated
  --expires <when>     from when on it does not hold any more: 12h, 30d, or 2030-01-01T00:00:00Z (default: never)
  --tools <list>       the only tools that it may call, as read,github.* (default: all)
${configOption}
${helpOption}
`,
  'token list': `Usage: ${name} token list [--config <file>] [--json]

Shows the tokens of the configuration, beside which there is the gateway token: name, scopes, when they expire, tools, origin.

  --json               an array of {name, scopes, expires, expired, tools, origin}
${configOption}
${helpOption}
`,
  'token revoke': `Usage: ${name} token revoke <name> [--config <file>]

Takes a token out of the configuration. It does not hold from now on, and a running gateway closes its WebSockets.

${configOption}
${helpOption}
`,
} as const
