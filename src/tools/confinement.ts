import { existsSync } from 'node:fs'
import { constants, type FileHandle, mkdir, open, readlink, realpath, stat } from 'node:fs/promises'
import { isAbsolute, join, relative, sep } from 'node:path'
import { hasCode, pathFailure } from './path-failure.ts'

const { O_DIRECTORY, O_NOFOLLOW, O_NONBLOCK, O_RDONLY } = constants

/** A folder that was checked. Names in it are reached through `at`. */
export interface Folder extends AsyncDisposable {
  /** Its path without links. */
  readonly real: string
  /** @param name one segment */
  at(name: string): string
}

/**
 * Keeps file work inside one folder. A name proves nothing, because a link can be put in its place between the check and
 * the use, so what was opened is checked: Linux tells through `/proc/self/fd` where a handle really points, and names
 * below such a handle stay in that very folder. Elsewhere the name is resolved again and compared with the handle.
 */
export class Confinement {
  readonly root: string
  readonly #procfs: boolean

  /** @param root without links @param procfs whether `/proc/self/fd` is used */
  constructor(root: string, procfs = existsSync('/proc/self/fd')) {
    this.root = root
    this.#procfs = procfs
  }

  /** @returns the path without links of what is there; throws a `ToolFailure` when that is outside */
  async resolve(path: string): Promise<string> {
    const real = await realpath(path)
    this.#assertInside(real)
    return real
  }

  /** Opens without following a link or waiting for the other end of a pipe; nothing outside is ever returned. */
  async open(path: string, flags: number, mode?: number): Promise<FileHandle> {
    const handle = await open(path, flags | O_NOFOLLOW | O_NONBLOCK, mode)
    try {
      await this.#assertOpenedInside(handle, path)
      return handle
    } catch (error) {
      await handle.close()
      throw error
    }
  }

  /** @param real as `resolve` returned it */
  async folder(real: string): Promise<Folder> {
    if (!this.#procfs) return { real, at: (name) => join(real, name), [Symbol.asyncDispose]: noop }
    const handle = await this.open(real, O_RDONLY | O_DIRECTORY)
    return {
      real,
      at: (name) => `/proc/self/fd/${handle.fd}/${name}`,
      [Symbol.asyncDispose]: () => handle.close(),
    }
  }

  /** Goes down from the root, making the folders that are missing. */
  async makeFolder(segments: readonly string[]): Promise<Folder> {
    let folder = await this.folder(this.root)
    for (const segment of segments) {
      await using parent = folder
      folder = await this.#makeChild(parent, segment)
    }
    return folder
  }

  async #makeChild(parent: Folder, name: string): Promise<Folder> {
    try {
      await mkdir(parent.at(name), { mode: 0o700 })
    } catch (error) {
      if (!hasCode(error, 'EEXIST')) throw error
    }
    return await this.folder(await this.resolve(join(parent.real, name)))
  }

  async #assertOpenedInside(handle: FileHandle, path: string): Promise<void> {
    if (this.#procfs) {
      this.#assertInside(await readlink(`/proc/self/fd/${handle.fd}`))
      return
    }
    const [opened, named] = await Promise.all([
      handle.stat({ bigint: true }),
      stat(await this.resolve(path), { bigint: true }),
    ])
    if (opened.ino !== named.ino || opened.dev !== named.dev) throw outside()
  }

  #assertInside(real: string): void {
    const way = relative(this.root, real)
    if (way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way)) throw outside()
  }
}

const outside = () => pathFailure('leads out of the workspace')

const noop = () => Promise.resolve()
