import { ToolFailure } from './tool.ts'
import { pathFailure } from './path-failure.ts'

/** What the file tools carry at the most: 1 MiB. */
export const maxBytes = 1024 * 1024

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** @throws ToolFailure when it is too large, not UTF-8, or holds NUL as binary files do */
export function decodeText(bytes: Buffer): string {
  if (bytes.length > maxBytes) throw pathFailure(`is larger than ${maxBytes} bytes`)
  if (bytes.includes(0)) throw pathFailure('is a binary file, not text')
  try {
    return decoder.decode(bytes)
  } catch {
    throw pathFailure('is a binary file, not UTF-8 text')
  }
}

/** The opposite, with the same rules, so that what was written can be read. */
export function encodeText(content: string): Buffer {
  if (content.includes('\0')) throw new ToolFailure('content: holds a NUL character')
  if (!content.isWellFormed()) throw new ToolFailure('content: holds half a surrogate pair')
  const bytes = Buffer.from(content)
  if (bytes.length > maxBytes)
    throw new ToolFailure(`content: is larger than ${maxBytes} bytes in UTF-8`)
  return bytes
}
