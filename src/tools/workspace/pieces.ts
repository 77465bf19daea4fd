import type { OpenFile } from './confinement.ts'
import { lineFeed } from './text.ts'

const stepBytes = 64 * 1024

/** A longer line is not kept: 1 MiB. */
const maxLineBytes = 1024 * 1024

/**
 * Reads a file, as large as it was when it was opened, in pieces that end with a line. Holds one line and one step of reading
 * in memory at the most.
 * @returns `undefined` stands for a line of more than 1 MiB
 */
export async function* piecesOf(
  { handle, stats }: OpenFile,
  signal: AbortSignal,
): AsyncGenerator<Buffer | undefined> {
  let rest: Buffer = Buffer.alloc(0)
  let isLong = false
  for (let at = 0; at < Number(stats.size);) {
    signal.throwIfAborted()
    const step = Buffer.allocUnsafe(Math.min(stepBytes, Number(stats.size) - at))
    const { bytesRead } = await handle.read(step, 0, step.length, at)
    if (bytesRead === 0) break
    at += bytesRead
    let read = step.subarray(0, bytesRead)
    if (isLong) {
      const end = read.indexOf(lineFeed) + 1
      if (end === 0) continue
      isLong = false
      yield undefined
      read = read.subarray(end)
    }
    const end = read.lastIndexOf(lineFeed) + 1
    if (end > 0) yield Buffer.concat([rest, read.subarray(0, end)])
    rest = end > 0 ? read.subarray(end) : Buffer.concat([rest, read])
    if (rest.length <= maxLineBytes) continue
    isLong = true
    rest = Buffer.alloc(0)
  }
  if (isLong) yield undefined
  else if (rest.length > 0) yield rest
}
