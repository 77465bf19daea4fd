import { type ChildProcessByStdio, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { describe, expect, it, onTestFinished } from 'vitest'
import { freshDatabase, storeKinds, type TestDatabase } from '../support/stores.ts'

type Child = ChildProcessByStdio<null, Readable, null>

function run(
  script: string,
  database: TestDatabase,
  stderr: 'inherit' | 'ignore' = 'inherit',
): Child {
  const args = [join(import.meta.dirname, script), database.dataDir]
  if (database.databaseUrl !== undefined) args.push(database.databaseUrl)
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', stderr] })
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  return child
}

/** Kills it in the middle of its work, when it has had so many writes acknowledged. @returns their numbers */
async function killAfter(count: number, child: Child): Promise<number[]> {
  const numbers: number[] = []
  for await (const line of createInterface(child.stdout)) {
    numbers.push(Number(line))
    if (numbers.length === count) child.kill('SIGKILL')
  }
  return numbers
}

describe.each(storeKinds)('a process that uses %s', (kind) => {
  it('is killed, and all that was acknowledged is there', async () => {
    const database = await freshDatabase(kind)
    const acknowledged = await killAfter(300, run('endless-writer.ts', database))
    expect(acknowledged.length).toBeGreaterThanOrEqual(300)

    const store = await database.open()
    const rows = await store.read((tables) => tables.events.read({ after: 0, limit: 1_000_000 }))
    const stored = rows.map(({ id }) => id)
    expect(stored).toEqual(stored.map((_, n) => n + 1))
    expect(acknowledged.filter((id) => id > stored.length)).toEqual([])
    expect(
      await store.write((tables) =>
        tables.events.append({ type: 'error', time: 1, payload: '{}' }),
      ),
    ).toBe(stored.length + 1)
  })

  it('ends by itself when the store is closed', async () => {
    const database = await freshDatabase(kind)
    const child = run('one-write.ts', database)
    expect(await once(child, 'exit')).toEqual([0, null])
    const store = await database.open()
    expect(await store.read((tables) => tables.documents.get('from-child'))).toBe('{}')
  })
})

it('one process at a time has a data directory, and a killed one gives it back', async () => {
  const database = await freshDatabase('sqlite')
  const child = run('endless-writer.ts', database)
  await once(child.stdout, 'data')
  await expect(database.open()).rejects.toThrow(
    `Another gateway uses this data directory: ${database.dataDir}.`,
  )
  child.kill('SIGKILL')
  await once(child, 'exit')
  const store = await database.open()
  expect(await store.writable()).toBe(true)
})

it('another process is refused also after an attempt of the one that has the directory', async () => {
  const database = await freshDatabase('sqlite')
  await database.open()
  await expect(database.open()).rejects.toThrow('Another gateway')
  const child = run('one-write.ts', database, 'ignore')
  expect(await once(child, 'exit')).toEqual([1, null])
})
