import { readdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { ToolFailure } from '../../../src/tools/tool.ts'
import { failure, signal, ways, workspaceBeside } from './support.ts'

describe.each(ways)('A workspace $name', ({ options }) => {
  describe('refuses', () => {
    const change = { find: 'secret', replace: 'changed' }

    const attacks: [string, string, string][] = [
      ['a parent segment', '../workspace-outside/secret.txt', 'holds ".."'],
      ['a parent segment inside', 'a/../../workspace-outside/secret.txt', 'holds ".."'],
      ['a parent segment at the end', 'a/..', 'holds ".."'],
      ['NUL', 'a\0b', 'holds a NUL character'],
      ['a link to a file', 'link-file', 'leads out of the workspace'],
      ['a linked folder', 'link-folder/secret.txt', 'leads out of the workspace'],
      ['a link to a link', 'link-link', 'leads out of the workspace'],
      ['a linked root', 'link-root/etc/hostname', 'leads out of the workspace'],
      ['a loop of links', 'loop', 'leads through too many links'],
      ['a file as a folder', 'file/below', 'is not a folder'],
      ['a name that is too long', 'x'.repeat(300), 'is too long'],
    ]

    async function setTraps() {
      const place = await workspaceBeside(options)
      const { root, outside } = place
      await writeFile(join(root, 'file'), 'file')
      await symlink(join(outside, 'secret.txt'), join(root, 'link-file'))
      await symlink('../workspace-outside', join(root, 'link-folder'))
      await symlink('link-file', join(root, 'link-link'))
      await symlink('/', join(root, 'link-root'))
      await symlink('loop', join(root, 'loop'))
      return place
    }

    test.each(attacks)('%s', async (_, path, message) => {
      const { parent, outside, workspace } = await setTraps()
      await expect(workspace.read(path, signal)).rejects.toEqual(failure(message))
      await expect(workspace.list(path, signal)).rejects.toEqual(failure(message))
      await expect(workspace.write(path, 'changed', signal)).rejects.toEqual(failure(message))
      await expect(workspace.edit(path, change, signal)).rejects.toEqual(failure(message))
      await expect(workspace.search(path, { pattern: '.' }, signal)).rejects.toEqual(
        failure(message),
      )
      expect(await readFile(join(outside, 'secret.txt'), 'utf8')).toBe('secret')
      expect(await readdir(outside)).toEqual(['secret.txt'])
      expect((await readdir(parent)).sort()).toEqual(['workspace', 'workspace-outside'])
    })

    test.each(['link-folder/new.txt', 'link-folder/new/folder/new.txt'])(
      'to make %s behind a link',
      async (path) => {
        const { outside, workspace } = await setTraps()
        await expect(workspace.write(path, 'new', signal)).rejects.toEqual(
          failure('leads out of the workspace'),
        )
        expect(await readdir(outside)).toEqual(['secret.txt'])
      },
    )

    test('to make a file behind a link to nothing', async () => {
      const { root, outside, workspace } = await workspaceBeside(options)
      await symlink(join(outside, 'new.txt'), join(root, 'dangling'))
      await expect(workspace.write('dangling', 'new', signal)).rejects.toThrow(ToolFailure)
      await expect(workspace.write('dangling/a', 'new', signal)).rejects.toThrow(ToolFailure)
      expect(await readdir(outside)).toEqual(['secret.txt'])
      expect(await readdir(root)).toEqual(['dangling'])
    })

    test.each([
      '/etc/passwd',
      '%2e%2e/workspace-outside/secret.txt',
      '..\\secret.txt',
      '~/x',
      'none',
    ])('to find %s, an ordinary name inside', async (path) => {
      const { workspace } = await setTraps()
      await expect(workspace.read(path, signal)).rejects.toEqual(
        failure('there is no such file or folder'),
      )
    })

    test('a folder as a file', async () => {
      const { workspace } = await workspaceBeside(options)
      await workspace.write('folder/file', '', signal)
      for (const path of ['folder', '/', '.']) {
        await expect(workspace.read(path, signal)).rejects.toEqual(failure('is not a regular file'))
        await expect(workspace.write(path, '', signal)).rejects.toEqual(
          failure('is not a regular file'),
        )
      }
    })
  })
})
