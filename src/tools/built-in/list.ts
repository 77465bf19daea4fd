import type { Tool } from '../tool.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { closedObject, pathSchema } from './schemas.ts'

export const listTool = (workspace: Workspace): Tool => ({
  name: 'list',
  description: 'List the files and folders of a folder',
  inputSchema: closedObject({ path: { ...pathSchema, default: '/' } }),
  annotations: { readOnly: true, destructive: false },
  run: (params, { signal }) => {
    const { path = '/' } = params as { path?: string }
    return workspace.list(path, signal)
  },
})
