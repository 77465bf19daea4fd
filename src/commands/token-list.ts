import { own } from '../config/json.ts'
import { nameOf, originsOf } from '../config/provenance.ts'
import { allScopes } from '../generated/operations.ts'
import type { Scope, TokenConfig } from '../generated/types.ts'
import { namesInFile } from './change-tokens.ts'
import { sourcesOf } from './config-show.ts'
import type { Context, Effective } from './context.ts'
import { reach } from './reach-gateway.ts'
import { aligned, visibleJson } from './table.ts'

interface ListedToken extends Omit<TokenConfig, 'hash'> {
  expired: boolean
  origin: string
}

/** `token list`: what each may do and where it comes from, never what it is, nor its hash. */
export async function tokenList(
  command: { file?: string; json: boolean },
  context: Context,
): Promise<void> {
  const { effective, gateway } = await reach(command, context)
  if (gateway !== undefined) {
    const { tokens } = await gateway.read()
    if (tokens.length === 0) context.stderr.write(noTokens)
    // What it was made of can't be told from here.
    await show(
      tokens.map((token) => listedAs(token, 'running gateway')),
      command,
      context,
    )
    return
  }
  const originOf = originsOf(await sourcesOf(effective, command, context))
  const tokens = effective.config.auth.tokens.map((token, index) =>
    listedAs(token, originOf(['auth', 'tokens', String(index), 'name'])),
  )
  if (tokens.length === 0) context.stderr.write(none(effective))
  if (isOverridden(effective)) {
    const file = nameOf(effective.loaded.base, context.cwd)
    context.stderr.write(`auth.tokens in ${file} is overridden by a patch, and does not hold.\n`)
  }
  await show(tokens, command, context)
}

const listedAs = ({ name, scopes, expires, tools }: TokenConfig, origin: string): ListedToken => ({
  name,
  scopes,
  ...(expires !== undefined && { expires }),
  expired: expires !== undefined && Date.parse(expires) <= Date.now(),
  ...(tools !== undefined && { tools }),
  origin,
})

async function show(
  tokens: ListedToken[],
  { json }: { json: boolean },
  { stdout }: Context,
): Promise<void> {
  if (json) await stdout.write(`${visibleJson(tokens)}\n`)
  else if (tokens.length > 0) await stdout.write(aligned([heads, ...tokens.map(row)]))
}

const heads = ['NAME', 'SCOPES', 'EXPIRES', 'TOOLS', 'ORIGIN']

const row = ({
  name,
  scopes,
  expires = 'never',
  expired,
  tools,
  origin,
}: ListedToken): string[] => [
  name,
  hasAll(scopes) ? 'all' : scopes.join(','),
  expired ? `expired ${expires}` : expires,
  tools === undefined ? 'all' : tools.join(',') || 'none',
  origin,
]

const hasAll = (scopes: Scope[]): boolean => allScopes.every((scope) => scopes.includes(scope))

const none = ({ patch, store }: Effective): string =>
  patch === undefined
    ? `There are no named tokens: the configuration sets none, and there is no store yet ${store.databaseUrl === undefined ? `in ${store.dataDir}` : 'in the database'}.\n`
    : noTokens

const noTokens = 'There are no named tokens.\n'

const isOverridden = (effective: Effective): boolean =>
  namesInFile(effective).length > 0 && own(own(effective.patch, 'auth'), 'tokens') !== undefined
