import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { isBusy, lockFile } from './lock.ts'

/** Whether a process has taken this folder for itself. Takes and makes nothing; false also where that can't be seen. */
export function isDataDirInUse(folder: string): boolean {
  const file = join(folder, lockFile)
  if (!existsSync(file)) return false
  try {
    using lock = new DatabaseSync(file, { readOnly: true })
    lock.exec('select 1 from sqlite_schema')
    return false
  } catch (error) {
    return isBusy(error)
  }
}
