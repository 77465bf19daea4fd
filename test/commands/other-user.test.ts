import { execFile } from 'node:child_process'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { readStore } from '../../src/store/read-store.ts'
import { freshDatabase } from '../support/stores.ts'
import { main } from '../support/gateway-process.ts'
import { programOn } from './program.ts'

const callFile = promisify(execFile)
const isRoot = process.getuid?.() === 0
/** Root may read everything; others lose a right that they take from themselves. */
const someoneElse = isRoot ? { uid: 65_534, gid: 65_534 } : {}

describe.runIf(process.platform !== 'win32')('a command of another user than the gateway', () => {
  it.each(['config check', 'token list'])('%s says whose command it has to be', async (line) => {
    const { cwd, env, database } = await programOn('sqlite')
    await (await database.open())[Symbol.asyncDispose]()
    await chmod(database.dataDir, isRoot ? 0o700 : 0)
    await chmod(join(database.dataDir, '..'), 0o755)
    await chmod(cwd, 0o755)
    const stderr = await callFile(process.execPath, [main, ...line.split(' ')], {
      cwd,
      env,
      ...someoneElse,
    }).then(
      () => 'nothing',
      (error: unknown) => (error as { stderr: string }).stderr,
    )
    await chmod(database.dataDir, 0o700)
    expect(stderr).toBe(
      `The data directory ${database.dataDir} can't be read: this user may not look into it. Run this as the user of the gateway.\n`,
    )
  })

  it('is told the same where the database alone is closed to it', async () => {
    const { cwd, env, database } = await programOn('sqlite')
    await (await database.open())[Symbol.asyncDispose]()
    const file = join(database.dataDir, 'openclaw.db')
    await chmod(database.dataDir, 0o755)
    await chmod(join(database.dataDir, '..'), 0o755)
    await chmod(cwd, 0o755)
    await chmod(file, isRoot ? 0o600 : 0)
    const failed = await callFile(process.execPath, [main, 'token', 'list'], {
      cwd,
      env,
      ...someoneElse,
    }).catch((error: unknown) => error as { stderr: string })
    expect(failed.stderr).toMatch(/can't be read: .*\. Run this as the user of the gateway\.\n$/)
  })
})

describe('a database that is none any more', () => {
  it.each(['no database'.repeat(1000), ''])('is to be put back from a backup', async (text) => {
    const { dataDir } = await freshDatabase('sqlite')
    await mkdir(dataDir)
    const file = join(dataDir, 'openclaw.db')
    if (text === '') await mkdir(file)
    else await writeFile(file, text)
    const reading = readStore({ dataDir }, () => Promise.resolve())
    await expect(reading).rejects.toThrow(/can't be read: .*\. Put it back from a backup\.$/)
  })
})
