import type { Dirent } from 'node:fs'
import { lstat, opendir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Confinement, Folder } from './confinement.ts'

export interface Entry {
  name: string
  type: 'file' | 'folder' | 'other'
  /** In bytes; of files only. */
  size?: number
}

export interface Listing {
  entries: Entry[]
  /** There are more. */
  truncated?: true
}

const maxEntries = 1000

/** @param path below the root @returns the first 1,000 entries by name; a link that leads out is `other` */
export async function listFolder(
  confinement: Confinement,
  path: string,
  signal: AbortSignal,
): Promise<Listing> {
  await using folder = await confinement.folder(
    await confinement.resolve(join(confinement.root, path)),
  )
  const { names, truncated } = await firstNames(await opendir(folder.at('.')), signal)
  const entries = await Promise.all(names.map((name) => describe(confinement, folder, name)))
  return truncated ? { entries, truncated } : { entries }
}

/** Keeps two thousand names in memory at the most, however many the folder has. */
async function firstNames(directory: AsyncIterable<Dirent>, signal: AbortSignal) {
  let names: string[] = []
  let truncated = false
  for await (const { name } of directory) {
    signal.throwIfAborted()
    names.push(name)
    if (names.length < 2 * maxEntries) continue
    names = names.sort().slice(0, maxEntries)
    truncated = true
  }
  truncated ||= names.length > maxEntries
  return { names: names.sort().slice(0, maxEntries), truncated }
}

async function describe(confinement: Confinement, folder: Folder, name: string): Promise<Entry> {
  try {
    const stats = await lstat(folder.at(name))
    const target = stats.isSymbolicLink()
      ? await lstat(await confinement.resolve(join(folder.real, name)))
      : stats
    if (target.isFile()) return { name, type: 'file', size: target.size }
    return { name, type: target.isDirectory() ? 'folder' : 'other' }
  } catch {
    // It is gone by now, it may not be looked at, or it is a link that leads out or nowhere.
    return { name, type: 'other' }
  }
}
