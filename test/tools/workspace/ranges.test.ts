import { appendFile, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Range } from '../../../src/tools/workspace/read.ts'
import type { Workspace } from '../../../src/tools/workspace/workspace.ts'
import { failure, mebibyte, signal, workspaceBeside } from './support.ts'

async function withFile(content: string | Uint8Array) {
  const { root, workspace } = await workspaceBeside({})
  await writeFile(join(root, 'file'), content)
  const read = (range: Range = {}) => workspace.read('file', signal, range)
  return { root, workspace, read }
}

/** Goes on at the place that each answer names, until nothing is left. */
async function readOn(
  workspace: Workspace,
  path: string,
  by: 'nextLine' | 'nextByte',
  maxLines?: number,
) {
  let content = ''
  let range: Range | undefined = {}
  while (range !== undefined) {
    const part = await workspace.read(path, signal, { ...range, ...(maxLines && { maxLines }) })
    content += part.content
    range = undefined
    if (part.truncated && by === 'nextLine' && part.nextLine) range = { fromLine: part.nextLine }
    else if (part.truncated) range = { fromByte: part.nextByte ?? 0 }
  }
  return content
}

test('A range gives its lines and where to go on', async () => {
  const { read } = await withFile('one\ntwo\r\nthree\nfour')
  expect(await read({ fromLine: 2, maxLines: 2 })).toEqual({
    content: 'two\r\nthree\n',
    size: 19,
    fromLine: 2,
    lines: 2,
    truncated: true,
    nextLine: 4,
    nextByte: 15,
  })
  expect(await read({ maxLines: 1 })).toMatchObject({ content: 'one\n', fromLine: 1, nextLine: 2 })
})

test('The last range says that nothing follows', async () => {
  const { read } = await withFile('one\ntwo\nthree')
  const rest = { content: 'two\nthree', size: 13, lines: 2 }
  expect(await read({ fromLine: 2 })).toEqual({ ...rest, fromLine: 2 })
  expect(await read({ fromLine: 2, maxLines: 2 })).toEqual({ ...rest, fromLine: 2 })
  expect(await read({ fromByte: 4, maxLines: 9 })).toEqual({ ...rest, fromByte: 4 })
  expect(await read({ fromByte: 13 })).toEqual({ content: '', size: 13, lines: 0, fromByte: 13 })
})

test.each([
  ['a\nb\n', { fromLine: 3 }, 'fromLine', 'which has 2 lines'],
  ['a\nb', { fromLine: 3 }, 'fromLine', 'which has 2 lines'],
  ['', { fromLine: 2 }, 'fromLine', 'which has 0 lines'],
  ['a\nb\n', { fromByte: 5 }, 'fromByte', 'which has 4 bytes'],
  ['aü', { fromByte: 2 }, 'fromByte', 'is inside of a character'],
  ['a', { fromByte: 0, fromLine: 1 }, 'fromByte', "can't be given together with fromLine"],
])('Of %j, %j is refused', async (content, range, parameter, message) => {
  const { read } = await withFile(content)
  await expect(read(range)).rejects.toEqual(failure(message, parameter))
})

test('A file over 1 MiB is cut after a line, and can be read to its end', async () => {
  const line = `${'x'.repeat(99)}\n`
  const text = line.repeat(25_000)
  const { read, workspace } = await withFile(text)
  const first = await read()
  expect(first).toMatchObject({ size: 2_500_000, fromLine: 1, lines: 10_485, truncated: true })
  expect(first).toMatchObject({ nextLine: 10_486, nextByte: 1_048_500 })
  expect(first.content).toBe(line.repeat(10_485))
  expect(await readOn(workspace, 'file', 'nextLine')).toBe(text)
  expect(await readOn(workspace, 'file', 'nextByte')).toBe(text)
})

test.each(['x', 'ü', '€', '😀'])('A line of 3 MB of %s is cut after a character', async (char) => {
  const bytes = Buffer.byteLength(char)
  const text = `1${char.repeat(Math.ceil(3_000_000 / bytes))}\nend`
  const { read, workspace } = await withFile(text)
  const first = await read({ maxLines: 1 })
  expect(first.nextLine).toBeUndefined()
  expect(first.nextByte).toBe(1 + Math.floor((mebibyte - 1) / bytes) * bytes)
  expect(await readOn(workspace, 'file', 'nextByte')).toBe(text)
})

test('Whatever the text and the ranges, together they are the text', async () => {
  const { root, workspace } = await workspaceBeside({})
  const text = fc
    .array(fc.constantFrom('a', 'ü', '😀', '\n', '\r\n', '\uFEFF'), { maxLength: 60 })
    .map((parts) => parts.join(''))
  await fc.assert(
    fc.asyncProperty(text, fc.integer({ min: 1, max: 5 }), async (content, maxLines) => {
      await writeFile(join(root, 'file'), content)
      expect(await readOn(workspace, 'file', 'nextLine', maxLines)).toBe(content)
      expect(await readOn(workspace, 'file', 'nextByte', maxLines)).toBe(content)
    }),
    { numRuns: 100 },
  )
})

test('A late range of a large file takes little memory', async () => {
  const { root, read } = await withFile('')
  for (let part = 0; part < 20; part += 1)
    await appendFile(join(root, 'file'), `${'y'.repeat(127)}\n`.repeat(40_000))
  const before = process.memoryUsage().rss
  expect(await read({ fromLine: 800_000 })).toMatchObject({ size: 102_400_000, lines: 1 })
  expect(process.memoryUsage().rss - before).toBeLessThan(50 * mebibyte)
})

test('What is passed over may be anything, what is given must be text', async () => {
  const { read } = await withFile(Buffer.from('\0\xff\ntext\n\0', 'latin1'))
  expect((await read({ fromLine: 2, maxLines: 1 })).content).toBe('text\n')
  await expect(read({ fromLine: 2 })).rejects.toEqual(failure('is a binary file'))
  await expect(read({ fromByte: 1 })).rejects.toEqual(failure('is a binary file'))
})

test('An abort ends the way to a late range', async () => {
  const { root, workspace } = await withFile('')
  await truncate(join(root, 'file'), 4 * 1024 * mebibyte)
  const abort = new AbortController()
  const reading = workspace.read('file', abort.signal, { fromLine: 2 })
  abort.abort(new Error('enough'))
  await expect(reading).rejects.toThrow('enough')
})

test('A file that grows while it is read is given as large as it was', async () => {
  const { root, read } = await withFile('line\n'.repeat(400_000))
  const growing = new AbortController()
  const growth = (async () => {
    while (!growing.signal.aborted) await appendFile(join(root, 'file'), 'more\n'.repeat(10_000))
  })()
  const late = await read({ fromLine: 390_000 })
  growing.abort()
  await growth
  expect(late.size).toBe(5 * (late.fromLine ?? 0) + Buffer.byteLength(late.content) - 5)
  expect((await read()).size).toBeGreaterThanOrEqual(late.size)
})
