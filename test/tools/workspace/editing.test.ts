import { readdirSync, writeFileSync } from 'node:fs'
import { chmod, link, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { failure, mebibyte, signal, ways, workspaceBeside } from './support.ts'

/** Until the new text of a file is being written beside it. */
async function begunDraft(folder: string): Promise<void> {
  while (!readdirSync(folder).some((name) => name.startsWith('.write-'))) await nextTurn()
}

describe.each(ways)('An edit $name', ({ options }) => {
  async function withFile(content: string | Uint8Array) {
    const place = await workspaceBeside(options)
    const path = join(place.root, 'file')
    await writeFile(path, content)
    const edit = (find: string, replace: string, all?: boolean) =>
      place.workspace.edit('file', { find, replace, ...(all !== undefined && { all }) }, signal)
    return { ...place, path, edit, text: () => readFile(path, 'utf8') }
  }

  test('replaces the only occurrence and keeps line ends, byte order mark and permissions', async () => {
    const { root, path, edit, text } = await withFile('\uFEFFone\r\ntwö\r\nthree')
    await chmod(path, 0o640)
    expect(await edit('twö\r\n', '2\n')).toEqual({ replacements: 1, size: 15 })
    expect(await text()).toBe('\uFEFFone\r\n2\nthree')
    expect((await stat(path)).mode & 0o777).toBe(0o640)
    expect(await readdir(root)).toEqual(['file'])
  })

  test('replaces all occurrences, from the left, none over another', async () => {
    const { edit, text } = await withFile('aaaaa b aa')
    expect(await edit('aa', 'c', true)).toEqual({ replacements: 3, size: 7 })
    expect(await text()).toBe('cca b c')
  })

  test("takes both texts as they are: no patterns, no $& of JavaScript's", async () => {
    const { edit, text } = await withFile('a.*b $1')
    await edit('.*', "$&$1$$$`$'\\n")
    expect(await text()).toBe("a$&$1$$$`$'\\nb $1")
  })

  test('can take text away', async () => {
    const { edit, text } = await withFile('abc')
    expect(await edit('abc', '')).toEqual({ replacements: 1, size: 0 })
    expect(await text()).toBe('')
  })

  test.each([
    ['abc', 'x', 'does not occur in the file'],
    ['a\r\nb', 'a\nb', 'does not occur in the file, where lines end with \\r\\n'],
    ['abab', 'ab', 'occurs 2 times; give more of the text around it, or all: true'],
    ['é', '\u0301', 'does not occur'],
    ['a\uFFFD', 'a\uD800', 'holds half a surrogate pair'],
    ['a', '\0', 'holds a NUL character'],
  ])('of %j: to find %j is refused', async (content, find, message) => {
    const { edit, text } = await withFile(content)
    await expect(edit(find, 'new')).rejects.toEqual(failure(message, 'find'))
    expect(await text()).toBe(content)
  })

  test.each(['\0', '\uDC00', 'x'.repeat(mebibyte + 1)])(
    'refuses what no text may hold',
    async (replace) => {
      const { edit } = await withFile('a')
      await expect(edit('a', replace)).rejects.toEqual(failure('', 'replace'))
    },
  )

  test('refuses binary files, folders, hard links and what is not there', async () => {
    const { root, outside, workspace, edit } = await withFile(Buffer.from('a\0'))
    await link(join(outside, 'secret.txt'), join(root, 'linked'))
    const change = { find: 'secret', replace: 'changed' }
    await expect(edit('a', 'b')).rejects.toEqual(failure('is a binary file'))
    await expect(workspace.edit('/', change, signal)).rejects.toEqual(failure('is not a regular'))
    await expect(workspace.edit('linked', change, signal)).rejects.toEqual(failure('hard links'))
    await expect(workspace.edit('none', change, signal)).rejects.toEqual(
      failure('there is no such'),
    )
    expect(await readFile(join(outside, 'secret.txt'), 'utf8')).toBe('secret')
  })

  test('changes what a link that stays inside points to, and keeps the link', async () => {
    const { root, workspace, text } = await withFile('old')
    await symlink('file', join(root, 'link'))
    await workspace.edit('link', { find: 'old', replace: 'new' }, signal)
    expect(await text()).toBe('new')
    expect((await readdir(root)).sort()).toEqual(['file', 'link'])
  })

  test('takes 10 MiB, before and after, and no more', async () => {
    const { edit, path } = await withFile('x'.repeat(10 * mebibyte - 1) + 'y')
    expect(await edit('y', 'z')).toEqual({ replacements: 1, size: 10 * mebibyte })
    await expect(edit('z', 'zz')).rejects.toEqual(failure('would become larger than 10485760'))
    await writeFile(path, 'x'.repeat(10 * mebibyte + 1))
    await expect(edit('y', 'z')).rejects.toEqual(failure('is larger than 10485760'))
  })

  test('of many at once loses none', async () => {
    const { workspace, text } = await withFile(
      Array.from({ length: 30 }, (_, i) => `<${i}>`).join(' '),
    )
    const edits = Array.from({ length: 30 }, (_, i) =>
      workspace.edit('/./file', { find: `<${i}>`, replace: `[${i}]` }, signal),
    )
    await Promise.all(edits)
    expect(await text()).toBe(Array.from({ length: 30 }, (_, i) => `[${i}]`).join(' '))
  })

  test('does not take back what another program wrote meanwhile', async () => {
    const { root, path, edit, text } = await withFile('')
    for (let round = 0; round < 10; round += 1) {
      await writeFile(path, `mark ${'0'.repeat(100_000)}`)
      const editing = edit('mark', 'edited')
      // From here to the write nothing else of this process runs, so it comes after the edit has read and before it renames.
      await begunDraft(root)
      writeFileSync(path, `mark of another ${round}`)
      await expect(editing).rejects.toEqual(
        failure('was changed by another program meanwhile; read it again', 'path'),
      )
      expect(await text()).toBe(`mark of another ${round}`)
    }
    expect(await readdir(root)).toEqual(['file'])
  })

  test('does nothing once the call was aborted', async () => {
    const { workspace, text } = await withFile('a')
    const change = { find: 'a', replace: 'b' }
    await expect(workspace.edit('file', change, AbortSignal.abort())).rejects.toThrow('aborted')
    expect(await text()).toBe('a')
  })

  test("agrees with JavaScript's own replacement, whatever the texts", async () => {
    const { path, edit, text } = await withFile('')
    const some = (maxLength: number) =>
      fc.array(fc.constantFrom('a', 'b', 'ü'), { maxLength }).map((parts) => parts.join(''))
    const find = some(4).filter((part) => part !== '')
    await fc.assert(
      fc.asyncProperty(some(30), find, some(3), async (content, part, replace) => {
        await writeFile(path, content)
        const expected = content.replaceAll(part, () => replace)
        await edit(part, replace, true).catch(() => undefined)
        expect(await text()).toBe(content.includes(part) ? expected : content)
      }),
      { numRuns: 60 },
    )
  })
})

test('A text that takes other searches for ever is sought without a pause that anybody feels', async () => {
  const { root, workspace } = await workspaceBeside({})
  await writeFile(join(root, 'file'), 'a'.repeat(10 * mebibyte))
  const find = `${'a'.repeat(5000)}b${'a'.repeat(5000)}`
  let turns = 0
  const timer = setInterval(() => (turns += 1), 1)
  await expect(workspace.edit('file', { find, replace: '' }, signal)).rejects.toEqual(
    failure('does not occur', 'find'),
  )
  clearInterval(timer)
  expect(turns).toBeGreaterThan(5)
})
