import { parseArgs, type ParseArgsConfig } from 'node:util'
import { misused } from '../../src/config/command-line.ts'
import { nearest } from '../../src/config/nearest.ts'

export interface MockOptions {
  host: string
  /** 0 takes a free one. */
  port: number
  /** The only one that is taken; any where it is not given. */
  token?: string
}

export const usage = `Answers as the gateway does, with the examples of spec/: nothing is stored, sent or run.

  npm run mock -- [options]

  --port <n>      where it listens; 4010 where it is not given, 0 takes a free port
  --host <name>   127.0.0.1 where it is not given: this machine alone
  --token <text>  takes this token and no other; any where it is not given
  -h, --help      shows this text

docs/mock.md says how to ask for errors, other examples and generated answers, and for events.
`

const flags = {
  port: { type: 'string' },
  host: { type: 'string' },
  token: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies ParseArgsConfig['options']

/**
 * @param args without the program's name
 * @returns undefined when the usage is asked for
 * @throws UsageError
 */
export function parseCommandLine(args: string[]): MockOptions | undefined {
  refuseUnknown(args)
  const { port = '4010', host = '127.0.0.1', token, help } = parse(args)
  if (help === true) return undefined
  if (host === '') throw misused('--host needs a name or an address')
  if (token !== undefined && !/^\S+$/.test(token))
    throw misused('--token needs a text without spaces')
  return { host, port: toPort(port), ...(token === undefined ? {} : { token }) }
}

function parse(args: string[]) {
  try {
    return parseArgs({ args, options: flags, allowPositionals: false }).values
  } catch (error) {
    throw misused(error instanceof Error ? (error.message.split('\n')[0] ?? '') : '')
  }
}

function refuseUnknown(args: string[]): void {
  const { tokens } = parseArgs({ args, options: flags, strict: false, tokens: true })
  for (const token of tokens) {
    if (token.kind === 'positional') throw misused(`Unknown argument '${token.value}'`)
    if (token.kind === 'option' && !Object.hasOwn(flags, token.name)) {
      const near = nearest(token.name, Object.keys(flags))
      const hint = near === undefined ? '' : `; did you mean '--${near}'?`
      throw misused(`Unknown option '${token.rawName}'${hint}`)
    }
  }
}

function toPort(text: string): number {
  const port = Number(text)
  if (!/^\d{1,5}$/.test(text) || port > 65_535) {
    throw misused(`--port must be a number from 0 to 65535, not '${text}'`)
  }
  return port
}
