import { constants, mkdir, readdir, rename, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { Confinement } from '../../../src/tools/workspace/confinement.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

/** What an attacker who is quick between the check of a name and its use has put in place. */
async function swapped() {
  const parent = await temporaryFolder()
  const [root, outside] = [join(parent, 'root'), join(parent, 'outside')]
  await mkdir(join(root, 'folder'), { recursive: true })
  await mkdir(outside)
  await writeFile(join(outside, 'secret.txt'), 'secret')
  const swap = async () => {
    await rename(join(root, 'folder'), join(root, 'moved'))
    await symlink(outside, join(root, 'folder'))
  }
  return { root, outside, swap }
}

const escape: unknown = expect.objectContaining({ message: 'leads out of the workspace' })

describe.each([true, false])('With procfs %s', (procfs) => {
  test('a file behind a folder that became a link is not returned', async () => {
    const { root, swap } = await swapped()
    const confinement = new Confinement(root, procfs)
    await swap()
    const path = join(root, 'folder/secret.txt')
    await expect(confinement.open(path, constants.O_RDONLY)).rejects.toEqual(escape)
  })

  test('a file that became a link is not opened', async () => {
    const { root, outside } = await swapped()
    await symlink(join(outside, 'secret.txt'), join(root, 'link'))
    const confinement = new Confinement(root, procfs)
    await expect(confinement.open(join(root, 'link'), constants.O_RDONLY)).rejects.toThrow('ELOOP')
  })
})

test('A folder behind a folder that became a link is not entered', async () => {
  const { root, outside, swap } = await swapped()
  await mkdir(join(outside, 'below'))
  await swap()
  const confinement = new Confinement(root)
  await expect(confinement.folder(join(root, 'folder/below'))).rejects.toEqual(escape)
})

test('Names of an entered folder stay in it when a link takes its place', async () => {
  const { root, outside, swap } = await swapped()
  await using folder = await new Confinement(root).folder(join(root, 'folder'))
  await swap()
  await writeFile(folder.at('new.txt'), 'new')
  expect(await readdir(outside)).toEqual(['secret.txt'])
  expect(await readdir(join(root, 'moved'))).toEqual(['new.txt'])
})

test('Without procfs, another file under the same name is noticed', async () => {
  const { root } = await swapped()
  const confinement = new Confinement(root, false)
  await writeFile(join(root, 'a'), 'a')
  // The handle stands for a file that was renamed right after it was opened.
  const resolve = confinement.resolve.bind(confinement)
  confinement.resolve = async (path) => {
    await rename(join(root, 'a'), join(root, 'b'))
    await writeFile(join(root, 'a'), 'another')
    return await resolve(path)
  }
  await expect(confinement.open(join(root, 'a'), constants.O_RDONLY)).rejects.toEqual(escape)
})
