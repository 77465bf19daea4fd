import { constants, type FileHandle, lstat, mkdir, realpath, rename, rm } from 'node:fs/promises'
import { join, relative, sep } from 'node:path'
import { newUlid } from '../kernel/ids.ts'
import { Confinement } from './confinement.ts'
import { listFolder, type Listing } from './listing.ts'
import { blamingPath, hasCode, notRegular, pathFailure } from './path-failure.ts'
import { decodeText, encodeText, maxBytes } from './text.ts'

const { O_CREAT, O_EXCL, O_RDONLY, O_WRONLY } = constants

/**
 * The one folder that file tools reach. Paths are read from its root on, with or without a leading `/`. Every method throws
 * a `ToolFailure` that names the parameter when the path leads out, names nothing, or names what it can't work on.
 */
export interface Workspace {
  /** UTF-8 text of at most 1 MiB. `size` is in bytes. */
  read(path: string, signal: AbortSignal): Promise<{ content: string; size: number }>
  /** Puts the whole text in place at once, making parent folders. @returns its size in bytes */
  write(path: string, content: string, signal: AbortSignal): Promise<{ size: number }>
  list(path: string, signal: AbortSignal): Promise<Listing>
}

/**
 * @param folder is made (0700) when it is missing
 * @param options.procfs false keeps from using `/proc/self/fd`, as on systems without it
 */
export async function openWorkspace(
  folder: string,
  options: { procfs?: boolean } = {},
): Promise<Workspace> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const confinement = new Confinement(await realpath(folder), options.procfs)
  return {
    read: (path, signal) => blamingPath(() => read(confinement, segmentsOf(path), signal)),
    write: (path, content, signal) =>
      blamingPath(() => write(confinement, segmentsOf(path), encodeText(content), signal)),
    list: (path, signal) =>
      blamingPath(() => listFolder(confinement, segmentsOf(path).join(sep), signal)),
  }
}

function segmentsOf(path: string): string[] {
  if (path.includes('\0')) throw pathFailure('holds a NUL character')
  if (sep === '\\' && /[\\:]/.test(path)) throw pathFailure('holds a backslash or a colon')
  const segments = path.split('/').filter((segment) => segment !== '' && segment !== '.')
  if (segments.includes('..')) throw pathFailure('holds ".."')
  return segments
}

async function read(confinement: Confinement, segments: string[], signal: AbortSignal) {
  const real = await confinement.resolve(join(confinement.root, ...segments))
  await using file = await confinement.open(real, O_RDONLY)
  const stats = await file.stat()
  if (!stats.isFile()) throw notRegular()
  const bytes = await readAtMost(file, maxBytes + 1, { signal, expected: stats.size })
  return { content: decodeText(bytes), size: bytes.length }
}

/** @param options.expected the size that it had; it may grow meanwhile, and then a larger buffer takes it in */
async function readAtMost(
  file: FileHandle,
  limit: number,
  { signal, expected }: { signal: AbortSignal; expected: number },
): Promise<Buffer> {
  let buffer = Buffer.allocUnsafe(Math.min(limit, expected + 1))
  let length = 0
  for (;;) {
    signal.throwIfAborted()
    const { bytesRead } = await file.read(buffer, length, buffer.length - length)
    length += bytesRead
    if (bytesRead === 0 || length === limit) return buffer.subarray(0, length)
    if (length === buffer.length)
      buffer = Buffer.concat([buffer], Math.min(limit, 2 * length + 4096))
  }
}

async function write(
  confinement: Confinement,
  segments: string[],
  bytes: Buffer,
  signal: AbortSignal,
) {
  const place = await destination(confinement, segments)
  const name = place.pop()
  if (name === undefined) throw notRegular()
  signal.throwIfAborted()
  await using folder = await confinement.makeFolder(place)
  await replace(confinement, folder.at(name), {
    draft: folder.at(`.write-${newUlid()}`),
    bytes,
    signal,
  })
  return { size: bytes.length }
}

/** Where a link that stays inside points to, so that the file is replaced and not the link. */
async function destination(confinement: Confinement, segments: string[]): Promise<string[]> {
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

async function replace(
  confinement: Confinement,
  path: string,
  { draft, bytes, signal }: { draft: string; bytes: Buffer; signal: AbortSignal },
) {
  const mode = await modeFor(path)
  try {
    await fill(await confinement.open(draft, O_WRONLY | O_CREAT | O_EXCL, 0o600), bytes, mode)
    signal.throwIfAborted()
    await rename(draft, path)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
}

async function fill(file: FileHandle, bytes: Buffer, mode: number): Promise<void> {
  try {
    await file.writeFile(bytes)
    await file.chmod(mode)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** @returns the permissions that the file has, or those of a new one; throws when something else has the name */
async function modeFor(path: string): Promise<number> {
  try {
    const stats = await lstat(path)
    if (!stats.isFile()) throw notRegular()
    return stats.mode & 0o777
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return 0o600
    throw error
  }
}
