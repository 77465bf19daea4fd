import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { compileGlob } from '../../../src/tools/workspace/glob.ts'
import { compileMatcher, estimateInstructions } from '../../../src/tools/workspace/matcher.ts'
import { failure, signal, workspaceBeside } from './support.ts'
import { effortOf } from '../../support/effort.ts'

const hundredKilobytes = 100_000

/** a and b in an order without a pattern, the same each time. */
function disorder(length: number): string {
  let text = ''
  for (let bits = 1; text.length < length; bits = (bits * 1_103_515_245 + 12_345) % 2 ** 31)
    text += bits > 2 ** 30 ? 'a' : 'b'
  return text
}

const texts = {
  letter: 'a'.repeat(hundredKilobytes),
  'letter and end': `${'a'.repeat(hundredKilobytes - 1)}!`,
  disorder: disorder(hundredKilobytes),
  words: 'lorem ipsum dolor 44 '.repeat(hundredKilobytes / 21),
  lines: `${'a'.repeat(99)}\n`.repeat(hundredKilobytes / 100),
}

test.each([
  '(a+)+$',
  '(a|aa)+$',
  '(a*)*b',
  '([a-zA-Z]+)*$',
  '(.*a){20}[c-e]',
  '^(([a-z])+.)+[A-Z]([a-z])+$',
  '(x+x+)+y',
  '(a?){30}a{30}[c-e]',
  '(?:a|b)*a(?:a|b){12}[c-e]',
  '(?:a|b)*a(?:a|b){100}[c-e]',
  '.*'.repeat(300) + '[c-e]',
  '(?i)(\\w|\\pL)*a.{15}\\pN{2}',
  '\\b(\\w+\\s*)+\\b[c-e]?$',
])('%s answers on 100 KB in under 50 ms', async (pattern) => {
  const { root, workspace } = await workspaceBeside({})
  for (const [name, text] of Object.entries(texts)) await writeFile(join(root, name), text)
  for (const name of Object.keys(texts)) {
    const work = () => workspace.search(name, { pattern }, signal)
    expect(await effortOf(work), name).toBeLessThan(50)
  }
})

test.each([
  'a{1000}'.repeat(10),
  '(a{30}){30}'.repeat(10),
  `(?:${'a'.repeat(900)}){1000}`,
  `(?P<name>${'(?:\\pL|\\x{1000})'.repeat(20)}){900,}`,
])('%s is too large to be tried', async (pattern) => {
  const work = () => {
    expect(() => compileMatcher({ pattern })).toThrow(
      expect.objectContaining({ parameter: 'pattern', message: 'is too large; repeat less' }),
    )
  }
  expect(await effortOf(work)).toBeLessThan(50)
})

test('A line that is too long for a large pattern is passed over, and counted', async () => {
  const { root, workspace } = await workspaceBeside({})
  await writeFile(join(root, 'file'), `xyz\n${texts.disorder}\nxyz`)
  const { matches, skipped } = await workspace.search('/', { pattern: 'x.{0,200}z' }, signal)
  expect(matches.map(({ line }) => line)).toEqual([1, 3])
  expect(skipped).toEqual({ longLines: 1 })
})

test.each([
  ['[', 'missing closing ]'],
  ['a**', 'invalid nested repetition operator'],
  ['(?=a)', 'invalid or unsupported Perl syntax'],
  ['(a)\\1', 'invalid escape sequence'],
  ['(', 'missing closing )'],
  [')', 'unexpected )'],
  ['(a{1000}){1000}', 'is too large; repeat less'],
  ['a\nb', 'holds a line break'],
])('The pattern %s is refused with its reason', async (pattern, reason) => {
  const { workspace } = await workspaceBeside({})
  await expect(workspace.search('/', { pattern }, signal)).rejects.toEqual(
    failure(reason, 'pattern'),
  )
})

test.each([
  ['abc', 4],
  ['(?:ab){500}', 1001],
  ['[^]a-z]{3,7}', 7],
  ['\\x{1000}\\pL\\p{Greek}\\{9\\}', 6],
  ['((a{2}){3}b){4}', 28],
])('%s comes to about %d instructions', (pattern, count) => {
  const exact = count
  expect(estimateInstructions(pattern)).toBeGreaterThanOrEqual(exact - 3)
  expect(estimateInstructions(pattern)).toBeLessThanOrEqual(exact + 3)
})

test.each([
  ['*.ts', 'a/b.ts', true],
  ['*.ts', 'a/b.tsx', false],
  ['a/*.ts', 'a/b/c.ts', false],
  ['a/**/*.ts', 'a/c.ts', true],
  ['a/**/*.ts', 'a/b/b/c.ts', true],
  ['**/x', 'x', true],
  ['**/x', 'ax', false],
  ['a/**', 'a/b/c', true],
  ['a/**', 'b/a/c', false],
  ['a**/b', 'ac/b', true],
  ['a**/b', 'a/c/b', false],
  ['?.md', 'ä.md', true],
  ['?.md', '😀.md', true],
  ['a?b', 'a/b', false],
  ['[a-c]x', 'bx', true],
  ['[!a-c]x', 'bx', false],
  ['[]x', '[]x', true],
  ['[]]x', ']x', true],
  ['[^\\]x', '\\x', false],
  ['{a,b{c,d}}.*', 'bd.md', true],
  ['{a,b{c,d}}.*', 'b.md', false],
  ['{**/a,b/*}/c', 'x/a/c', true],
  ['\\*\\{', '*{', true],
  ['a,b}', 'a,b}', true],
  ['a.b+(c)$|^', 'a.b+(c)$|^', true],
  ['a.b', 'axb', false],
  ['*', 'line\nbreak', true],
  ['constructor', 'constructor', true],
  ['{1..999999999}', '5', false],
])('The glob %s on %s: %s', (glob, path, fits) => {
  expect(compileGlob(glob)(path)).toBe(fits)
})

test.each(['{a', '{a,{b}', '[z-a]'])('%s is no glob', (glob) => {
  expect(() => compileGlob(glob)).toThrow(expect.objectContaining({ parameter: 'glob' }))
})

test.each([
  '*a*a*a*a*a*a*a*a*a*a*b',
  '{a,b}'.repeat(50),
  '**/'.repeat(80) + 'b',
  '{'.repeat(128) + '}'.repeat(128),
])('The glob %s takes no longer than others', async (glob) => {
  const work = () => {
    expect(compileGlob(glob)('a'.repeat(250))).toBe(false)
  }
  expect(await effortOf(work)).toBeLessThan(100)
})

test('A glob without special characters fits its own path alone', () => {
  const name = fc.stringMatching(/^[a-z.+()$^| -]{1,8}$/)
  fc.assert(
    fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), name, (names, other) => {
      const path = names.join('/')
      expect(compileGlob(path)(path)).toBe(true)
      expect(compileGlob(path)(`${path}/${other}`)).toBe(names.length === 1 && names[0] === other)
    }),
  )
})
