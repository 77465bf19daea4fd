import { existsSync, writeFileSync } from 'node:fs'
import { chmod, mkdir, readdir, readFile, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { blamingPath } from '../../../src/tools/workspace/path-failure.ts'
import { failure, signal, ways, workspaceBeside } from './support.ts'

const systemError = (code: string) => Object.assign(new Error(code), { code, syscall: 'write' })

test.each([
  ['ENOSPC', 'the disk is full'],
  ['EDQUOT', 'the disk quota'],
  ['EFBIG', 'the file would be larger'],
  ['EBUSY', 'in use'],
  ['EMFILE', 'too many files open'],
  ['ENFILE', 'too many files open'],
  ['EIO', 'the disk or the file server fails'],
  ['ETXTBSY', 'is a program that runs'],
  ['ENOMEM', 'out of memory'],
  ['EAGAIN', 'try again'],
])(
  'What the machine says with %s is told in words, and blames no parameter',
  async (code, words) => {
    const call = blamingPath(() => Promise.reject(systemError(code)))
    await expect(call).rejects.toMatchObject({
      name: 'ToolFailure',
      parameter: undefined,
      message: expect.stringContaining(words) as string,
    })
  },
)

test('An error that is a fault of ours stays one', async () => {
  const error = systemError('EBADF')
  await expect(blamingPath(() => Promise.reject(error))).rejects.toBe(error)
})

describe.each(ways)('A workspace $name', ({ options }) => {
  test.each([
    ['a name that is too long', 'n'.repeat(300)],
    ['a name that is too long in UTF-8', 'ü'.repeat(128)],
  ])('keeps no folder that was made for %s', async (_what, end) => {
    const { root, workspace } = await workspaceBeside(options)
    await mkdir(join(root, 'p'))
    await expect(workspace.write(`p/q/r/${end}`, 'text', signal)).rejects.toEqual(
      failure('at most 255 bytes in UTF-8'),
    )
    expect(await readdir(root, { recursive: true })).toEqual(['p'])
  })

  test('takes a name of 255 bytes', async () => {
    const { root, workspace } = await workspaceBeside(options)
    const name = `${'ü'.repeat(127)}x`
    await workspace.write(name, 'text', signal)
    expect(await readdir(root)).toEqual([name])
  })

  /** Aborted as soon as the folders are there. */
  function abortedAfter(folder: string, before: () => void = () => undefined): AbortSignal {
    const caller = new AbortController()
    const look = caller.signal.throwIfAborted.bind(caller.signal)
    caller.signal.throwIfAborted = () => {
      if (existsSync(folder)) {
        before()
        caller.abort()
      }
      look()
    }
    return caller.signal
  }

  test('keeps no folder that it made for a write that was aborted', async () => {
    const { root, workspace } = await workspaceBeside(options)
    await mkdir(join(root, 'a'))
    const aborted = abortedAfter(join(root, 'a/b/c'))
    await expect(workspace.write('a/b/c/d', 'text', aborted)).rejects.toThrow('aborted')
    expect(await readdir(root, { recursive: true })).toEqual(['a'])
  })

  test('keeps a folder that it made for a write that failed, when another uses it', async () => {
    const { root, workspace } = await workspaceBeside(options)
    const aborted = abortedAfter(join(root, 'a/b/c'), () => {
      writeFileSync(join(root, 'a/b/other'), 'text')
    })
    await expect(workspace.write('a/b/c/d', 'text', aborted)).rejects.toThrow('aborted')
    expect((await readdir(root, { recursive: true })).sort()).toEqual(['a', 'a/b', 'a/b/other'])
  })

  test('refuses half a surrogate pair in a path', async () => {
    const { root, workspace } = await workspaceBeside(options)
    const path = 'a/\uD800'
    const refused = failure('holds half a surrogate pair')
    await expect(workspace.write(path, 'text', signal)).rejects.toEqual(refused)
    await expect(workspace.read(path, signal)).rejects.toEqual(refused)
    await expect(workspace.list(path, signal)).rejects.toEqual(refused)
    await expect(workspace.edit(path, { find: 'a', replace: 'b' }, signal)).rejects.toEqual(refused)
    await expect(workspace.search(path, { pattern: 'a' }, signal)).rejects.toEqual(refused)
    expect(await readdir(root)).toEqual([])
  })

  test('replaces no file that is read-only', async () => {
    const { root, workspace } = await workspaceBeside(options)
    await writeFile(join(root, 'kept'), 'kept')
    await chmod(join(root, 'kept'), 0o444)
    await expect(workspace.write('kept', 'text', signal)).rejects.toEqual(failure('is read-only'))
    await expect(workspace.edit('kept', { find: 'kept', replace: 'b' }, signal)).rejects.toEqual(
      failure('is read-only'),
    )
    expect(await readFile(join(root, 'kept'), 'utf8')).toBe('kept')
    expect(await readdir(root)).toEqual(['kept'])
  })

  describe('with drafts that a crash has left', () => {
    const [old, young] = ['0', '1'].map(
      (digit) => `.write-${digit.repeat(8)}-0000-4000-8000-${digit.repeat(12)}`,
    ) as [string, string]
    const hour = 60 * 60

    async function withDrafts() {
      const place = await workspaceBeside(options)
      const folder = join(place.root, 'folder')
      await mkdir(folder)
      for (const name of [old, young, '.write-mine']) {
        await writeFile(join(folder, name), 'left')
        const age = name === young ? hour - 60 : hour + 60
        const then = Date.now() / 1000 - age
        await utimes(join(folder, name), then, then)
      }
      return { ...place, folder }
    }

    test('neither lists nor searches them', async () => {
      const { workspace } = await withDrafts()
      const { entries } = await workspace.list('folder', signal)
      expect(entries.map(({ name }) => name)).toEqual(['.write-mine'])
      const { matches, files } = await workspace.search('/', { pattern: 'left' }, signal)
      expect(matches.map(({ path }) => path)).toEqual(['/folder/.write-mine'])
      expect(files).toBe(1)
    })

    test('removes the old ones of a folder when something is written there', async () => {
      const { workspace, folder } = await withDrafts()
      await workspace.write('elsewhere/new', 'text', signal)
      expect(await readdir(folder)).toHaveLength(3)
      await workspace.write('folder/new', 'text', signal)
      expect((await readdir(folder)).sort()).toEqual([young, '.write-mine', 'new'].sort())
    })

    test('takes no such name from a caller', async () => {
      const { workspace, folder } = await withDrafts()
      await expect(workspace.write(`folder/${young}`, 'text', signal)).rejects.toEqual(
        failure('is a name that the gateway keeps for itself'),
      )
      expect(await readFile(join(folder, young), 'utf8')).toBe('left')
    })
  })
})
