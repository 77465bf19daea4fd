import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { ToolFailure } from '../tool.ts'

/** Where a command that is only a name is looked for, and what programs get as `PATH`. Not the gateway's own. */
export const searchPath = '/usr/local/bin:/usr/bin:/bin'

const maxNamed = 20

/** @throws ToolFailure unless it is literally one of those that the configuration allows */
export function assertAllowed(command: string, allowed: readonly string[]): void {
  if (allowed.includes(command)) return
  if (allowed.length === 0) throw commandFailure('tools.exec.commands is empty: no command may run')
  const named = allowed.slice(0, maxNamed).map((one) => one.slice(0, 64))
  const rest = allowed.length > maxNamed ? ', …' : ''
  throw commandFailure(`is none of tools.exec.commands, which are ${named.join(', ')}${rest}`)
}

/** @returns the path of the program that an allowed command names */
export async function programOf(command: string): Promise<string> {
  if (command.startsWith('/')) return command
  for (const folder of searchPath.split(':')) {
    const path = join(folder, command)
    if (await isProgram(path)) return path
  }
  throw commandFailure(`there is no such program on ${searchPath}`)
}

/** @param error what starting it threw @returns what the caller can understand of it */
export function startFailure(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'E2BIG') return new ToolFailure('are too long', { parameter: 'args', cause: error })
  const [ofCommand, ofMachine] = [reasons[code], reasonsOfMachine[code]]
  if (ofCommand !== undefined) return commandFailure(ofCommand, error)
  return ofMachine === undefined ? error : new ToolFailure(ofMachine, { cause: error })
}

const reasons: Partial<Record<string, string>> = {
  EACCES: 'is not a file that the gateway may execute',
  ELOOP: 'leads through too many links',
  ENAMETOOLONG: 'is too long',
  ENOENT: 'there is no such program, or it names an interpreter that is not there',
  ENOEXEC: 'is not a program of this system',
  ENOTDIR: 'leads through something that is not a folder',
  EPERM: 'the gateway has no permission for it',
  ETXTBSY: 'is being written to; call again when it is in place',
}

const tooManyFiles = 'the gateway has too many files open; try again in a moment'

/** What no other command would mend. */
const reasonsOfMachine: Partial<Record<string, string>> = {
  EAGAIN: 'no more programs can be started now; try again in a moment',
  EIO: 'the disk or the file server fails; look at the logs of the machine',
  EMFILE: tooManyFiles,
  ENFILE: tooManyFiles,
  ENOMEM: 'the machine is out of memory; try again in a moment',
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    return false
  }
}

const commandFailure = (message: string, cause?: unknown): ToolFailure =>
  new ToolFailure(message, { parameter: 'command', cause })
