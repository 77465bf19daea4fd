import { readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openWorkspace } from '../../../src/tools/workspace/workspace.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { signal, ways, workspaceBeside } from './support.ts'

describe.each(ways)('A workspace $name', ({ options }) => {
  test('is made for its owner alone', async () => {
    const { root } = await workspaceBeside(options)
    expect((await stat(root)).mode & 0o777).toBe(0o700)
  })

  test('keeps the folder that is there', async () => {
    const { root } = await workspaceBeside(options)
    await writeFile(join(root, 'kept.txt'), 'kept')
    const again = await openWorkspace(root, options)
    expect(await again.read('kept.txt', signal)).toEqual({ content: 'kept', size: 4 })
  })

  test('may itself be reached through a link', async () => {
    const { parent, root } = await workspaceBeside(options)
    await symlink(root, join(parent, 'link'))
    const linked = await openWorkspace(join(parent, 'link'), options)
    await linked.write('a.txt', 'through the link', signal)
    expect(await readFile(join(root, 'a.txt'), 'utf8')).toBe('through the link')
  })
})

test('Folders above it are made for their owner alone', async () => {
  const parent = await temporaryFolder()
  await openWorkspace(join(parent, 'a/b/c'))
  expect((await stat(join(parent, 'a'))).mode & 0o777).toBe(0o700)
  expect((await stat(join(parent, 'a/b'))).mode & 0o777).toBe(0o700)
})

test('Where nothing can be made, it fails at once', async () => {
  // Node's own recursive mkdir never comes back from there.
  await expect(openWorkspace('/proc/none/workspace')).rejects.toThrow('ENOENT')
})

test('A file is no workspace', async () => {
  const path = join(await temporaryFolder(), 'file')
  await writeFile(path, '')
  await expect(openWorkspace(path)).rejects.toThrow('is not a folder')
  await expect(openWorkspace(join(path, 'below'))).rejects.toThrow('ENOTDIR')
})
