import { maxBytes } from '../workspace/text.ts'
import type { Tool } from '../tool.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { closedObject, pathSchema } from './schemas.ts'

export const writeTool = (workspace: Workspace): Tool => ({
  name: 'write',
  description: 'Write text to a file, replacing what is there',
  inputSchema: closedObject(
    { path: pathSchema, content: { type: 'string', maxLength: maxBytes } },
    ['path', 'content'],
  ),
  annotations: { readOnly: false, destructive: true },
  run: (params, { signal }) => {
    const { path, content } = params as { path: string; content: string }
    return workspace.write(path, content, signal)
  },
})
