import { ToolFailure } from '../tool.ts'

const notAFile = 'is not a regular file'
const notPermitted = 'the gateway has no permission for it'

const reasons: Partial<Record<string, string>> = {
  EACCES: notPermitted,
  EISDIR: notAFile,
  ELOOP: 'leads through too many links',
  ENAMETOOLONG: 'is too long',
  ENOENT: 'there is no such file or folder',
  ENOTDIR: 'is not a folder, or a part of it is not',
  ENXIO: notAFile,
  EPERM: notPermitted,
  EROFS: 'the workspace is read-only',
}

const tooManyFiles = 'the gateway has too many files open; try again in a moment'
const noMemory = 'the machine is out of memory; try again in a moment'
const failing = 'the disk or the file server fails; look at the logs of the machine'

/** What no other parameter would mend. */
const reasonsOfMachine: Partial<Record<string, string>> = {
  EAGAIN: 'the file is locked, or the machine is busy; try again in a moment',
  EBUSY: 'the file or folder is in use by the system; try again in a moment',
  EDQUOT: 'the disk quota of the gateway is used up; delete something first',
  EFBIG: 'the file would be larger than the file system or a limit of the gateway allows',
  EHOSTDOWN: failing,
  EIO: failing,
  EMFILE: tooManyFiles,
  EMLINK: 'the folder holds as many folders as the file system allows',
  ENFILE: tooManyFiles,
  ENODEV: failing,
  ENOMEM: noMemory,
  ENOSPC: 'the disk is full; delete something first',
  EREMOTEIO: failing,
  ESTALE: failing,
  ETIMEDOUT: failing,
  ETXTBSY: 'the file is a program that runs; try again when it has ended',
}

/** A failure that blames the parameter `path`, for the caller. */
export const pathFailure = (reason: string): ToolFailure =>
  new ToolFailure(reason, { parameter: 'path' })

export const notRegular = (): ToolFailure => pathFailure(notAFile)

/** Whether the operating system failed with this code, as `ENOENT`. */
export const hasCode = (error: unknown, code: string): boolean => codeOf(error) === code

/** Runs file work; what the operating system says about the path or the disk becomes a `ToolFailure`. */
export async function blamingPath<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    throw failureOf(error) ?? error
  }
}

function failureOf(error: unknown): ToolFailure | undefined {
  const code = codeOf(error) ?? ''
  const [ofPath, ofMachine] = [reasons[code], reasonsOfMachine[code]]
  if (ofPath !== undefined) return new ToolFailure(ofPath, { parameter: 'path', cause: error })
  return ofMachine === undefined ? undefined : new ToolFailure(ofMachine, { cause: error })
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined
}
