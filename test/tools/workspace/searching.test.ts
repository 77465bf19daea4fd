import { appendFile, mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Search } from '../../../src/tools/workspace/search.ts'
import { mebibyte, signal, ways, workspaceBeside } from './support.ts'

async function withFiles(
  files: Record<string, string | Uint8Array>,
  options: { procfs?: boolean } = {},
) {
  const place = await workspaceBeside(options)
  for (const [path, content] of Object.entries(files)) {
    await mkdir(join(place.root, path, '..'), { recursive: true })
    await writeFile(join(place.root, path), content)
  }
  const search = (by: Search, path = '/') => place.workspace.search(path, by, signal)
  const placesOf = async (by: Search, path = '/') =>
    (await search(by, path)).matches.map((match) => `${match.path}:${match.line}`)
  return { ...place, search, placesOf }
}

describe.each(ways)('A search $name', ({ options }) => {
  test('gives lines by path, with their number, column and text', async () => {
    const { search } = await withFiles(
      { 'b.txt': 'no\nyes 1\r\n  yes 2', 'a/z.txt': 'yes 3\n', 'a.txt': 'yes 4', 'a-b': 'yes 5' },
      options,
    )
    expect(await search({ pattern: 'yes \\d$' })).toEqual({
      matches: [
        { path: '/a-b', line: 1, column: 1, text: 'yes 5' },
        { path: '/a.txt', line: 1, column: 1, text: 'yes 4' },
        { path: '/a/z.txt', line: 1, column: 1, text: 'yes 3' },
        { path: '/b.txt', line: 2, column: 1, text: 'yes 1' },
        { path: '/b.txt', line: 3, column: 3, text: '  yes 2' },
      ],
      files: 4,
    })
  })

  test('takes a folder or a file, also through links that stay inside', async () => {
    const { root, placesOf } = await withFiles({ 'a/b/c': 'x', 'd/e': 'x', f: 'x' }, options)
    await symlink('a/b', join(root, 'link'))
    await symlink('f', join(root, 'file-link'))
    expect(await placesOf({ pattern: 'x' }, 'a')).toEqual(['/a/b/c:1'])
    expect(await placesOf({ pattern: 'x' }, '/d/e')).toEqual(['/d/e:1'])
    expect(await placesOf({ pattern: 'x' }, 'link')).toEqual(['/a/b/c:1'])
    expect(await placesOf({ pattern: 'x' }, 'file-link')).toEqual(['/f:1'])
  })

  test('follows no link on its way, so that it comes to its end and never out', async () => {
    const { root, outside, search } = await withFiles({ 'a/b': 'secret' }, options)
    await symlink('..', join(root, 'a/up'))
    await symlink(outside, join(root, 'out'))
    await symlink(join(outside, 'secret.txt'), join(root, 'file'))
    expect(await search({ pattern: 'secret' })).toEqual({
      matches: [{ path: '/a/b', line: 1, column: 1, text: 'secret' }],
      files: 1,
    })
  })

  test('passes over binary and large files, and says so', async () => {
    const { search } = await withFiles(
      {
        binary: 'x\n\0',
        'late-binary': Buffer.concat([
          Buffer.from(`x\n${'y\n'.repeat(100_000)}`),
          Buffer.from([0xff]),
        ]),
        large: 'x\n'.repeat(5 * mebibyte + 1),
        just: `${'y\n'.repeat(5 * mebibyte - 1)}x\n`,
      },
      options,
    )
    expect(await search({ pattern: 'x' })).toEqual({
      matches: [{ path: '/just', line: 5 * mebibyte, column: 1, text: 'x' }],
      files: 1,
      skipped: { binary: 2, large: 1 },
    })
  })
})

test.each([
  ['*.md', ['/docs/b/c.md:1', '/r.md:1']],
  ['docs/**', ['/docs/a.ts:1', '/docs/b/c.md:1']],
  ['/docs/*', ['/docs/a.ts:1']],
  ['**/b/*.{ts,md}', ['/docs/b/c.md:1']],
])('The glob %s chooses among the files', async (glob, places) => {
  const { placesOf } = await withFiles({ 'docs/a.ts': 'x', 'docs/b/c.md': 'x', 'r.md': 'x' })
  expect(await placesOf({ pattern: 'x', glob })).toEqual(places)
})

test('A glob with folders begins at the folder that is searched', async () => {
  const { placesOf } = await withFiles({ 'docs/b/c.md': 'x', 'b/c.md': 'x' })
  expect(await placesOf({ pattern: 'x', glob: 'b/*' }, 'docs')).toEqual(['/docs/b/c.md:1'])
})

test('Text is sought as it is, and either without regard to case', async () => {
  const { placesOf } = await withFiles({ a: 'a.b\nA.B\naxb\nÄ(' })
  expect(await placesOf({ pattern: 'a.b', literal: true })).toEqual(['/a:1'])
  expect(await placesOf({ pattern: 'a.b', literal: true, ignoreCase: true })).toEqual([
    '/a:1',
    '/a:2',
  ])
  expect(await placesOf({ pattern: 'a.b', ignoreCase: true })).toEqual(['/a:1', '/a:2', '/a:3'])
  expect(await placesOf({ pattern: 'ä(', literal: true, ignoreCase: true })).toEqual(['/a:4'])
})

test('The first matches are given, and that there are more', async () => {
  const { search } = await withFiles({ a: 'x\n'.repeat(60), b: 'x\n'.repeat(60), c: 'y' })
  const first = await search({ pattern: 'x' })
  expect(first).toMatchObject({ truncated: true, files: 2 })
  expect(first.matches).toHaveLength(100)
  const exact = await search({ pattern: 'x', maxMatches: 120 })
  expect(exact.matches).toHaveLength(120)
  expect(exact.truncated).toBeUndefined()
})

test('What is given stays small, however long the lines', async () => {
  const { search } = await withFiles({ a: `${'😀'.repeat(400)}x${'y'.repeat(900)}\n`.repeat(1000) })
  const { matches, truncated } = await search({ pattern: 'x', maxMatches: 1000 })
  expect(truncated).toBe(true)
  expect(JSON.stringify(matches).length).toBeLessThan(mebibyte / 2)
  expect(matches[0]?.column).toBe(801)
  expect(matches[0]?.text).toBe(`…${'😀'.repeat(50)}x${'y'.repeat(399)}…`)
})

test('A line over 1 MiB is passed over, the lines around it are not', async () => {
  const { search, root } = await withFiles({ a: 'x1\n' })
  await appendFile(join(root, 'a'), `${'x'.repeat(2 * mebibyte)}\nx3\n${'x'.repeat(2 * mebibyte)}`)
  const { matches, skipped } = await search({ pattern: 'x' })
  expect(matches.map(({ line, text }) => [line, text])).toEqual([
    [1, 'x1'],
    [3, 'x3'],
  ])
  expect(skipped).toEqual({ longLines: 2 })
})

test('Lines are the same wherever the pieces of a file end', async () => {
  const lines = Array.from({ length: 9000 }, (_, index) => `${index} ü ${'.'.repeat(index % 61)}`)
  const { search } = await withFiles({ a: `\uFEFF${lines.join('\n')}` })
  const { matches } = await search({ pattern: '^(\\d*[05])?0 ü \\.*$', maxMatches: 1000 })
  const expected = lines.flatMap((text, index) => (index % 50 === 0 ? [[index + 1, text]] : []))
  expect(matches.map(({ line, text }) => [line, text])).toEqual(expected)
})

test('Folders deeper than 64 are left out, and that is said', async () => {
  const deep = (depth: number) => `${'d/'.repeat(depth)}file`
  const { search } = await withFiles({ [deep(63)]: 'x', [deep(70)]: 'x' })
  const { matches, truncated } = await search({ pattern: 'x' })
  expect(matches.map(({ path }) => path)).toEqual([`/${deep(63)}`])
  expect(truncated).toBe(true)
})

test('An abort ends it in the middle of a file', async () => {
  const { workspace } = await withFiles({ a: 'y\n'.repeat(5 * mebibyte - 1) })
  const abort = new AbortController()
  setTimeout(() => {
    abort.abort(new Error('enough'))
  }, 20)
  const by = { pattern: '[xz]+y+[0-9]' }
  await expect(workspace.search('/', by, abort.signal)).rejects.toThrow('enough')
})

test('Others have their turn while it works', async () => {
  const { search } = await withFiles({ a: 'y\n'.repeat(5 * mebibyte - 1) })
  let turns = 0
  const timer = setInterval(() => (turns += 1), 1)
  await search({ pattern: '[xz]+y+[0-9]' })
  clearInterval(timer)
  expect(turns).toBeGreaterThan(10)
})
