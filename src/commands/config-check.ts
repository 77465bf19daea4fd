import { environmentLayer } from '../config/environment-layer.ts'
import { type Environment, variable } from '../config/environment.ts'
import { existingGatewayToken } from '../config/gateway-token.ts'
import { isObject, type JsonObject } from '../config/json.ts'
import { referencesIn } from '../config/provenance.ts'
import { type ConfigFile, readConfigFile } from '../config/read-file.ts'
import { type Context, listed, readEffective } from './context.ts'

/**
 * `config check`: says that a start would take the configuration, and what it is made of.
 * @throws what a start would end with
 */
export async function configCheck(command: { file?: string }, context: Context): Promise<void> {
  const { env, cwd } = context
  const { loaded, store, patch = {} } = await readEffective(command, context)
  await existingGatewayToken({ token: loaded.gatewayToken, dataDir: store.dataDir })
  const file = await readConfigFile({ ...command, env, cwd })
  const parts = [
    file.file ?? 'no file',
    variablesSaid(variablesOf(file, { env, isNamed: command.file !== undefined })),
    patchesSaid(patchedKeys(patch)),
  ]
  await context.stdout.write(`The configuration is valid: ${listed(parts)}.\n`)
}

/** The names of those that took part, in the order of the alphabet. */
function variablesOf(
  file: ConfigFile,
  { env, isNamed }: { env: Environment; isNamed: boolean },
): string[] {
  const others = ['OPENCLAW_GATEWAY_TOKEN', ...(isNamed ? [] : ['OPENCLAW_CONFIG'])]
  const names = [
    ...environmentLayer(env).origins.values(),
    ...referencesIn(file),
    ...others.filter((name) => variable(env, name) !== undefined),
  ]
  return [...new Set(names)].sort()
}

const variablesSaid = (names: string[]): string =>
  names.length === 0 ? 'nothing from the environment' : `${listed(names)} from the environment`

const patchesSaid = (keys: number): string =>
  keys === 0 ? 'no patches' : `${keys} patched ${keys === 1 ? 'key' : 'keys'}`

/** A key that was taken away is one too. */
const patchedKeys = (patch: JsonObject): number =>
  Object.values(patch)
    .map((value) => (isObject(value) && Object.keys(value).length > 0 ? patchedKeys(value) : 1))
    .reduce((sum, count) => sum + count, 0)
