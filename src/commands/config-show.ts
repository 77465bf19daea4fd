import { environmentLayer } from '../config/environment-layer.ts'
import { type Setting, settingsOf, type Sources } from '../config/provenance.ts'
import { readConfigFile } from '../config/read-file.ts'
import { redacted } from '../config/secrets.ts'
import { type Context, type Effective, readEffective } from './context.ts'
import { aligned, visibleJson } from './table.ts'

/** `config show`: each value that a start would use, and where it comes from. */
export async function configShow(
  command: { file?: string; json: boolean },
  context: Context,
): Promise<void> {
  const effective = await readEffective(command, context)
  const settings = settingsOf(effective.config, await sourcesOf(effective, command, context))
  await context.stdout.write(
    command.json ? `${visibleJson(settings)}\n` : aligned(settings.map(row)),
  )
}

/** What an effective configuration was made of. */
export const sourcesOf = async (
  { loaded, patch = {} }: Effective,
  { file }: { file?: string },
  { env, cwd }: Context,
): Promise<Sources> => ({
  file: await readConfigFile({ file, env, cwd }),
  environment: environmentLayer(env),
  base: loaded.base.layer,
  patch,
  cwd,
})

const row = ({ path, value, origin }: Setting): string[] => [path, shown(value), origin]

/** A plain word as it is, everything else as JSON: it stays on its line, and an empty text can be seen. */
const shown = (value: unknown): string =>
  value === redacted || (typeof value === 'string' && plain.test(value))
    ? value
    : JSON.stringify(value)

const plain = /^[^\s"{[\p{C}][^\s\p{C}]*$/u
