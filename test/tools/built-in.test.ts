import { expect, test } from 'vitest'
import { listTool } from '../../src/tools/built-in/list.ts'
import { readTool } from '../../src/tools/built-in/read.ts'
import { writeTool } from '../../src/tools/built-in/write.ts'
import { openWorkspace } from '../../src/tools/workspace/workspace.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

import { by, setUp as setUpTools } from './set-up.ts'

async function setUp() {
  const workspace = await openWorkspace(await temporaryFolder())
  return setUpTools([readTool(workspace), writeTool(workspace), listTool(workspace)]).tools
}

test("The tool of the API reference is described in the reference's own words", async () => {
  const tools = await setUp()
  expect(tools.list().map(({ name }) => name)).toEqual(['list', 'read', 'write'])
  expect(tools.list()[1]).toEqual({
    name: 'read',
    description: 'Read file contents',
    enabled: true,
    available: true,
    annotations: { readOnly: true, destructive: false },
    inputSchema: {
      type: 'object',
      properties: {
        path: { type: 'string', minLength: 1, maxLength: 4096 },
        fromLine: { type: 'integer', minimum: 1, description: 'The first line to read, from 1' },
        fromByte: {
          type: 'integer',
          minimum: 0,
          description: 'The first byte to read, from 0; instead of fromLine',
        },
        maxLines: { type: 'integer', minimum: 1, maximum: 100_000 },
      },
      required: ['path'],
      additionalProperties: false,
    },
  })
})

test('A file is written, listed and read', async () => {
  const tools = await setUp()
  const written = await tools.invoke('write', { path: '/path/to/file', content: 'Hello\n' }, by)
  const listed = await tools.invoke('list', { path: '/path/to' }, by)
  const root = await tools.invoke('list', {}, by)
  const read = await tools.invoke('read', { path: '/path/to/file' }, by)
  expect(written.result).toEqual({ size: 6 })
  expect(listed.result).toEqual({ entries: [{ name: 'file', type: 'file', size: 6 }] })
  expect(root.result).toEqual({ entries: [{ name: 'path', type: 'folder' }] })
  expect(read.result).toEqual({ content: 'Hello\n', size: 6 })
})

test.each([
  ['read', {}, 'required', 'body.params.path'],
  ['read', { path: 1 }, 'type', 'body.params.path'],
  ['read', { path: '' }, 'minLength', 'body.params.path'],
  ['read', { path: 'x'.repeat(4097) }, 'maxLength', 'body.params.path'],
  ['read', { path: 'a', encoding: 'b' }, 'additionalProperties', 'body.params.encoding'],
  ['write', { path: 'a' }, 'required', 'body.params.content'],
  ['write', { content: 'a' }, 'required', 'body.params.path'],
  ['write', { path: '', content: 'a' }, 'minLength', 'body.params.path'],
  ['write', { path: 'a', content: 1 }, 'type', 'body.params.content'],
  ['write', { path: 'a', content: 'x'.repeat(2 ** 20 + 1) }, 'maxLength', 'body.params.content'],
  ['write', { path: 'a', content: '', mode: 7 }, 'additionalProperties', 'body.params.mode'],
  ['list', { path: '' }, 'minLength', 'body.params.path'],
  ['list', { path: 'x'.repeat(4097) }, 'maxLength', 'body.params.path'],
  ['list', { depth: 1 }, 'additionalProperties', 'body.params.depth'],
])('%s refuses %j: %s', async (name, params, rule, field) => {
  const tools = await setUp()
  await expect(tools.invoke(name, params, by)).rejects.toMatchObject({
    kind: 'invalid',
    details: { issues: [{ rule, field }] },
  })
})

test('A path that leads out is the failure of the tool', async () => {
  const tools = await setUp()
  await expect(tools.invoke('read', { path: '../secret' }, by)).rejects.toMatchObject({
    kind: 'invalid',
    details: {
      issues: [{ field: 'body.params.path', rule: 'toolFailed', message: 'holds ".."' }],
    },
  })
})
