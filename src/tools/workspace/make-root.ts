import { mkdir, stat } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { hasCode } from './path-failure.ts'

/**
 * Makes a folder and those above it, for its owner alone. Node's own recursive `mkdir` never ends where the file system says
 * of a folder that is there that nothing is, as below `/proc`.
 * @throws Error when something else has the name, or the operating system's
 */
export async function makeRoot(folder: string): Promise<void> {
  const missing: string[] = []
  for (let path = resolve(folder); !(await isMade(path)); path = dirname(path))
    missing.unshift(path)
  // The first of them is there by now.
  for (const path of missing) await make(path)
  if (!(await stat(folder)).isDirectory()) throw new Error(`${folder} is not a folder.`)
}

/** @returns false when the folder above it is missing */
async function isMade(path: string): Promise<boolean> {
  try {
    await make(path)
    return true
  } catch (error) {
    if (hasCode(error, 'ENOENT') && dirname(path) !== path) return false
    throw error
  }
}

async function make(path: string): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 })
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error
  }
}
