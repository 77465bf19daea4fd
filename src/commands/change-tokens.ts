import { own } from '../config/json.ts'
import { nameOf } from '../config/provenance.ts'
import type { TokenConfig } from '../generated/types.ts'
import type { Context, Effective } from './context.ts'
import { withTokenAccess } from './open-access.ts'
import { reach } from './reach-gateway.ts'
import type { Reach, TokenAccess } from './token-access.ts'

/** Others may change the configuration at the same time, but hardly so often. */
const maxAttempts = 10

export interface TokenChange {
  file?: string
  /** @throws Error when it can't be done; nothing is changed then */
  change: (tokens: readonly TokenConfig[]) => TokenConfig[]
}

export interface TokensChanged {
  reach: Reach
  /** Before the change; undefined where no start would take the configuration, and the gateway that runs made the change. */
  effective: Effective | undefined
}

/**
 * Changes `auth.tokens` as a whole, which is how a patch changes a list, without losing what others do meanwhile.
 */
export async function changeTokens(
  { change, ...place }: TokenChange,
  context: Context,
): Promise<TokensChanged> {
  const write = (access: TokenAccess): Promise<Reach> => writeTokens(access, change)
  const { effective, gateway } = await reach(place, context)
  if (gateway !== undefined) return { reach: await write(gateway), effective: undefined }
  // So that no store is made for what is refused.
  if (effective.patch === undefined) change(effective.config.auth.tokens)
  const reached = await withTokenAccess(effective, context, write)
  if (overridesFile(effective)) context.stderr.write(overridden(effective, context))
  return { reach: reached, effective }
}

async function writeTokens(access: TokenAccess, change: TokenChange['change']): Promise<Reach> {
  for (let attempt = 0; attempt < maxAttempts; attempt += 1) {
    const { tokens, etag } = await access.read()
    if (await access.write(change(tokens), etag)) return access.reach
  }
  throw new Error('The configuration was changed by others again and again; try once more.')
}

/** The names of the tokens that the file sets, whether they hold or not. */
export function namesInFile({ loaded }: Effective): string[] {
  const tokens = own(own(loaded.base.layer, 'auth'), 'tokens')
  return Array.isArray(tokens) ? tokens.map((token) => String(own(token, 'name'))) : []
}

/** Whether the file has tokens that held until a patch took their place just now. */
const overridesFile = (effective: Effective): boolean =>
  namesInFile(effective).length > 0 && own(own(effective.patch, 'auth'), 'tokens') === undefined

const overridden = ({ loaded }: Effective, { cwd }: Context): string =>
  `From now on the tokens are kept in the store: auth.tokens in ${nameOf(loaded.base, cwd)} is overridden as a whole,\n` +
  'and edits of it do nothing. To have the list of the file again, set it with PATCH /api/config, or start once with\n' +
  '--reset-patches, which takes back all other patches too.\n'
