import type { Tool } from '../tool.ts'
import type { Edit } from '../workspace/edit.ts'
import { maxBytes } from '../workspace/text.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { closedObject, pathSchema } from './schemas.ts'

export const editTool = (workspace: Workspace): Tool => ({
  name: 'edit',
  description:
    'Replace text in a file. The text to find must be exactly as in the file, and occur once, unless all is true',
  inputSchema: closedObject(
    {
      path: pathSchema,
      find: {
        type: 'string',
        minLength: 1,
        maxLength: maxBytes,
        description: 'Text, with its line ends, not a pattern',
      },
      replace: { type: 'string', maxLength: maxBytes },
      all: { type: 'boolean', default: false, description: 'Replace each occurrence' },
    },
    ['path', 'find', 'replace'],
  ),
  annotations: { readOnly: false, destructive: true },
  run: (params, { signal }) => {
    const { path, ...edit } = params as unknown as Edit & { path: string }
    return workspace.edit(path, edit, signal)
  },
})
