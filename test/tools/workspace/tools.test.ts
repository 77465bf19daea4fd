import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, test } from 'vitest'
import { editTool } from '../../../src/tools/built-in/edit.ts'
import { listTool } from '../../../src/tools/built-in/list.ts'
import { readTool } from '../../../src/tools/built-in/read.ts'
import { searchTool } from '../../../src/tools/built-in/search.ts'
import { writeTool } from '../../../src/tools/built-in/write.ts'
import { mebibyte, signal, workspaceBeside } from './support.ts'

async function fileTools() {
  const { workspace } = await workspaceBeside({})
  const tools = [readTool, writeTool, editTool, listTool, searchTool].map((make) => make(workspace))
  return Object.fromEntries(tools.map((tool) => [tool.name, tool]))
}

test('Those that change files say so', async () => {
  const tools = Object.values(await fileTools())
  const changing = tools.filter(({ annotations }) => !annotations.readOnly)
  const destructive = tools.filter(({ annotations }) => annotations.destructive)
  expect(changing.map(({ name }) => name)).toEqual(['write', 'edit'])
  expect(destructive).toEqual(changing)
})

test('Their parameters reach the workspace', async () => {
  const { read, write, edit, search } = await fileTools()
  const by = { signal }
  await write?.run({ path: 'a/b.txt', content: 'one\nTWO\nTWO\n' }, by)
  expect(await search?.run({ pattern: 'two', ignoreCase: true, maxMatches: 1 }, by)).toEqual({
    matches: [{ path: '/a/b.txt', line: 2, column: 1, text: 'TWO' }],
    files: 1,
    truncated: true,
  })
  const none = { matches: [], files: 0 }
  expect(await search?.run({ pattern: 'one', path: 'a', glob: '*.md' }, by)).toEqual(none)
  expect(await search?.run({ pattern: '.', literal: true }, by)).toEqual({ ...none, files: 1 })
  const edited = await edit?.run({ path: 'a/b.txt', find: 'TWO', replace: '2', all: true }, by)
  expect(edited).toEqual({ replacements: 2, size: 8 })
  const part = await read?.run({ path: 'a/b.txt', fromLine: 2, maxLines: 1 }, by)
  expect(part).toMatchObject({ content: '2\n', nextLine: 3, nextByte: 6 })
  expect(await read?.run({ path: 'a/b.txt', fromByte: 6 }, by)).toMatchObject({ content: '2\n' })
})

test.each([
  ['read', { path: 'a', fromLine: 0 }],
  ['read', { path: 'a', fromLine: 1.5 }],
  ['read', { path: 'a', fromByte: -1 }],
  ['read', { path: 'a', maxLines: 0 }],
  ['read', { path: 'a', maxLines: 100_001 }],
  ['edit', { path: 'a', find: '', replace: '' }],
  ['edit', { path: 'a', find: 'a' }],
  ['edit', { path: 'a', find: 'a', replace: 'x'.repeat(mebibyte + 1) }],
  ['edit', { path: 'a', find: 'a', replace: 'b', all: 'yes' }],
  ['edit', { path: 'a', find: 'a', replace: 'b', regex: true }],
  ['search', {}],
  ['search', { pattern: '' }],
  ['search', { pattern: 'x'.repeat(1001) }],
  ['search', { pattern: 'a', glob: '' }],
  ['search', { pattern: 'a', glob: '*'.repeat(257) }],
  ['search', { pattern: 'a', maxMatches: 0 }],
  ['search', { pattern: 'a', maxMatches: 1001 }],
  ['search', { pattern: 'a', depth: 1 }],
])("%s's schema refuses %j", async (name, params) => {
  const tools = await fileTools()
  const validate = new Ajv2020().compile(tools[name]?.inputSchema ?? false)
  expect(validate(params)).toBe(false)
  expect(validate.errors).toHaveLength(1)
})
