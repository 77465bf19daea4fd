import { ToolFailure } from './tool.ts'

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

/** A failure that blames the parameter `path`, for the caller. */
export const pathFailure = (reason: string): ToolFailure => new ToolFailure(`path: ${reason}`)

export const notRegular = (): ToolFailure => pathFailure(notAFile)

/** Whether the operating system failed with this code, as `ENOENT`. */
export const hasCode = (error: unknown, code: string): boolean => codeOf(error) === code

/** Runs file work; what the operating system says about the path becomes a `ToolFailure`, other errors stay as they are. */
export async function blamingPath<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const reason = reasons[codeOf(error) ?? '']
    throw reason === undefined ? error : pathFailure(reason)
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined
}
