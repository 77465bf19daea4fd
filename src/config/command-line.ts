import { parseArgs, type ParseArgsConfig } from 'node:util'
import { version } from '../generated/operations.ts'
import { nearest } from './nearest.ts'
import { usages } from './usage.ts'

/** What the command line asks for: a text to show, a start with these options, or a command that ends by itself. */
export type Command = { text: string } | { options: StartOptions } | { command: OneShot }

export interface StartOptions {
  file?: string
  /** Takes back all that was changed through the API. */
  resetPatches?: boolean
}

export type OneShot = { file?: string } & (
  | { name: 'config check' }
  | { name: 'config show'; json: boolean }
  | { name: 'token create'; token: TokenRequest }
  | { name: 'token list'; json: boolean }
  | { name: 'token revoke'; token: string }
)

/** As it was typed. */
export interface TokenRequest {
  name: string
  scopes: string[]
  expires?: string
  tools?: string[]
}

/** The command line was not understood. The message is for the person who typed it. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

/** @param what was not understood, without a full stop */
export const misused = (what: string): UsageError =>
  new UsageError(`${what}\nRun with --help to see what there is.`)

const flags = {
  config: { type: 'string', short: 'c' },
  'reset-patches': { type: 'boolean' },
  json: { type: 'boolean' },
  scopes: { type: 'string', multiple: true },
  scope: { type: 'string', multiple: true },
  expires: { type: 'string' },
  tools: { type: 'string', multiple: true },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const satisfies ParseArgsConfig['options']

type Flag = keyof typeof flags

type Values = ReturnType<typeof parseStrictly>

interface Grammar {
  /** Beside those that every command has. */
  flags: readonly Flag[]
  /** What its one operand is; undefined where it has none. */
  operand?: string
  toCommand: (values: Values, operand: string) => Command
}

const everywhere: readonly Flag[] = ['config', 'help', 'version']

const fileOf = ({ config }: Values) => (config === undefined ? {} : { file: config })

const grammars: Record<Exclude<keyof typeof usages, 'config' | 'token'>, Grammar> = {
  '': {
    flags: ['reset-patches'],
    toCommand: (values) => ({
      options: {
        ...fileOf(values),
        ...(values['reset-patches'] === true && { resetPatches: true }),
      },
    }),
  },
  'config check': {
    flags: [],
    toCommand: (values) => ({ command: { name: 'config check', ...fileOf(values) } }),
  },
  'config show': {
    flags: ['json'],
    toCommand: (values) => ({
      command: { name: 'config show', json: values.json === true, ...fileOf(values) },
    }),
  },
  'token create': {
    flags: ['scopes', 'scope', 'expires', 'tools'],
    operand: 'name',
    toCommand: (values, name) => ({
      command: { name: 'token create', token: requestOf(values, name), ...fileOf(values) },
    }),
  },
  'token list': {
    flags: ['json'],
    toCommand: (values) => ({
      command: { name: 'token list', json: values.json === true, ...fileOf(values) },
    }),
  },
  'token revoke': {
    flags: [],
    operand: 'name',
    toCommand: (values, token) => ({
      command: { name: 'token revoke', token, ...fileOf(values) },
    }),
  },
}

/**
 * @param args without the program's name
 * @throws UsageError
 */
export function parseCommandLine(args: string[]): Command {
  const { words, given } = split(args)
  const name = commandOf(words)
  refuseUnknown(given, name === undefined ? undefined : grammarOf(name))
  if (name === undefined) throw unknownCommand(words)
  const values = parseStrictly(args)
  if (values.help === true) return { text: usages[name] }
  if (values.version === true) return { text: `${version}\n` }
  const grammar = grammarOf(name)
  if (grammar === undefined) throw misused(`"${name}" needs one of: ${within(name)}`)
  refuseMisplaced(given, name, grammar)
  return grammar.toCommand(values, operandOf(words.slice(wordsOf(name)), name, grammar))
}

interface GivenFlag {
  name: string
  /** As it was typed. */
  rawName: string
}

/** Without judging: what is wrong is told later, in better words than `parseArgs` has. */
function split(args: string[]): { words: string[]; given: GivenFlag[] } {
  const { tokens } = parseArgs({
    args,
    options: flags,
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  return {
    words: tokens.flatMap((token) => (token.kind === 'positional' ? [token.value] : [])),
    given: tokens.filter((token) => token.kind === 'option'),
  }
}

type Name = keyof typeof usages

const isName = (name: string): name is Name => Object.hasOwn(usages, name)

const wordsOf = (name: Name): number => (name === '' ? 0 : name.split(' ').length)

const grammarOf = (name: Name): Grammar | undefined =>
  name === 'config' || name === 'token' ? undefined : grammars[name]

/** The longest one that the words begin with; undefined when it is none, or of a group a command that there is not. */
function commandOf(words: string[]): Name | undefined {
  const [group = '', command] = words
  const name = command === undefined || !isName(group) ? group : `${group} ${command}`
  return isName(name) ? name : undefined
}

const within = (group: string): string =>
  Object.keys(grammars)
    .filter((name) => name.startsWith(`${group} `))
    .map((name) => name.slice(group.length + 1))
    .join(', ')

function unknownCommand(words: string[]): UsageError {
  const [group = '', command = ''] = words
  const near = nearest(`${group} ${command}`.trim(), Object.keys(grammars))
  if (!isName(group)) {
    return misused(
      `Unknown command '${group}'${meant(near ?? nearest(group, ['config', 'token']))}`,
    )
  }
  const hint = meant(near) || `; "${group}" has ${within(group)}`
  return misused(`Unknown command '${group} ${command}'${hint}`)
}

const meant = (near: string | undefined): string =>
  near === undefined ? '' : `; did you mean '${near}'?`

function refuseUnknown(given: GivenFlag[], grammar: Grammar | undefined): void {
  const unknown = given.find(({ name }) => !Object.hasOwn(flags, name))
  if (unknown === undefined) return
  const known = grammar === undefined ? Object.keys(flags) : [...grammar.flags, ...everywhere]
  const near = nearest(unknown.name, known)
  throw misused(
    `Unknown option '${unknown.rawName}'${meant(near === undefined ? undefined : `--${near}`)}`,
  )
}

function refuseMisplaced(given: GivenFlag[], name: Name, grammar: Grammar): void {
  const allowed: readonly string[] = [...grammar.flags, ...everywhere]
  const misplaced = given.find((flag) => !allowed.includes(flag.name))
  if (misplaced === undefined) return
  const what = name === '' ? 'the start' : `"${name}"`
  throw misused(`'${misplaced.rawName}' is no option of ${what}`)
}

function operandOf(operands: string[], name: Name, { operand }: Grammar): string {
  const [first = '', ...others] = operand === undefined ? ['', ...operands] : operands
  if (operand !== undefined && first === '') throw misused(`"${name}" needs a ${operand}`)
  const [unexpected] = others
  if (unexpected === undefined) return first
  throw misused(`Unexpected argument '${unexpected}' after "${name}"`)
}

/** Of options that hold several, each may also be given several times. */
const listed = (texts: string[] = []): string[] =>
  texts
    .flatMap((text) => text.split(','))
    .map((part) => part.trim())
    .filter((part) => part !== '')

function requestOf({ scopes = [], scope = [], expires, tools }: Values, name: string) {
  return {
    name,
    scopes: listed([...scopes, ...scope]),
    ...(expires !== undefined && { expires }),
    ...(tools !== undefined && { tools: listed(tools) }),
  }
}

function parseStrictly(args: string[]) {
  try {
    return parseArgs({ args, options: flags, allowPositionals: true }).values
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw misused(error.message)
  }
}
