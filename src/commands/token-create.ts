import type { TokenRequest } from '../config/command-line.ts'
import { newToken } from '../config/gateway-token.ts'
import type { TokenConfig } from '../generated/types.ts'
import { changeTokens } from './change-tokens.ts'
import { type Context, listed } from './context.ts'
import type { Reach } from './token-access.ts'
import { tokenEntry } from './new-token.ts'

/**
 * `token create`: the token alone goes to standard output, what is to be said of it to standard error.
 * @throws UsageError for what can't be a token, Error when there is one of that name
 */
export async function tokenCreate(
  { token: request, ...place }: { file?: string; token: TokenRequest },
  context: Context,
): Promise<void> {
  const token = newToken()
  const entry = tokenEntry(request, token)
  const change = (tokens: readonly TokenConfig[]): TokenConfig[] => {
    if (tokens.some(({ name }) => name === entry.name)) throw taken(entry.name)
    return [...tokens, entry]
  }
  const { reach } = await changeTokens({ ...place, change }, context)
  context.stderr.write(explained(entry, reach))
  await context.stdout.write(`${token}\n`).catch(async (cause: unknown) => {
    throw await takenBack(entry.name, cause, () =>
      changeTokens({ ...place, change: without(entry) }, context),
    )
  })
}

const without =
  ({ name }: TokenConfig) =>
  (tokens: readonly TokenConfig[]): TokenConfig[] =>
    tokens.filter((token) => token.name !== name)

/** A token that nobody has seen is not to hold. */
async function takenBack(name: string, cause: unknown, revoke: () => Promise<unknown>) {
  const lost = `${reasonOf(cause)} So nobody has seen the token "${name}"`
  return revoke().then(
    () => new Error(`${lost}, and it is revoked again.`, { cause }),
    (error: unknown) =>
      new Error(
        `${lost}, but it could not be revoked again: ${reasonOf(error)}\nDo that with \`token revoke ${name}\`.`,
        { cause },
      ),
  )
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : '')

const taken = (name: string): Error =>
  new Error(`There is a token "${name}" already.\nChoose another name, or revoke that one first.`)

function explained({ name, scopes, expires, tools }: TokenConfig, reach: Reach): string {
  return [
    `The token "${name}" holds ${begin[reach]}${expires === undefined ? '' : `, until ${expires}`}.`,
    `It may: ${listed(scopes)}.`,
    ...(tools === undefined ? [] : [`Of the tools: ${listed(tools)}.`]),
    ...(scopes.includes('config:write') ? [warning] : []),
    'It is shown this once; only its hash is kept:',
    '',
  ].join('\n')
}

const begin: Record<Reach, string> = {
  running: 'at once',
  stopped: 'from the next start of the gateway on',
  shared: 'within seconds, also on gateways that run',
}

const warning =
  'With config:write it can do what the user of the gateway can: its configuration names programs to start.'
