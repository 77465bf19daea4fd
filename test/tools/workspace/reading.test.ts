import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { failure, mebibyte, signal, ways, workspaceBeside } from './support.ts'

describe.each(ways)('A workspace $name', ({ options }) => {
  describe('reads', () => {
    test.each(['/path/to/file', 'path/to/file', './path//to/./file', '//path/to/file'])(
      'the same file as %s',
      async (path) => {
        const { root, workspace } = await workspaceBeside(options)
        await mkdir(join(root, 'path/to'), { recursive: true })
        await writeFile(join(root, 'path/to/file'), 'Grüße\n')
        expect(await workspace.read(path, signal)).toEqual({ content: 'Grüße\n', size: 8 })
      },
    )

    test('an empty file, a byte order mark, and 1 MiB', async () => {
      const { root, workspace } = await workspaceBeside(options)
      await writeFile(join(root, 'empty'), '')
      await writeFile(join(root, 'bom'), '\uFEFFa')
      await writeFile(join(root, 'full'), 'x'.repeat(mebibyte))
      expect(await workspace.read('empty', signal)).toEqual({ content: '', size: 0 })
      expect(await workspace.read('bom', signal)).toEqual({ content: '\uFEFFa', size: 4 })
      expect((await workspace.read('full', signal)).size).toBe(mebibyte)
    })

    test.each([
      ['NUL bytes', Buffer.from('a\0b')],
      ['bytes that are not UTF-8', Buffer.from([0x61, 0xff, 0xfe])],
    ])('no file with %s', async (_, bytes) => {
      const { root, workspace } = await workspaceBeside(options)
      await writeFile(join(root, 'image.png'), bytes)
      await expect(workspace.read('image.png', signal)).rejects.toEqual(failure('is a binary file'))
    })

    test('through links that stay inside', async () => {
      const { root, workspace } = await workspaceBeside(options)
      await mkdir(join(root, 'folder'))
      await writeFile(join(root, 'folder/file'), 'inside')
      await symlink('folder', join(root, 'relative'))
      await symlink(join(root, 'folder/file'), join(root, 'absolute'))
      expect((await workspace.read('relative/file', signal)).content).toBe('inside')
      expect((await workspace.read('absolute', signal)).content).toBe('inside')
    })

    test('nothing once the call was aborted', async () => {
      const { workspace } = await workspaceBeside(options)
      await workspace.write('a', 'a', signal)
      await expect(workspace.read('a', AbortSignal.abort())).rejects.toThrow('aborted')
    })
  })
})
