import { type BigIntStats, lstatSync, renameSync } from 'node:fs'
import { constants, type FileHandle, lstat, rm } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import type { Confinement, Folder } from './confinement.ts'
import { isDraftName, newDraftName, removeStaleDrafts } from './drafts.ts'
import { hasCode, notRegular, pathFailure } from './path-failure.ts'

const { O_CREAT, O_EXCL, O_WRONLY } = constants

/** Puts a whole file in place, making parent folders; when it fails, those that it made and nobody uses are gone again. */
export async function writeFile(
  confinement: Confinement,
  segments: readonly string[],
  { bytes, signal }: { bytes: Buffer; signal: AbortSignal },
): Promise<{ size: number }> {
  const place = await destination(confinement, segments)
  const name = place.pop()
  if (name === undefined) throw notRegular()
  // It would be hidden, and removed after an hour.
  if (isDraftName(name)) throw pathFailure('is a name that the gateway keeps for itself')
  signal.throwIfAborted()
  const made: string[] = []
  try {
    await using folder = await confinement.makeFolder(place, made)
    await replaceFile(confinement, folder, { name, bytes, signal })
  } catch (error) {
    await confinement.removeEmpty(made)
    throw error
  }
  return { size: bytes.length }
}

/** Where a link that stays inside points to, so that the file is replaced and not the link. */
async function destination(
  confinement: Confinement,
  segments: readonly string[],
): Promise<string[]> {
  try {
    const real = await confinement.resolve(join(confinement.root, ...segments))
    return relative(confinement.root, real)
      .split(sep)
      .filter((segment) => segment !== '')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return [...segments]
    throw error
  }
}

export interface Replacement {
  name: string
  bytes: Buffer
  signal: AbortSignal
  /** Only this very file, unchanged, may be replaced. */
  seen?: BigIntStats
}

/**
 * Writes a new file beside the old one and gives it the name, so that nobody sees half a text, and the old file, which may
 * have other names, is never touched.
 */
export async function replaceFile(
  confinement: Confinement,
  folder: Folder,
  { name, bytes, signal, seen }: Replacement,
): Promise<void> {
  const path = folder.at(name)
  const draft = folder.at(newDraftName())
  const mode = await modeFor(path)
  try {
    const handle = await confinement.open(draft, O_WRONLY | O_CREAT | O_EXCL, 0o600)
    const written = await fill(handle, bytes, mode)
    signal.throwIfAborted()
    putInPlace({ path, draft, written, seen })
  } catch (error) {
    // What went wrong before says more than what goes wrong here.
    await rm(draft, { force: true }).catch(() => undefined)
    throw error
  }
  // What is written is written, whether or not this works.
  await removeStaleDrafts(folder).catch(() => undefined)
}

async function fill(file: FileHandle, bytes: Buffer, mode: number): Promise<BigIntStats> {
  try {
    await file.writeFile(bytes)
    await file.chmod(mode)
    await file.sync()
    return await file.stat({ bigint: true })
  } finally {
    await file.close()
  }
}

/** Without a pause between look and act, so that nothing else of this process, and hardly another one, comes in between. */
function putInPlace({
  path,
  draft,
  written,
  seen,
}: {
  path: string
  draft: string
  written: BigIntStats
  seen: BigIntStats | undefined
}): void {
  if (!isUnchanged(draft, written)) throw pathFailure('another program is at work beside it')
  if (seen !== undefined && !isUnchanged(path, seen))
    throw pathFailure('was changed by another program meanwhile; read it again')
  renameSync(draft, path)
}

function isUnchanged(path: string, seen: BigIntStats): boolean {
  const now = lstatSync(path, { bigint: true, throwIfNoEntry: false })
  return now !== undefined && traits.every((trait) => now[trait] === seen[trait])
}

const traits = ['dev', 'ino', 'size', 'mtimeNs', 'ctimeNs'] as const

/** @returns the permissions that the file has, or those of a new one; throws when something else has the name */
async function modeFor(path: string): Promise<number> {
  try {
    const stats = await lstat(path)
    if (!stats.isFile()) throw notRegular()
    // Renaming over it would need no permission for the file itself.
    if ((stats.mode & 0o222) === 0) throw pathFailure('is read-only')
    return stats.mode & 0o777
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return 0o600
    throw error
  }
}
