import { isUtf8 } from 'node:buffer'
import { ToolFailure } from '../tool.ts'
import { pathFailure } from './path-failure.ts'

/** What `read` gives and `write` takes at the most: 1 MiB. */
export const maxBytes = 1024 * 1024

export const lineFeed = 0x0a

/** Text is UTF-8 without NUL, which binary files hold. */
export const isText = (bytes: Uint8Array): boolean => !bytes.includes(0) && isUtf8(bytes)

/** @throws ToolFailure when it is not text */
export function assertText(bytes: Uint8Array): void {
  if (bytes.includes(0)) throw pathFailure('is a binary file, not text')
  if (!isUtf8(bytes)) throw pathFailure('is a binary file, not UTF-8 text')
}

/** @throws ToolFailure when it is not text */
export function decodeText(bytes: Buffer): string {
  assertText(bytes)
  return bytes.toString()
}

/**
 * The opposite, with the same rules, so that what was written can be read.
 * @param parameter what to blame
 */
export function encodeText(content: string, parameter = 'content'): Buffer {
  const refuse = (reason: string) => new ToolFailure(reason, { parameter })
  if (content.includes('\0')) throw refuse('holds a NUL character')
  if (!content.isWellFormed()) throw refuse('holds half a surrogate pair')
  const bytes = Buffer.from(content)
  if (bytes.length > maxBytes) throw refuse(`is larger than ${maxBytes} bytes in UTF-8`)
  return bytes
}
