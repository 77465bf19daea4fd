import { mkdir, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createLog } from '../../src/kernel/log.ts'
import { openStore } from '../../src/store/open-store.ts'
import type { Store } from '../../src/store/store.ts'
import { freshDatabase } from '../support/stores.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const put = (store: Store, name: string) =>
  store.write((tables) => tables.documents.put(name, '{}'))

const modeOf = async (path: string) => ((await stat(path)).mode & 0o777).toString(8)

/** Another program that writes to the database and does not come to an end. */
function blockWrites(dataDir: string): { end: () => void } {
  const database = new DatabaseSync(join(dataDir, 'openclaw.db'))
  onTestFinished(() => {
    database.close()
  })
  database.exec('begin immediate')
  return {
    end: () => {
      database.exec('rollback')
    },
  }
}

it('is for this process alone', async () => {
  const database = await freshDatabase('sqlite')
  const store = await database.open()
  expect(store.exclusive).toBe(true)
  await expect(database.open()).rejects.toThrow('Another gateway uses this data directory')
  await put(store, 'document')
  await store[Symbol.asyncDispose]()
  await database.open()
})

it('keeps its files from other users', async () => {
  const database = await freshDatabase('sqlite')
  const store = await database.open()
  await put(store, 'document')
  expect(await modeOf(database.dataDir)).toBe('700')
  for (const file of ['openclaw.db', 'openclaw.db-wal', 'openclaw.db-shm', 'openclaw.lock'])
    expect(await modeOf(join(database.dataDir, file)), file).toBe('600')
})

it('leaves one file behind when it is closed', async () => {
  const database = await freshDatabase('sqlite')
  const store = await database.open()
  await put(store, 'document')
  await store.read((tables) => tables.documents.get('document'))
  await store[Symbol.asyncDispose]()
  await expect(stat(join(database.dataDir, 'openclaw.db-wal'))).rejects.toThrow('ENOENT')
})

it('tells which folder it needs and what to do', async () => {
  const folder = await temporaryFolder()
  await writeFile(join(folder, 'file'), '')
  const open = (dataDir: string) => openStore({ dataDir, log: createLog('silent') })
  await expect(open(join(folder, 'none', 'data'))).rejects.toThrow(
    `${join(folder, 'none', 'data')} can't be used: ${join(folder, 'none')} does not exist`,
  )
  await expect(open(join(folder, 'file'))).rejects.toThrow(/file can't be used: .* a file.*dataDir/)
  await expect(open(join(folder, 'file', 'data'))).rejects.toThrow(/can't be used: .* a file/)
  await mkdir(join(folder, 'there'))
  const store = await open(join(folder, 'there'))
  await store[Symbol.asyncDispose]()
})

it('names the file that is no database', async () => {
  const dataDir = await temporaryFolder()
  const file = join(dataDir, 'openclaw.db')
  await writeFile(file, 'x'.repeat(10_000))
  await expect(openStore({ dataDir, log: createLog('silent') })).rejects.toThrow(
    `The database ${file} can't be opened: file is not a database.`,
  )
})

it('is not writable while the database refuses, and is again afterwards', async () => {
  const database = await freshDatabase('sqlite')
  const store = await database.open()
  const blocker = blockWrites(database.dataDir)
  expect(await store.writable()).toBe(false)
  await expect(put(store, 'document')).rejects.toMatchObject({
    name: 'GatewayError',
    kind: 'unavailable',
    message: 'The store is not available.',
    cause: { message: 'database is locked' },
  })
  expect(await store.writable()).toBe(false)
  expect(await store.read((tables) => tables.documents.get('document'))).toBeUndefined()

  blocker.end()
  expect(await store.writable()).toBe(true)
  await put(store, 'document')
})

it('rejects all writes of a batch that could not be committed, whatever they had found', async () => {
  const database = await freshDatabase('sqlite')
  const store = await database.open()
  blockWrites(database.dataDir)
  const own = store.write(() => Promise.reject(new Error('of its own')))
  const outcomes = await Promise.allSettled([put(store, 'a'), own, put(store, 'b')])
  expect(outcomes).toMatchObject(
    Array.from({ length: 3 }, () => ({ status: 'rejected', reason: { kind: 'unavailable' } })),
  )
})

it('takes the last write for an answer while it is fresh', async () => {
  const database = await freshDatabase('sqlite')
  const store = await database.open()
  await put(store, 'document')
  const blocker = blockWrites(database.dataDir)
  expect(await store.writable()).toBe(true)

  const later = vi.spyOn(performance, 'now').mockReturnValue(performance.now() + 6_000)
  onTestFinished(() => {
    later.mockRestore()
  })
  expect(await store.writable()).toBe(false)
  blocker.end()
  expect(await store.writable()).toBe(true)
})
