import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { reasonOf } from '../errors.ts'
import { makePrivateFile } from './data-dir.ts'

const SQLITE_BUSY = 5

/** Its name in the data directory. */
export const lockFile = 'openclaw.lock'

/**
 * Takes the folder for this process. The operating system gives the lock back when the process ends, however it ends,
 * which a file with a process id in it would not do.
 * @throws Error when another process has it
 */
export function lockDataDir(folder: string): Disposable {
  const file = join(folder, lockFile)
  makePrivateFile(file)
  const database = open(file)
  try {
    database.exec('begin exclusive')
  } catch (cause) {
    database.close()
    if (!isBusy(cause)) throw cause
    throw new Error(
      `Another gateway uses this data directory: ${folder}. ` +
        'Stop it, or give this one a directory of its own (dataDir, OPENCLAW_DATA_DIR).',
      { cause },
    )
  }
  return {
    [Symbol.dispose]: () => {
      database.close()
    },
  }
}

function open(file: string): DatabaseSync {
  try {
    return new DatabaseSync(file)
  } catch (cause) {
    const reason = reasonOf(cause)
    throw new Error(`The lock ${file} can't be opened: ${reason}. Let this user write it.`, {
      cause,
    })
  }
}

export const isBusy = (error: unknown): boolean =>
  error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY
