// Where a client goes: made in a folder beside it, and moved when it is complete.
import { mkdir, mkdtemp, readdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { ClientFailure, messageOf, refuseInterrupted } from './failure.ts'

/** Its presence says that everything in the folder was made by this command, and may be made anew. */
const marker = '.openclaw-client'

export interface PlaceOptions {
  force: boolean
  /** Is given an empty folder. */
  make: (folder: string) => Promise<void>
  /** Interrupts it, as long as nothing has been moved. */
  signal: AbortSignal
}

/**
 * Calls `make` with an empty folder and moves what it made to `name`. Refuses a folder that holds anything, unless `force` is
 * given and it holds an earlier client. When it throws, nothing has changed.
 */
export async function place(name: string, { force, make, signal }: PlaceOptions): Promise<void> {
  const folder = await behindLinks(resolve(name))
  const old = await contentOf(folder)
  if (old !== undefined) {
    if (old.length > 0 && !(force && old.includes(marker)))
      throw new ClientFailure(why(folder, old))
    await refuseMount(folder)
  }
  const parent = dirname(folder)
  await orFail(mkdir(parent, { recursive: true }), `${folder} can't be made`)
  const beside = join(parent, '.openclaw-client-')
  const work = await orFail(mkdtemp(beside), `${parent} can't be written`)
  try {
    const fresh = join(work, 'new')
    await mkdir(fresh)
    await make(fresh)
    await writeFile(
      join(fresh, marker),
      'Made by `npm run client`, which may replace this folder.\n',
    )
    refuseInterrupted(signal)
    await move(fresh, folder, old === undefined ? undefined : join(work, 'old'))
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** A link stays, and what it leads to is replaced. */
async function behindLinks(folder: string): Promise<string> {
  try {
    return await realpath(folder)
  } catch {
    return folder
  }
}

/** @returns undefined where there is nothing */
async function contentOf(folder: string): Promise<string[] | undefined> {
  try {
    return await readdir(folder)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') return undefined
    if (code !== 'ENOTDIR') throw new ClientFailure(`${folder} can't be read: ${message}`)
    const isThere = await stat(folder).then(
      () => true,
      () => false,
    )
    const what = isThere ? 'is a file' : 'lies below a file'
    throw new ClientFailure(`${folder} ${what}. Name a folder.`)
  }
}

/** What is mounted can't be moved; to learn that only when the client is made would be late. */
async function refuseMount(folder: string): Promise<void> {
  const [own, above] = await Promise.all([stat(folder), stat(dirname(folder))])
  if (own.dev !== above.dev)
    throw new ClientFailure(`${folder} is mounted and can't be replaced. Name a folder in it.`)
}

/**
 * @param aside where what is there now goes meanwhile; it comes back when the rest fails
 * @throws ClientFailure
 */
export async function move(
  fresh: string,
  folder: string,
  aside: string | undefined,
): Promise<void> {
  if (aside !== undefined) await orFail(rename(folder, aside), `${folder} can't be replaced`)
  try {
    await rename(fresh, folder)
  } catch (error) {
    if (aside !== undefined) await rename(aside, folder)
    throw new ClientFailure(`${folder} can't be written: ${messageOf(error)}`)
  }
}

async function orFail<T>(work: Promise<T>, what: string): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw new ClientFailure(`${what}: ${messageOf(error)}`)
  }
}

const why = (folder: string, content: string[]): string =>
  content.includes(marker)
    ? `${folder} holds a client already. To replace it: --force. What you changed in it is then gone.`
    : `${folder} is not empty, and not a client made by this command. Name a new or an empty folder.`
