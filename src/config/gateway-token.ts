import { randomBytes } from 'node:crypto'
import { chmod, link, mkdir, open, readFile, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { ConfigError } from './config-error.ts'

export interface GatewayToken {
  token: string
  /** Whether it was made now: it is to be shown once. */
  created: boolean
  /** Where it is kept; undefined when the environment gave it. */
  file?: string
}

const variableName = 'OPENCLAW_GATEWAY_TOKEN'
const minLength = 16

/**
 * The token with all scopes: the environment's, else the data directory's, else a new one, which is kept there.
 * @param token OPENCLAW_GATEWAY_TOKEN
 * @throws ConfigError when it is too short or can't stand in a header
 */
export async function gatewayToken(options: {
  token?: string | undefined
  dataDir: string
}): Promise<GatewayToken> {
  if (options.token !== undefined) {
    return { token: checked(options.token, variableName), created: false }
  }
  const file = fileIn(options.dataDir)
  const kept = await readToken(file)
  if (kept !== undefined) {
    await closeToOthers(file)
    return { token: kept, created: false, file }
  }
  const token = newToken()
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 })
  if (await writeToken(options.dataDir, file, token)) return { token, created: true, file }
  return { token: (await readToken(file)) ?? token, created: false, file }
}

/**
 * The same, but none is made and nothing is written.
 * @returns undefined when there is none yet
 * @throws ConfigError also when its file can't be read
 */
export async function existingGatewayToken(options: {
  token?: string | undefined
  dataDir: string
}): Promise<string | undefined> {
  if (options.token !== undefined) return checked(options.token, variableName)
  const file = fileIn(options.dataDir)
  return readToken(file).catch((error: unknown) => {
    if (error instanceof ConfigError) throw error
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
    throw new ConfigError(
      `The gateway token in ${file} can't be read (${code}).\nRun this as the user of the gateway, or set ${variableName}.`,
    )
  })
}

/** A token that nobody can guess, with the beginning by which scanners of source code find it. */
export const newToken = (): string => `ocg_${randomBytes(32).toString('base64url')}`

const fileIn = (dataDir: string): string => join(dataDir, 'gateway-token')

/** @returns undefined when there is no such file */
async function readToken(file: string): Promise<string | undefined> {
  const text = await readFile(file, 'utf8').catch(absent('ENOENT'))
  return text === undefined ? undefined : checked(text.trim(), file)
}

async function closeToOthers(file: string): Promise<void> {
  const { mode } = await stat(file)
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) await chmod(file, 0o600)
}

/**
 * Whole or not at all, also over a crash; linked and not renamed, so that it never takes the place of another one.
 * @returns false when another process was faster
 */
async function writeToken(dataDir: string, file: string, token: string): Promise<boolean> {
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  await writeDurably(draft, `${token}\n`)
  try {
    const linked = await link(draft, file).then(() => true, absent('EEXIST'))
    await syncDirectory(dataDir)
    return linked === true
  } finally {
    await unlink(draft)
  }
}

async function writeDurably(file: string, text: string): Promise<void> {
  await using handle = await open(file, 'wx', 0o600)
  await handle.writeFile(text)
  await handle.sync()
}

async function syncDirectory(directory: string): Promise<void> {
  // Windows has no handle on a directory.
  if (process.platform === 'win32') return
  await using handle = await open(directory, 'r')
  await handle.sync()
}

function checked(token: string, source: string): string {
  if (/^[\x21-\x7e]*$/.test(token) && token.length >= minLength) return token
  throw new ConfigError(
    [
      `The gateway token in ${source} can't be used: it needs at least ${minLength} visible ASCII characters without spaces.`,
      `Set ${variableName} to a long random value, or unset it to use the one in the data directory;`,
      'remove the file there to have a new one made.',
    ].join('\n'),
  )
}

const absent =
  (code: string) =>
  (error: unknown): undefined => {
    if (error instanceof Error && 'code' in error && error.code === code) return undefined
    throw error
  }
