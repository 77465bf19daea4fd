import type { Tool } from '../tool.ts'
import type { Range } from '../workspace/read.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { closedObject, pathSchema } from './schemas.ts'

export const readTool = (workspace: Workspace): Tool => ({
  name: 'read',
  description: 'Read file contents',
  inputSchema: closedObject(
    {
      path: pathSchema,
      fromLine: { type: 'integer', minimum: 1, description: 'The first line to read, from 1' },
      fromByte: {
        type: 'integer',
        minimum: 0,
        description: 'The first byte to read, from 0; instead of fromLine',
      },
      maxLines: { type: 'integer', minimum: 1, maximum: 100_000 },
    },
    ['path'],
  ),
  annotations: { readOnly: true, destructive: false },
  run: (params, { signal }) => {
    const { path, ...range } = params as unknown as Range & { path: string }
    return workspace.read(path, signal, range)
  },
})
