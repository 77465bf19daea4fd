import { realpath } from 'node:fs/promises'
import { sep } from 'node:path'
import { Confinement } from './confinement.ts'
import { type Edit, type Edited, Editor } from './edit.ts'
import type { Found } from './findings.ts'
import { listFolder, type Listing } from './listing.ts'
import { makeRoot } from './make-root.ts'
import { segmentsOf } from './path.ts'
import { blamingPath } from './path-failure.ts'
import { type Range, readText, type Text } from './read.ts'
import type { Search } from './search.ts'
import { encodeText } from './text.ts'
import { writeFile } from './write.ts'

/**
 * The one folder that file tools reach. Paths are read from its root on, with or without a leading `/`. Every method throws
 * a `ToolFailure` that names the parameter when the path leads out, names nothing, or names what it can't work on. A regular
 * file that has hard links is neither read, edited nor searched, as its other name may stand outside; `write` leaves that
 * other name with the old text.
 */
export interface Workspace {
  /** UTF-8 text, at most 1 MiB of it. */
  read(path: string, signal: AbortSignal, range?: Range): Promise<Text>
  /** Puts the whole text in place at once, making parent folders. @returns its size in bytes */
  write(path: string, content: string, signal: AbortSignal): Promise<{ size: number }>
  /** Replaces text in a file of at most 10 MiB, at once. */
  edit(path: string, edit: Edit, signal: AbortSignal): Promise<Edited>
  list(path: string, signal: AbortSignal): Promise<Listing>
  /** @param path a folder, with all below it, or a file */
  search(path: string, search: Search, signal: AbortSignal): Promise<Found>
}

/**
 * @param folder is made (0700) when it is missing
 * @param options.procfs false keeps from using `/proc/self/fd`, as on systems without it
 * @throws Error when the folder can't be made or used
 */
export async function openWorkspace(
  folder: string,
  options: { procfs?: boolean } = {},
): Promise<Workspace> {
  await makeRoot(folder)
  const confinement = new Confinement(await realpath(folder), options.procfs)
  const editor = new Editor(confinement)
  return {
    read: (path, signal, range = {}) =>
      blamingPath(() => readText(confinement, segmentsOf(path), { range, signal })),
    write: (path, content, signal) =>
      blamingPath(() =>
        writeFile(confinement, segmentsOf(path), { bytes: encodeText(content), signal }),
      ),
    edit: (path, edit, signal) => blamingPath(() => editor.edit(segmentsOf(path), edit, signal)),
    list: (path, signal) =>
      blamingPath(() => listFolder(confinement, segmentsOf(path).join(sep), signal)),
    search: (path, search, signal) =>
      blamingPath(async () => {
        // Its engine takes 5 MB, which a gateway that never searches can do without.
        const { searchFiles } = await import('./search.ts')
        return searchFiles(confinement, segmentsOf(path), { search, signal })
      }),
  }
}
