import { realpath } from 'node:fs/promises'
import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path'
import { ConfigError } from './config-error.ts'

/**
 * Which of the gateway's own files and folders the tools would reach in this workspace: its token and its configuration are as good as
 * the whole machine.
 * @param own absolute paths
 */
export async function heldIn(
  workspace: string,
  own: readonly string[],
): Promise<string | undefined> {
  const root = await real(workspace)
  for (const path of own) if (isWithin(root, await real(path))) return path
  return undefined
}

export const holds = (path: string): string =>
  `holds ${path}, which tools must not reach; name a folder of its own`

/** @throws ConfigError when it holds any of them */
export async function refuseExposing(workspace: string, own: readonly string[]): Promise<void> {
  const held = await heldIn(workspace, own)
  if (held !== undefined) throw new ConfigError(`tools.workspace: ${workspace} ${holds(held)}.`)
}

/** Without links, also where the last parts of it are not there yet. */
async function real(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch {
    const parent = dirname(path)
    return parent === path ? path : join(await real(parent), basename(path))
  }
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path)
  return !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way))
}
