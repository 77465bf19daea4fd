import { resolve } from 'node:path'
import { readAddress } from '../config/address-file.ts'
import { ConfigError } from '../config/config-error.ts'
import { environmentLayer } from '../config/environment-layer.ts'
import { variable } from '../config/environment.ts'
import { existingGatewayToken } from '../config/gateway-token.ts'
import { own } from '../config/json.ts'
import { readConfigFile } from '../config/read-file.ts'
import { resolveReferences } from '../config/references.ts'
import { isDataDirInUse } from '../store/sqlite/in-use.ts'
import { type Context, type Effective, readEffective } from './context.ts'
import { answers, runningGateway } from './running-gateway.ts'
import type { TokenAccess } from './token-access.ts'

interface Place {
  /** What `--config` names. */
  file?: string
}

/** What a start would use; or, where none would take the configuration, the gateway that goes on with what it had. */
export type Reached =
  { effective: Effective; gateway?: undefined } | { effective?: undefined; gateway: TokenAccess }

/**
 * A token has to be revocable also while somebody works on the file.
 * @throws ConfigError when no start would take the configuration, and no gateway has the data directory either
 */
export async function reach(place: Place, context: Context): Promise<Reached> {
  try {
    return { effective: await readEffective(place, context) }
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    const gateway = await gatewayOf(place, context)
    if (gateway === undefined) throw error
    context.stderr.write(
      `${error.message}\nSo the gateway that runs at ${gateway.url} is asked, which goes on with what it had.\n`,
    )
    return { gateway: gateway.access }
  }
}

async function gatewayOf(place: Place, context: Context) {
  const dataDir = await dataDirOf(place, context)
  if (!isDataDirInUse(dataDir)) return undefined
  const url = await readAddress(dataDir)
  if (url === undefined || !(await answers(url))) return undefined
  const given = variable(context.env, 'OPENCLAW_GATEWAY_TOKEN')
  const token = await existingGatewayToken({ token: given, dataDir })
  return { url, access: runningGateway({ url, token }) }
}

/** As a start would find it, as far as that can be told: the environment's, else that of a file that can be read, else the usual one. */
async function dataDirOf({ file }: Place, { env, cwd }: Context): Promise<string> {
  const inFile = await readConfigFile({ file, env, cwd }).then(
    ({ document }) => own(resolveReferences(document, env).document, 'dataDir'),
    () => undefined,
  )
  const named = [own(environmentLayer(env).layer, 'dataDir'), inFile].find(isPath)
  return resolve(cwd, named ?? 'data')
}

const isPath = (value: unknown): value is string => typeof value === 'string' && value.trim() !== ''
