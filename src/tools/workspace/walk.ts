import type { Dirent } from 'node:fs'
import { opendir } from 'node:fs/promises'
import { join } from 'node:path'
import type { Confinement } from './confinement.ts'
import { isDraftName } from './drafts.ts'
import { firstNames } from './first-names.ts'

/** Names that wait, of one folder and of all together: some ten megabytes at the worst. */
const limits = { inFolder: 20_000, waiting: 100_000, depth: 64 }

export interface Walk {
  confinement: Confinement
  signal: AbortSignal
  /** There was more than the limits allow. */
  onCut: () => void
  /** A folder could not be read. */
  onRefused: () => void
}

/**
 * Goes through the regular files below a folder, in the order of their paths. Links are not followed. What stands in a folder
 * is read when its turn comes, so that never more than one of them is open.
 * @param start a folder's path below the root, with `/` at its end, or empty for the root
 * @returns paths below the root
 */
export async function* walk(start: string, walk: Walk): AsyncGenerator<string> {
  const waiting = [start]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (path !== '' && !path.endsWith('/')) {
      yield path
      continue
    }
    if (path.split('/').length > limits.depth) {
      walk.onCut()
      continue
    }
    const names = await namesIn(path, limits.waiting - waiting.length, walk)
    for (const name of names.reverse()) waiting.push(path + name)
  }
}

async function namesIn(path: string, room: number, walk: Walk): Promise<string[]> {
  const { confinement, signal } = walk
  try {
    await using folder = await confinement.folder(join(confinement.root, path))
    const { names, truncated } = await firstNames(
      namesOf(await opendir(folder.at('.'), { bufferSize: 256 })),
      { limit: Math.min(limits.inFolder, room), signal },
    )
    if (truncated) walk.onCut()
    return names
  } catch {
    signal.throwIfAborted()
    // It is gone, a link has taken its place, or it may not be read.
    walk.onRefused()
    return []
  }
}

/** A folder is sorted as what its paths begin with. */
async function* namesOf(entries: AsyncIterable<Dirent>): AsyncGenerator<string> {
  for await (const entry of entries) {
    if (entry.isFile()) {
      if (!isDraftName(entry.name)) yield entry.name
    } else if (entry.isDirectory()) yield `${entry.name}/`
  }
}
