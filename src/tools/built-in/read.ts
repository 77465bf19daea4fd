import type { Tool } from '../tool.ts'
import type { Workspace } from '../workspace.ts'
import { closedObject, pathSchema } from './schemas.ts'

export const readTool = (workspace: Workspace): Tool => ({
  name: 'read',
  description: 'Read file contents',
  inputSchema: closedObject({ path: pathSchema }, ['path']),
  run: (params, { signal }) => {
    const { path } = params as { path: string }
    return workspace.read(path, signal)
  },
})
