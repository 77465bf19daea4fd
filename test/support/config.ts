import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { ConfigError } from '../../src/config/config-error.ts'
import { loadConfig, type LoadedConfig } from '../../src/config/load-config.ts'
import type { Issue } from '../../src/generated/types.ts'
import { temporaryFolder } from './temporary-folder.ts'

/** A webhook secret of the right form. */
export const webhookSecret = `whsec_${'A'.repeat(32)}`

/**
 * Loads the configuration of a new folder.
 * @param files name → text; one name with `/` makes its folder
 */
export async function loadFrom(
  files: Record<string, string>,
  options: { file?: string; env?: Record<string, string> } = {},
): Promise<LoadedConfig & { cwd: string }> {
  const cwd = await temporaryFolder()
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(cwd, name)), { recursive: true })
    await writeFile(join(cwd, name), text)
  }
  const { env = {}, file } = options
  return { ...(await loadConfig({ file, env, cwd })), cwd }
}

/** The error that a start with this configuration ends with. */
export async function refusal(starting: Promise<unknown>): Promise<ConfigError> {
  const error = await starting.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error instanceof ConfigError) return error
  throw new Error('This was not refused with a ConfigError.', { cause: error })
}

/** What is wrong with this `openclaw.yaml`. */
export async function issuesOf(yaml: string, env: Record<string, string> = {}): Promise<Issue[]> {
  return (await refusal(loadFrom({ 'openclaw.yaml': yaml }, { env }))).issues
}
