import {
  constants,
  link,
  readdir,
  readFile,
  rename,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Confinement } from '../../../src/tools/workspace/confinement.ts'
import { replaceFile } from '../../../src/tools/workspace/write.ts'
import { failure, signal, ways, workspaceBeside } from './support.ts'

describe.each(ways)('A file that was read $name', ({ options }) => {
  /** Reads `file`, lets something happen to it, and puts a new one in its place. */
  async function replaceAfter(
    happens: (path: string, place: { root: string; outside: string }) => Promise<unknown>,
  ) {
    const place = await workspaceBeside(options)
    const { root } = place
    const path = join(root, 'file')
    await writeFile(path, 'old text')
    const confinement = new Confinement(root, options.procfs)
    await using read = await confinement.openFile(path)
    await happens(path, place)
    await using folder = await confinement.folder(root)
    const bytes = Buffer.from('new text')
    await replaceFile(confinement, folder, { name: 'file', bytes, signal, seen: read.stats })
    return place
  }

  test('is replaced when nothing happened', async () => {
    const { root } = await replaceAfter(() => Promise.resolve())
    expect(await readFile(join(root, 'file'), 'utf8')).toBe('new text')
    expect(await readdir(root)).toEqual(['file'])
  })

  test.each([
    [
      'other text of the same size and time',
      async (path: string) => {
        const { atime, mtime } = await stat(path)
        await writeFile(path, 'OLD TEXT')
        await utimes(path, atime, mtime)
      },
    ],
    [
      'another file under its name',
      async (path: string) => {
        await writeFile(`${path}-2`, 'old text')
        await rename(`${path}-2`, path)
      },
    ],
    ['nothing under its name', (path: string) => rename(path, `${path}-2`)],
    ['a hard link to it', (path: string) => link(path, `${path}-2`)],
  ])('is left alone when there is %s', async (_, happens) => {
    let root = ''
    let before: string[] = []
    const replacing = replaceAfter(async (path, place) => {
      root = place.root
      await happens(path)
      before = await readdir(root)
    })
    await expect(replacing).rejects.toEqual(failure('was changed by another program'))
    expect(await readdir(root)).toEqual(before)
  })

  test('is left alone when a link to outside has its name', async () => {
    let outside = ''
    const replacing = replaceAfter(async (path, place) => {
      outside = place.outside
      await rename(path, `${path}-2`)
      await symlink(join(outside, 'secret.txt'), path)
    })
    await expect(replacing).rejects.toEqual(failure('is not a regular file'))
    expect(await readFile(join(outside, 'secret.txt'), 'utf8')).toBe('secret')
  })
})

test('A link is never opened to write, whoever guesses the name of a new file', async () => {
  const { root, outside } = await workspaceBeside({})
  const confinement = new Confinement(root)
  await using folder = await confinement.folder(root)
  for (const target of ['secret.txt', 'new.txt']) {
    await symlink(join(outside, target), join(root, target))
    const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL
    await expect(confinement.open(folder.at(target), flags, 0o600)).rejects.toThrow('EEXIST')
  }
  expect(await readdir(outside)).toEqual(['secret.txt'])
})
