import { accessSync, closeSync, constants, mkdirSync, openSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

const reasons: Record<string, (folder: string) => string> = {
  ENOENT: (folder) => `${dirname(folder)} does not exist`,
  EACCES: () => 'this user may not write to it',
  EPERM: () => 'this user may not write to it',
  EROFS: () => 'its disk is read-only',
  ENOSPC: () => 'its disk is full',
  ENOTDIR: () => 'it is, or is inside, a file',
  EEXIST: () => 'it is a file',
}

export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown'

/** Whether it is this user who may not, and not the thing that can't be. */
export const forbids = (error: unknown): boolean => ['EACCES', 'EPERM'].includes(codeOf(error))

/**
 * Makes the folder, for its owner alone, unless it is there.
 * @returns its absolute path
 * @throws Error that names the folder and what to do
 */
export function prepareDataDir(dataDir: string): string {
  const folder = resolve(dataDir)
  try {
    makeFolder(folder)
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    return folder
  } catch (cause) {
    throw unusable(folder, cause)
  }
}

/** @param cause of the operating system */
export function unusable(folder: string, cause: unknown): Error {
  const reason = reasons[codeOf(cause)]?.(folder) ?? codeOf(cause)
  return new Error(
    `The data directory ${folder} can't be used: ${reason}. ` +
      'Make it a folder that this user may write to, or name another one (dataDir, OPENCLAW_DATA_DIR).',
    { cause },
  )
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { mode: 0o700 })
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
    // The path with a slash is there only when it is a folder.
    accessSync(`${folder}/`, constants.F_OK)
  }
}

/**
 * Makes an empty file for its owner alone, unless it is there. One that is there is not opened: closing it would drop the
 * locks that this process holds on it.
 */
export function makePrivateFile(file: string): void {
  try {
    closeSync(openSync(file, 'wx', 0o600))
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error
  }
}
