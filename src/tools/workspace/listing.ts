import { lstat, opendir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Confinement, Folder } from './confinement.ts'
import { isDraftName } from './drafts.ts'
import { firstNames } from './first-names.ts'

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

const limit = 1000

/** So many handles are open at once, at the most. */
const looksAtOnce = 16

/**
 * @param path below the root
 * @returns the first 1,000 entries by name; a link that leads out, and a file with hard links, is `other`
 */
export async function listFolder(
  confinement: Confinement,
  path: string,
  signal: AbortSignal,
): Promise<Listing> {
  await using folder = await confinement.folder(
    await confinement.resolve(join(confinement.root, path)),
  )
  const { names, truncated } = await firstNames(namesOf(folder), { limit, signal })
  const entries: Entry[] = []
  for (let start = 0; start < names.length; start += looksAtOnce) {
    signal.throwIfAborted()
    const some = names.slice(start, start + looksAtOnce)
    entries.push(...(await Promise.all(some.map((name) => describe(confinement, folder, name)))))
  }
  return truncated ? { entries, truncated } : { entries }
}

async function* namesOf(folder: Folder): AsyncGenerator<string> {
  for await (const { name } of await opendir(folder.at('.'), { bufferSize: 256 }))
    if (!isDraftName(name)) yield name
}

async function describe(confinement: Confinement, folder: Folder, name: string): Promise<Entry> {
  try {
    const stats = await lstat(folder.at(name))
    const target = stats.isSymbolicLink() ? await confinement.look(folder.at(name)) : stats
    if (target.isFile() && target.nlink === 1) return { name, type: 'file', size: target.size }
    return { name, type: target.isDirectory() ? 'folder' : 'other' }
  } catch {
    // It is gone by now, it may not be looked at, or it is a link that leads out or nowhere.
    return { name, type: 'other' }
  }
}
