import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const headerSize = 32
const frameHeaderSize = 24

/**
 * How many transactions stand in the write-ahead log of the SQLite database in the folder. The last frame of a transaction
 * tells the size of the database after it, the others tell 0 (https://www.sqlite.org/fileformat2.html#walformat).
 */
export function committedTransactions(dataDir: string): number {
  const log = readFileSync(join(dataDir, 'openclaw.db-wal'))
  const frameSize = frameHeaderSize + log.readUInt32BE(8)
  const salt = log.subarray(16, 24)
  let count = 0
  for (let at = headerSize; at + frameSize <= log.length; at += frameSize) {
    // Frames of an older round of the log carry another salt.
    if (!log.subarray(at + 8, at + 16).equals(salt)) break
    if (log.readUInt32BE(at + 4) > 0) count++
  }
  return count
}
