import { execFile } from 'node:child_process'
import { createServer } from 'node:net'
import { chmod, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ToolFailure } from '../../src/tools/tool.ts'
import { openWorkspace } from '../../src/tools/workspace.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const { signal } = new AbortController()
const mebibyte = 1024 * 1024

describe.each([
  { name: 'with /proc/self/fd', options: {} },
  { name: 'without /proc/self/fd', options: { procfs: false } },
])('A workspace $name', ({ options }) => {
  /** A workspace and a folder beside it that holds `secret.txt`. */
  async function setUp() {
    const parent = await temporaryFolder()
    const root = join(parent, 'workspace')
    const outside = join(parent, 'workspace-outside')
    await mkdir(outside)
    await writeFile(join(outside, 'secret.txt'), 'secret')
    return { parent, root, outside, workspace: await openWorkspace(root, options) }
  }

  const failure = (message: string): unknown =>
    expect.objectContaining({
      name: 'ToolFailure',
      message: expect.stringContaining(message) as string,
    })

  test('is made for its owner alone', async () => {
    const { root } = await setUp()
    expect((await stat(root)).mode & 0o777).toBe(0o700)
  })

  test('keeps the folder that is there', async () => {
    const { root } = await setUp()
    await writeFile(join(root, 'kept.txt'), 'kept')
    const again = await openWorkspace(root, options)
    expect(await again.read('kept.txt', signal)).toEqual({ content: 'kept', size: 4 })
  })

  test('may itself be reached through a link', async () => {
    const { parent, root } = await setUp()
    await symlink(root, join(parent, 'link'))
    const linked = await openWorkspace(join(parent, 'link'), options)
    await linked.write('a.txt', 'through the link', signal)
    expect(await readFile(join(root, 'a.txt'), 'utf8')).toBe('through the link')
  })

  describe('reads', () => {
    test.each(['/path/to/file', 'path/to/file', './path//to/./file', '//path/to/file'])(
      'the same file as %s',
      async (path) => {
        const { root, workspace } = await setUp()
        await mkdir(join(root, 'path/to'), { recursive: true })
        await writeFile(join(root, 'path/to/file'), 'Grüße\n')
        expect(await workspace.read(path, signal)).toEqual({ content: 'Grüße\n', size: 8 })
      },
    )

    test('an empty file, a byte order mark, and 1 MiB', async () => {
      const { root, workspace } = await setUp()
      await writeFile(join(root, 'empty'), '')
      await writeFile(join(root, 'bom'), '\uFEFFa')
      await writeFile(join(root, 'full'), 'x'.repeat(mebibyte))
      expect(await workspace.read('empty', signal)).toEqual({ content: '', size: 0 })
      expect(await workspace.read('bom', signal)).toEqual({ content: '\uFEFFa', size: 4 })
      expect((await workspace.read('full', signal)).size).toBe(mebibyte)
    })

    test('no larger file', async () => {
      const { root, workspace } = await setUp()
      await writeFile(join(root, 'large'), 'x'.repeat(mebibyte + 1))
      await expect(workspace.read('large', signal)).rejects.toEqual(
        failure('path: is larger than 1048576 bytes'),
      )
    })

    test.each([
      ['NUL bytes', Buffer.from('a\0b')],
      ['bytes that are not UTF-8', Buffer.from([0x61, 0xff, 0xfe])],
    ])('no file with %s', async (_, bytes) => {
      const { root, workspace } = await setUp()
      await writeFile(join(root, 'image.png'), bytes)
      await expect(workspace.read('image.png', signal)).rejects.toEqual(
        failure('path: is a binary file'),
      )
    })

    test('through links that stay inside', async () => {
      const { root, workspace } = await setUp()
      await mkdir(join(root, 'folder'))
      await writeFile(join(root, 'folder/file'), 'inside')
      await symlink('folder', join(root, 'relative'))
      await symlink(join(root, 'folder/file'), join(root, 'absolute'))
      expect((await workspace.read('relative/file', signal)).content).toBe('inside')
      expect((await workspace.read('absolute', signal)).content).toBe('inside')
    })

    test('nothing once the call was aborted', async () => {
      const { workspace } = await setUp()
      await workspace.write('a', 'a', signal)
      await expect(workspace.read('a', AbortSignal.abort())).rejects.toThrow('aborted')
    })
  })

  describe('writes', () => {
    test('a file for its owner alone, with its parent folders', async () => {
      const { root, workspace } = await setUp()
      expect(await workspace.write('/a/b/c.txt', 'Grüße', signal)).toEqual({ size: 7 })
      expect(await readFile(join(root, 'a/b/c.txt'), 'utf8')).toBe('Grüße')
      expect((await stat(join(root, 'a/b/c.txt'))).mode & 0o777).toBe(0o600)
      expect((await stat(join(root, 'a/b'))).mode & 0o777).toBe(0o700)
    })

    test('over a longer file, whole, keeping its permissions', async () => {
      const { root, workspace } = await setUp()
      await writeFile(join(root, 'run.sh'), 'a longer text')
      await chmod(join(root, 'run.sh'), 0o750)
      await workspace.write('run.sh', 'short', signal)
      expect(await readFile(join(root, 'run.sh'), 'utf8')).toBe('short')
      expect((await stat(join(root, 'run.sh'))).mode & 0o777).toBe(0o750)
      expect(await readdir(root)).toEqual(['run.sh'])
    })

    test('what links that stay inside point to, and keeps the links', async () => {
      const { root, workspace } = await setUp()
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
      const { root, workspace } = await setUp()
      const texts = Array.from({ length: 20 }, (_, index) => `${index} `.repeat(5000))
      await Promise.all(texts.map((text) => workspace.write('shared', text, signal)))
      expect(texts).toContain(await readFile(join(root, 'shared'), 'utf8'))
      expect(await readdir(root)).toEqual(['shared'])
    })

    test.each([
      ['a NUL character', 'a\0', 'content: holds a NUL character'],
      ['half a surrogate pair', 'a\uD800', 'content: holds half a surrogate pair'],
      ['more than 1 MiB', 'ü'.repeat(mebibyte / 2 + 1), 'content: is larger than 1048576 bytes'],
    ])('no text with %s', async (_, content, message) => {
      const { root, workspace } = await setUp()
      await expect(workspace.write('a', content, signal)).rejects.toEqual(failure(message))
      expect(await readdir(root)).toEqual([])
    })

    test('nothing once the call was aborted', async () => {
      const { root, workspace } = await setUp()
      await expect(workspace.write('a', 'a', AbortSignal.abort())).rejects.toThrow('aborted')
      expect(await readdir(root)).toEqual([])
    })
  })

  describe('lists', () => {
    test('files, folders and what links point to, by name', async () => {
      const { root, outside, workspace } = await setUp()
      await mkdir(join(root, 'folder'))
      await writeFile(join(root, 'file'), '12345')
      await symlink('file', join(root, 'a-link'))
      await symlink(join(outside, 'secret.txt'), join(root, 'b-escape'))
      await symlink('nowhere', join(root, 'c-dangling'))
      await promisify(execFile)('mkfifo', [join(root, 'd-pipe')])
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

    test('a folder below the root, and an empty one', async () => {
      const { workspace } = await setUp()
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
      const { root, workspace } = await setUp()
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
      const { workspace } = await setUp()
      await workspace.write('file', '', signal)
      await expect(workspace.list('file', signal)).rejects.toEqual(failure('path: is not a folder'))
    })
  })

  describe('refuses', () => {
    const attacks: [string, string, string][] = [
      ['a parent segment', '../workspace-outside/secret.txt', 'path: holds ".."'],
      ['a parent segment inside', 'a/../../workspace-outside/secret.txt', 'path: holds ".."'],
      ['a parent segment at the end', 'a/..', 'path: holds ".."'],
      ['NUL', 'a\0b', 'path: holds a NUL character'],
      ['a link to a file', 'link-file', 'path: leads out of the workspace'],
      ['a linked folder', 'link-folder/secret.txt', 'path: leads out of the workspace'],
      ['a link to a link', 'link-link', 'path: leads out of the workspace'],
      ['a linked root', 'link-root/etc/hostname', 'path: leads out of the workspace'],
      ['a loop of links', 'loop', 'path: leads through too many links'],
      ['a file as a folder', 'file/below', 'path: is not a folder'],
      ['a name that is too long', 'x'.repeat(300), 'path: is too long'],
    ]

    async function setTraps() {
      const place = await setUp()
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
      expect(await readFile(join(outside, 'secret.txt'), 'utf8')).toBe('secret')
      expect(await readdir(outside)).toEqual(['secret.txt'])
      expect((await readdir(parent)).sort()).toEqual(['workspace', 'workspace-outside'])
    })

    test.each(['link-folder/new.txt', 'link-folder/new/folder/new.txt'])(
      'to make %s behind a link',
      async (path) => {
        const { outside, workspace } = await setTraps()
        await expect(workspace.write(path, 'new', signal)).rejects.toEqual(
          failure('path: leads out of the workspace'),
        )
        expect(await readdir(outside)).toEqual(['secret.txt'])
      },
    )

    test('to make a file behind a link to nothing', async () => {
      const { root, outside, workspace } = await setUp()
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
        failure('path: there is no such file or folder'),
      )
    })

    test('a folder as a file', async () => {
      const { workspace } = await setUp()
      await workspace.write('folder/file', '', signal)
      for (const path of ['folder', '/', '.']) {
        await expect(workspace.read(path, signal)).rejects.toEqual(
          failure('path: is not a regular file'),
        )
        await expect(workspace.write(path, '', signal)).rejects.toEqual(
          failure('path: is not a regular file'),
        )
      }
    })

    test('a named pipe, without waiting for its other end', async () => {
      const { root, workspace } = await setUp()
      await promisify(execFile)('mkfifo', [join(root, 'pipe')])
      await expect(workspace.read('pipe', signal)).rejects.toEqual(
        failure('path: is not a regular file'),
      )
      await expect(workspace.write('pipe', 'a', signal)).rejects.toEqual(
        failure('path: is not a regular file'),
      )
    })

    test('a socket', async () => {
      const { root, workspace } = await setUp()
      const server = createServer().listen(join(root, 'socket'))
      onTestFinished(() => void server.close())
      await expect.poll(() => readdir(root)).toEqual(['socket'])
      await expect(workspace.read('socket', signal)).rejects.toEqual(
        failure('path: is not a regular file'),
      )
    })

    test('a device', async () => {
      const devices = await openWorkspace('/dev', options)
      await expect(devices.read('zero', signal)).rejects.toEqual(
        failure('path: is not a regular file'),
      )
    })
  })
})
