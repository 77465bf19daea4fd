import { sep } from 'node:path'
import { pathFailure } from './path-failure.ts'

/** Of one name, in bytes: what Linux and macOS take. */
const maxNameBytes = 255

/** @throws ToolFailure for what no path of the workspace may be, whatever is there */
export function assertPath(path: string): void {
  if (path.includes('\0')) throw pathFailure('holds a NUL character')
  // On disk it would become U+FFFD, and be another name.
  if (!path.isWellFormed()) throw pathFailure('holds half a surrogate pair')
  const segments = path.split('/')
  if (segments.includes('..')) throw pathFailure('holds ".."')
  // Before any folder is made for it.
  if (segments.some((segment) => Buffer.byteLength(segment) > maxNameBytes))
    throw pathFailure(`is too long: each name in it has at most ${maxNameBytes} bytes in UTF-8`)
}

/** @returns the names that a path of the workspace leads through @throws ToolFailure */
export function segmentsOf(path: string): string[] {
  assertPath(path)
  if (sep === '\\' && /[\\:]/.test(path)) throw pathFailure('holds a backslash or a colon')
  return path.split('/').filter((segment) => segment !== '' && segment !== '.')
}
