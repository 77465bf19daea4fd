import { chmod, link, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { failure, mebibyte, signal, ways, workspaceBeside } from './support.ts'

describe.each(ways)('A workspace $name', ({ options }) => {
  describe('writes', () => {
    test('a file for its owner alone, with its parent folders', async () => {
      const { root, workspace } = await workspaceBeside(options)
      expect(await workspace.write('/a/b/c.txt', 'Grüße', signal)).toEqual({ size: 7 })
      expect(await readFile(join(root, 'a/b/c.txt'), 'utf8')).toBe('Grüße')
      expect((await stat(join(root, 'a/b/c.txt'))).mode & 0o777).toBe(0o600)
      expect((await stat(join(root, 'a/b'))).mode & 0o777).toBe(0o700)
    })

    test('over a longer file, whole, keeping its permissions', async () => {
      const { root, workspace } = await workspaceBeside(options)
      await writeFile(join(root, 'run.sh'), 'a longer text')
      await chmod(join(root, 'run.sh'), 0o750)
      await workspace.write('run.sh', 'short', signal)
      expect(await readFile(join(root, 'run.sh'), 'utf8')).toBe('short')
      expect((await stat(join(root, 'run.sh'))).mode & 0o777).toBe(0o750)
      expect(await readdir(root)).toEqual(['run.sh'])
    })

    test('what links that stay inside point to, and keeps the links', async () => {
      const { root, workspace } = await workspaceBeside(options)
      await mkdir(join(root, 'folder'))
      await writeFile(join(root, 'folder/old'), 'old')
      await symlink('folder', join(root, 'to-folder'))
      await symlink('folder/old', join(root, 'to-file'))
      await workspace.write('to-folder/new', 'new', signal)
      await workspace.write('to-file', 'changed', signal)
      expect(await readFile(join(root, 'folder/new'), 'utf8')).toBe('new')
      expect(await readFile(join(root, 'folder/old'), 'utf8')).toBe('changed')
      expect((await readdir(root)).sort()).toEqual(['folder', 'to-file', 'to-folder'])
    })

    test('the last of many at once, whole', async () => {
      const { root, workspace } = await workspaceBeside(options)
      const texts = Array.from({ length: 20 }, (_, index) => `${index} `.repeat(5000))
      await Promise.all(texts.map((text) => workspace.write('shared', text, signal)))
      expect(texts).toContain(await readFile(join(root, 'shared'), 'utf8'))
      expect(await readdir(root)).toEqual(['shared'])
    })

    test.each([
      ['a NUL character', 'a\0', 'holds a NUL character'],
      ['half a surrogate pair', 'a\uD800', 'holds half a surrogate pair'],
      ['more than 1 MiB', 'ü'.repeat(mebibyte / 2 + 1), 'is larger than 1048576 bytes'],
    ])('no text with %s', async (_, content, message) => {
      const { root, workspace } = await workspaceBeside(options)
      await expect(workspace.write('a', content, signal)).rejects.toEqual(
        failure(message, 'content'),
      )
      expect(await readdir(root)).toEqual([])
    })

    test('a file that has a hard link anew, so that the other name keeps its text', async () => {
      const { root, outside, workspace } = await workspaceBeside(options)
      await link(join(outside, 'secret.txt'), join(root, 'linked'))
      await workspace.write('linked', 'mine', signal)
      expect(await readFile(join(root, 'linked'), 'utf8')).toBe('mine')
      expect(await readFile(join(outside, 'secret.txt'), 'utf8')).toBe('secret')
      expect((await workspace.read('linked', signal)).content).toBe('mine')
    })

    test('nothing once the call was aborted', async () => {
      const { root, workspace } = await workspaceBeside(options)
      await expect(workspace.write('a', 'a', AbortSignal.abort())).rejects.toThrow('aborted')
      expect(await readdir(root)).toEqual([])
    })
  })
})
