import { randomUUID } from 'node:crypto'
import { lstat, opendir, rm } from 'node:fs/promises'
import type { Folder } from './confinement.ts'

const form = /^\.write-[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/** A write takes seconds at the most; what is older was left by a crash. */
const staleMs = 60 * 60 * 1000

/** A large folder shall not make each write slow. */
const maxNames = 1000

/** The name under which a new file is written, until it gets the name of the one that it replaces. */
export const newDraftName = (): string => `.write-${randomUUID()}`

/** Whether a name is a draft's: nothing that callers have made. */
export const isDraftName = (name: string): boolean => form.test(name)

/** Removes what crashes have left in a folder, as far as it stands among the first 1,000 names that the system gives. */
export async function removeStaleDrafts(folder: Folder): Promise<void> {
  let count = 0
  for await (const { name } of await opendir(folder.at('.'), { bufferSize: 256 })) {
    if (isDraftName(name) && (await isStale(folder.at(name)))) await rm(folder.at(name))
    count += 1
    if (count === maxNames) return
  }
}

async function isStale(path: string): Promise<boolean> {
  const stats = await lstat(path)
  return stats.isFile() && Date.now() - stats.mtimeMs > staleMs
}
