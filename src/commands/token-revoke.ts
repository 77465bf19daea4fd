import { nearest } from '../config/nearest.ts'
import { nameOf } from '../config/provenance.ts'
import type { TokenConfig } from '../generated/types.ts'
import { changeTokens, namesInFile } from './change-tokens.ts'
import type { Context } from './context.ts'
import type { Reach } from './token-access.ts'

/**
 * `token revoke`: a running gateway refuses the token from then on, and closes what is open with it.
 * @throws Error when there is none of that name
 */
export async function tokenRevoke(
  { token: name, ...place }: { file?: string; token: string },
  context: Context,
): Promise<void> {
  const change = (tokens: readonly TokenConfig[]): TokenConfig[] => {
    const names = tokens.map((token) => token.name)
    if (!names.includes(name)) throw unknown(name, names)
    return tokens.filter((token) => token.name !== name)
  }
  const { reach, effective } = await changeTokens({ ...place, change }, context)
  if (effective !== undefined && namesInFile(effective).includes(name)) {
    const file = nameOf(effective.loaded.base, context.cwd)
    context.stderr.write(
      `Take "${name}" out of ${file} too: it would hold again after a start with --reset-patches.\n`,
    )
  }
  await context.stdout.write(`The token "${name}" is revoked${when[reach]}.\n`)
}

const when: Record<Reach, string> = {
  running: ', and the gateway that runs does not take it any more',
  stopped: '',
  shared: '; gateways that run stop taking it within seconds',
}

function unknown(name: string, names: string[]): Error {
  if (name === 'gateway') return new Error(gatewayIsApart)
  const near = nearest(name, names)
  const hint = near === undefined ? '' : `; did you mean "${near}"?`
  return new Error(`There is no token "${name}"${hint}\nSee what there is with \`token list\`.`)
}

const gatewayIsApart =
  '"gateway" is the gateway token, which is no part of the configuration.\n' +
  'To replace it, start the gateway with another OPENCLAW_GATEWAY_TOKEN, or without the file gateway-token in the data directory.'
