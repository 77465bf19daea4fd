import { access, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { ClientFailure } from '../../scripts/client/failure.ts'
import { move, place } from '../../scripts/client/place.ts'
import { run } from '../../scripts/client/run.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { until } from '../support/until.ts'
import { startClient } from './project.ts'

const { signal } = new AbortController()

/** A folder with an earlier client, `old.txt` in it. */
async function folderWithClient(): Promise<string> {
  const folder = join(await temporaryFolder(), 'client')
  const make = (work: string) => writeFile(join(work, 'old.txt'), 'old')
  await place(folder, { force: false, signal, make })
  return folder
}

test('when the new client can not be moved, the old one is back', async () => {
  const folder = await folderWithClient()
  const beside = await temporaryFolder()
  const moved = move(join(beside, 'none'), folder, join(beside, 'old'))
  await expect(moved).rejects.toThrow(ClientFailure)
  expect(await readdir(folder)).toContain('old.txt')
  expect(await readdir(beside)).toEqual([])
})

test('an interruption before the move changes nothing', async () => {
  const folder = await folderWithClient()
  const interrupted = new AbortController()
  const make = async (work: string): Promise<void> => {
    await writeFile(join(work, 'new.txt'), 'new')
    interrupted.abort()
  }
  const replaced = place(folder, { force: true, signal: interrupted.signal, make })
  await expect(replaced).rejects.toThrow(new ClientFailure('Interrupted.'))
  expect((await readdir(folder)).sort()).toEqual(['.openclaw-client', 'old.txt'])
  expect(await readdir(join(folder, '..'))).toEqual(['client'])
})

test('a program is waited for when it is interrupted', async () => {
  const interrupted = new AbortController()
  const folder = await temporaryFolder()
  const script = `trap 'sleep 0.2; touch ${folder}/last; exit' TERM; touch ${folder}/first; sleep 20 >&- 2>&- & wait`
  const running = run('sh', ['-c', script], { signal: interrupted.signal })
  await until(() => access(join(folder, 'first')))
  interrupted.abort()
  await expect(running).rejects.toThrow(new ClientFailure('Interrupted.'))
  await access(join(folder, 'last'))
})

test.each(['SIGINT', 'SIGTERM'] as const)(
  'by %s the command ends, however often it is sent, and leaves all as it was',
  async (name) => {
    const folder = await folderWithClient()
    const beside = join(folder, '..')
    const started = startClient(['typescript', folder, '--force'])
    // The new client is made beside the old one.
    await until(async () => {
      expect(await readdir(beside)).toHaveLength(2)
    })
    started.kill(name)
    started.kill(name)
    expect(await started.ended).toMatchObject({ code: 130, stderr: 'Interrupted.\n' })
    expect(await readFile(join(folder, 'old.txt'), 'utf8')).toBe('old')
    expect(await readdir(beside)).toEqual(['client'])
  },
)
