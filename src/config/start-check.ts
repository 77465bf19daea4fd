import { once } from 'node:events'
import { access, constants, lstat, mkdir, mkdtemp, rmdir } from 'node:fs/promises'
import { createServer } from 'node:net'
import { dirname, join, resolve } from 'node:path'
import type { Config, Issue } from '../generated/types.ts'
import { issue } from './problems.ts'
import { heldIn, holds } from './workspace-place.ts'

/**
 * Whether the next start could use what differs and waits for it: an address is listened on, a folder is written to, and both are left as
 * they were.
 * @param next what is to be used
 * @param known what works, as it was tried before, and is not tried; the first is what this process uses
 * @param cwd where relative paths begin
 * @param own files and folders of the gateway that tools must not reach
 */
export async function startIssues(
  next: Config,
  known: readonly Config[],
  cwd: string,
  own: readonly string[] = [],
): Promise<Issue[]> {
  const issues = await Promise.all([
    listenIssue(next, known),
    workspaceIssue(next, known, { cwd, own }),
  ])
  return issues.filter((found) => found !== undefined)
}

/** Other changes wait behind it. */
const lookUpMs = 5_000

/** The gateway's own port is in use by itself, so an address alone is tried with another one. */
async function listenIssue(next: Config, known: readonly Config[]): Promise<Issue | undefined> {
  if (known.some(({ host, port }) => host === next.host && port === next.port)) return undefined
  const port = known[0]?.port === next.port ? 0 : next.port
  const server = createServer()
  // One that comes when nobody waits for it any more must not end the process.
  server.on('error', () => undefined)
  try {
    server.listen(port, next.host)
    await once(server, 'listening', { signal: AbortSignal.timeout(lookUpMs) })
    return undefined
  } catch (error) {
    const code = codeOf(error)
    const key = code === 'EADDRINUSE' || code === 'EACCES' ? 'port' : 'host'
    return issue([key], 'listen', `${listenReasons[code] ?? 'can not be listened on'} (${code})`)
  } finally {
    server.close()
  }
}

const listenReasons: Partial<Record<string, string>> = {
  EADDRINUSE: 'is taken: another program listens there',
  EACCES: 'may not be listened on by the user of this process',
  EADDRNOTAVAIL: 'is no address of this machine',
  ENOTFOUND: 'is no known name',
  ABORT_ERR: 'is a name that was not found in time',
}

async function workspaceIssue(
  next: Config,
  known: readonly Config[],
  { cwd, own }: { cwd: string; own: readonly string[] },
): Promise<Issue | undefined> {
  const { workspace } = next.tools
  if (workspace === undefined || known.some(({ tools }) => tools.workspace === workspace))
    return undefined
  try {
    const folder = resolve(cwd, workspace)
    const held = await heldIn(folder, own)
    if (held !== undefined) return issue(['tools', 'workspace'], 'separate', holds(held))
    await tryToMake(folder)
    return undefined
  } catch (error) {
    const code = codeOf(error)
    const reason = folderReasons[code] ?? 'can not be made or written to'
    return issue(['tools', 'workspace'], 'writable', `${reason} (${code})`)
  }
}

const folderReasons: Partial<Record<string, string>> = {
  EACCES: 'may not be written to by the user of this process',
  ENOTDIR: 'is not a folder, or a part of it is not',
  EROFS: 'is on a file system that can only be read',
}

/** Only making it tells that it can be made: a name in it may be too long. */
async function tryToMake(folder: string): Promise<void> {
  const missing = await missingFrom(folder)
  const made: string[] = []
  try {
    for (const path of missing) {
      await mkdir(path, { mode: 0o700 })
      made.unshift(path)
    }
    await tryFolder(folder)
  } finally {
    for (const path of made) await rmdir(path)
  }
}

/** Which folders are still to be made, from above. Node's own recursive `mkdir` never ends below `/proc`. */
async function missingFrom(path: string): Promise<string[]> {
  const isThere = await lstat(path).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === 'ENOENT') return false
      throw error
    },
  )
  return isThere ? [] : [...(await missingFrom(dirname(path))), path]
}

/** Making something is the only proof: /proc, for one, looks writable to root. */
async function tryFolder(folder: string): Promise<void> {
  await access(folder, constants.R_OK | constants.X_OK)
  await rmdir(await mkdtemp(join(folder, '.openclaw-')))
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
