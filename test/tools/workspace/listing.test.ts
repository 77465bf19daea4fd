import { link, mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { failure, runProgram, signal, ways, workspaceBeside } from './support.ts'

describe.each(ways)('A workspace $name', ({ options }) => {
  describe('lists', () => {
    test('files, folders and what links point to, by name', async () => {
      const { root, outside, workspace } = await workspaceBeside(options)
      await mkdir(join(root, 'folder'))
      await writeFile(join(root, 'file'), '12345')
      await symlink('file', join(root, 'a-link'))
      await symlink(join(outside, 'secret.txt'), join(root, 'b-escape'))
      await symlink('nowhere', join(root, 'c-dangling'))
      await runProgram('mkfifo', [join(root, 'd-pipe')])
      expect(await workspace.list('/', signal)).toEqual({
        entries: [
          { name: 'a-link', type: 'file', size: 5 },
          { name: 'b-escape', type: 'other' },
          { name: 'c-dangling', type: 'other' },
          { name: 'd-pipe', type: 'other' },
          { name: 'file', type: 'file', size: 5 },
          { name: 'folder', type: 'folder' },
        ],
      })
    })

    test('a link to a device, a process or a folder outside as something else', async () => {
      const { root, outside, workspace } = await workspaceBeside(options)
      await symlink('/dev/zero', join(root, 'a-device'))
      await symlink('/proc/self/environ', join(root, 'b-process'))
      await symlink('/proc/self/fd/1', join(root, 'c-handle'))
      await symlink(outside, join(root, 'd-folder'))
      await link(join(outside, 'secret.txt'), join(root, 'e-hard-link'))
      const { entries } = await workspace.list('/', signal)
      expect(entries.map(({ name }) => name.slice(0, 1)).join('')).toBe('abcde')
      expect(new Set(entries.map(({ name: _, ...rest }) => JSON.stringify(rest)))).toEqual(
        new Set(['{"type":"other"}']),
      )
    })

    test('a folder below the root, and an empty one', async () => {
      const { workspace } = await workspaceBeside(options)
      expect(await workspace.list('/', signal)).toEqual({ entries: [] })
      await workspace.write('a/b', '', signal)
      expect(await workspace.list('/a/', signal)).toEqual({
        entries: [{ name: 'b', type: 'file', size: 0 }],
      })
    })

    test.each([
      { count: 1000, truncated: undefined },
      { count: 1001, truncated: true },
      { count: 3500, truncated: true },
    ])('the first 1,000 of $count', async ({ count, truncated }) => {
      const { root, workspace } = await workspaceBeside(options)
      const names = Array.from(
        { length: count },
        (_, index) => `f${String(index).padStart(5, '0')}`,
      )
      await Promise.all(names.map((name) => writeFile(join(root, name), '')))
      const listing = await workspace.list('/', signal)
      expect(listing.entries.map(({ name }) => name)).toEqual(names.slice(0, 1000))
      expect(listing.truncated).toBe(truncated)
    })

    test('no file', async () => {
      const { workspace } = await workspaceBeside(options)
      await workspace.write('file', '', signal)
      await expect(workspace.list('file', signal)).rejects.toEqual(failure('is not a folder'))
    })
  })
})
