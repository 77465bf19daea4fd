import type { FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { ToolFailure } from '../tool.ts'
import type { Confinement } from './confinement.ts'
import { assertText, decodeText, lineFeed, maxBytes } from './text.ts'

/** Where to begin, by line (from 1) or by byte (from 0), and where to end. */
export interface Range {
  fromLine?: number
  fromByte?: number
  maxLines?: number
}

export interface Text {
  content: string
  /** Of the whole file, in bytes. */
  size: number
  /** Where the content begins, when it is not simply the whole file. */
  fromLine?: number
  fromByte?: number
  /** How many lines the content has, the last one perhaps not whole. */
  lines?: number
  /** The file goes on after it. */
  truncated?: true
  /** The line to go on with; missing when the content ends within a line, or began at a byte. */
  nextLine?: number
  /** The byte to go on with. */
  nextByte?: number
}

/**
 * Reads text, at most 1 MiB, cut after a line, or within a line after a character where the line alone is longer. The file is
 * read as large as it was when it was opened, and what stands before the range is passed over in small steps.
 */
export async function readText(
  confinement: Confinement,
  segments: readonly string[],
  { range, signal }: { range: Range; signal: AbortSignal },
): Promise<Text> {
  if (range.fromByte !== undefined && range.fromLine !== undefined)
    throw rangeFailure('fromByte', "can't be given together with fromLine")
  const real = await confinement.resolve(join(confinement.root, ...segments))
  await using file = await confinement.openFile(real)
  const size = Number(file.stats.size)
  const source = { handle: file.handle, size, signal }
  const start = await startOf(range, source)
  // One byte more tells whether a character ends where the content would.
  const bytes = await readAt(source, start, Math.min(size - start, maxBytes + 1))
  const end = endOf(bytes, range.maxLines)
  const content = bytes.subarray(0, end)
  if (range.fromByte !== undefined) assertBeginsCharacter(content)
  const text = { content: decodeText(content), size }
  if (Object.keys(range).length === 0 && end === bytes.length) return text
  return { ...text, ...describePart(range, { start, content, isLast: end === bytes.length }) }
}

function describePart(
  { fromByte, fromLine = 1 }: Range,
  { start, content, isLast }: { start: number; content: Buffer; isLast: boolean },
) {
  const lines = countLines(content)
  const begin = fromByte === undefined ? { fromLine } : { fromByte }
  if (isLast) return { ...begin, lines }
  const knowsLine = fromByte === undefined && content.at(-1) === lineFeed
  return {
    ...begin,
    lines,
    truncated: true as const,
    ...(knowsLine && { nextLine: fromLine + lines }),
    nextByte: start + content.length,
  }
}

interface Source {
  handle: FileHandle
  size: number
  signal: AbortSignal
}

/** @returns what is there, which is less than `length` when the file became shorter */
export async function readAt(source: Source, start: number, length: number): Promise<Buffer> {
  const buffer = Buffer.allocUnsafe(length)
  for (let filled = 0; ;) {
    source.signal.throwIfAborted()
    if (filled === length) return buffer
    const { bytesRead } = await source.handle.read(buffer, filled, length - filled, start + filled)
    if (bytesRead === 0) return buffer.subarray(0, filled)
    filled += bytesRead
  }
}

const stepBytes = 256 * 1024

async function startOf({ fromLine = 1, fromByte }: Range, source: Source): Promise<number> {
  if (fromByte === undefined) return await startOfLine(fromLine, source)
  if (fromByte <= source.size) return fromByte
  throw rangeFailure('fromByte', `is beyond the end of the file, which has ${source.size} bytes`)
}

async function startOfLine(wanted: number, source: Source): Promise<number> {
  if (wanted === 1) return 0
  let line = 1
  let endsLine = true
  for (let start = 0; start < source.size;) {
    const step = await readAt(source, start, Math.min(stepBytes, source.size - start))
    if (step.length === 0) break
    for (let at = step.indexOf(lineFeed); at !== -1; at = step.indexOf(lineFeed, at + 1)) {
      line += 1
      if (line === wanted && start + at + 1 < source.size) return start + at + 1
    }
    endsLine = step.at(-1) === lineFeed
    start += step.length
  }
  const count = endsLine ? line - 1 : line
  throw rangeFailure('fromLine', `is beyond the end of the file, which has ${count} lines`)
}

/** Where the content has to end, at the latest after 1 MiB. */
function endOf(bytes: Buffer, maxLines: number | undefined): number {
  const afterLines = maxLines === undefined ? -1 : endOfLines(bytes, maxLines)
  if (afterLines !== -1 && afterLines <= maxBytes) return afterLines
  if (bytes.length <= maxBytes) return bytes.length
  return bytes.lastIndexOf(lineFeed, maxBytes - 1) + 1 || endOfCharacter(bytes, maxBytes)
}

function endOfLines(bytes: Buffer, maxLines: number): number {
  let end = 0
  for (let line = 0; line < maxLines; line += 1) {
    end = bytes.indexOf(lineFeed, end) + 1
    if (end === 0) return -1
  }
  return end
}

/** @returns `end`, or what is up to three bytes less, so that no character is cut in two */
function endOfCharacter(bytes: Buffer, end: number): number {
  for (let shorter = end; shorter > end - 4; shorter -= 1)
    if (!isInsideCharacter(bytes[shorter])) return shorter
  return end
}

const isInsideCharacter = (byte = 0): boolean => (byte & 0xc0) === 0x80

/** A file that is no text at all is told as such. */
function assertBeginsCharacter(content: Buffer): void {
  if (!isInsideCharacter(content[0])) return
  let start = 1
  while (start < content.length && isInsideCharacter(content[start])) start += 1
  assertText(content.subarray(start))
  throw rangeFailure('fromByte', 'is inside of a character')
}

function countLines(bytes: Buffer): number {
  let count = 0
  for (let at = bytes.indexOf(lineFeed); at !== -1; at = bytes.indexOf(lineFeed, at + 1)) count += 1
  return bytes.length > 0 && bytes.at(-1) !== lineFeed ? count + 1 : count
}

const rangeFailure = (parameter: string, reason: string) => new ToolFailure(reason, { parameter })
