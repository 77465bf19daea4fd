import { link, mkdir, readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { describe, expect, onTestFinished, test } from 'vitest'
import type { Workspace } from '../../../src/tools/workspace/workspace.ts'
import { openWorkspace } from '../../../src/tools/workspace/workspace.ts'
import { failure, runProgram, signal, ways, workspaceBeside } from './support.ts'

/** What each tool makes of a path that it has to refuse. */
const refusalsOf = (workspace: Workspace, path: string) => [
  workspace.read(path, signal),
  workspace.edit(path, { find: 'a', replace: 'b' }, signal),
  workspace.search(path, { pattern: '.' }, signal),
]

const all = (message: string) =>
  [0, 1, 2].map(() => ({ status: 'rejected', reason: failure(message) }))

describe.each(ways)('A workspace $name refuses', ({ options }) => {
  test('a pipe, without waiting for its other end', async () => {
    const { root, workspace } = await workspaceBeside(options)
    await runProgram('mkfifo', [join(root, 'pipe')])
    await symlink('pipe', join(root, 'link'))
    for (const path of ['pipe', 'link']) {
      const refused = await Promise.allSettled(refusalsOf(workspace, path))
      expect(refused).toEqual(all('is not a regular file'))
      await expect(workspace.write(path, 'a', signal)).rejects.toEqual(
        failure('is not a regular file'),
      )
    }
    expect(await workspace.search('/', { pattern: '.' }, signal)).toEqual({ matches: [], files: 0 })
  })

  test('a socket', async () => {
    const { root, workspace } = await workspaceBeside(options)
    const server = createServer().listen(join(root, 'socket'))
    onTestFinished(() => void server.close())
    await expect.poll(() => readdir(root)).toEqual(['socket'])
    const refused = await Promise.allSettled(refusalsOf(workspace, 'socket'))
    expect(refused).toEqual(all('is not a regular file'))
  })

  test('a device, inside or behind a link', async () => {
    const { root, workspace } = await workspaceBeside(options)
    await symlink('/dev/zero', join(root, 'zero'))
    const behindLink = await Promise.allSettled(refusalsOf(workspace, 'zero'))
    expect(behindLink).toEqual(all('leads out of the workspace'))
    const devices = await openWorkspace('/dev', options)
    for (const path of ['zero', 'null', 'tty']) {
      const inside = await Promise.allSettled(refusalsOf(devices, path))
      expect(inside).toEqual(all('is not a regular file'))
      await expect(devices.write(path, 'a', signal)).rejects.toEqual(
        failure('is not a regular file'),
      )
    }
  })

  test.each([
    '/proc/self/environ',
    '/proc/self/cwd/package.json',
    '/proc/self/root/etc/hostname',
    '/proc/self/fd/0',
    '/proc/self/exe',
    '/proc/1/root',
  ])('%s, as a path and behind a link', async (target) => {
    const { root, workspace } = await workspaceBeside(options)
    const plain = await Promise.allSettled(refusalsOf(workspace, target))
    expect(plain).toEqual(all('there is no such file or folder'))
    await symlink(target, join(root, 'link'))
    for (const refused of await Promise.allSettled(refusalsOf(workspace, 'link')))
      expect(refused).toMatchObject({ status: 'rejected', reason: { name: 'ToolFailure' } })
    await expect(workspace.write('link', 'a', signal)).rejects.toMatchObject({
      name: 'ToolFailure',
    })
  })

  test('a file that has another name, which may stand outside', async () => {
    const { root, outside, workspace } = await workspaceBeside(options)
    await mkdir(join(root, 'folder'))
    await link(join(outside, 'secret.txt'), join(root, 'folder/linked'))
    await symlink('folder/linked', join(root, 'link'))
    for (const path of ['folder/linked', 'link'])
      expect(await Promise.allSettled(refusalsOf(workspace, path))).toEqual(all('has hard links'))
    expect(await workspace.search('/', { pattern: 'secret' }, signal)).toEqual({
      matches: [],
      files: 0,
      skipped: { refused: 1 },
    })
    expect(await readFile(join(outside, 'secret.txt'), 'utf8')).toBe('secret')
  })

  test('nothing of a folder with 100,000 names, which it lists and searches in part', async () => {
    const { root, workspace } = await workspaceBeside(options)
    const names = Array.from(
      { length: 100_000 },
      (_, index) => `f${String(index).padStart(6, '0')}`,
    )
    await runProgram('sh', ['-c', 'cd "$1" && seq -f "f%06.0f" 0 99999 | xargs touch', 'sh', root])
    await writeFile(join(root, 'f000001'), 'here')
    await writeFile(join(root, 'f099999'), 'here')
    const { entries, truncated } = await workspace.list('/', signal)
    expect(entries.map(({ name }) => name)).toEqual(names.slice(0, 1000))
    expect(truncated).toBe(true)
    const glob = '*1'
    expect(await workspace.search('/', { pattern: 'here', glob }, signal)).toEqual({
      matches: [{ path: '/f000001', line: 1, column: 1, text: 'here' }],
      files: 2000,
      truncated: true,
    })
  }, 60_000)
})
