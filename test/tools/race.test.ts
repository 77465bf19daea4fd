import { mkdir, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openWorkspace } from '../../src/tools/workspace.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const { signal } = new AbortController()
const failing = async <T>(work: Promise<T>) => await work.catch(() => undefined)

test('A folder that turns into a link and back, again and again, never lets a call out', async () => {
  const parent = await temporaryFolder()
  const [root, outside] = [join(parent, 'root'), join(parent, 'outside')]
  const workspace = await openWorkspace(root)
  await mkdir(outside)
  await writeFile(join(outside, 'file'), 'secret')

  const folder = join(root, 'folder')
  const calls = new AbortController()
  let swaps = 0
  const swapping = (async () => {
    for (; !calls.signal.aborted; swaps += 1) {
      await failing(rm(folder, { recursive: true, force: true }))
      await failing(symlink(outside, folder))
      await failing(rm(folder, { force: true }))
      await failing(mkdir(folder))
      await failing(writeFile(join(folder, 'file'), 'public'))
    }
  })()
  const contents = new Set<string>()
  for (let call = 0; call < 500; call += 1) {
    const read = await failing(workspace.read('folder/file', signal))
    if (read !== undefined) contents.add(read.content)
    await failing(workspace.write('folder/file', 'written', signal))
    await failing(workspace.write(`folder/new-${call}`, 'written', signal))
  }
  calls.abort()
  await swapping

  expect(swaps).toBeGreaterThan(0)
  expect(contents).not.toContain('secret')
  expect(await readdir(outside)).toEqual(['file'])
  expect(await readFile(join(outside, 'file'), 'utf8')).toBe('secret')
})
