import type { Tool } from '../tool.ts'
import type { Search } from '../workspace/search.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { closedObject, pathSchema } from './schemas.ts'

export const searchTool = (workspace: Workspace): Tool => ({
  name: 'search',
  description: 'Search text files for lines that match a regular expression (RE2 syntax) or a text',
  inputSchema: closedObject(
    {
      pattern: { type: 'string', minLength: 1, maxLength: 1000 },
      path: { ...pathSchema, default: '/', description: 'A folder, with all below it, or a file' },
      glob: {
        type: 'string',
        minLength: 1,
        maxLength: 256,
        description: 'Only these files: *.md by name, docs/**/*.{md,txt} by path below the folder',
      },
      literal: { type: 'boolean', default: false, description: 'The pattern is plain text' },
      ignoreCase: { type: 'boolean', default: false },
      maxMatches: { type: 'integer', minimum: 1, maximum: 1000, default: 100 },
    },
    ['pattern'],
  ),
  annotations: { readOnly: true, destructive: false },
  run: (params, { signal }) => {
    const { path = '/', ...search } = params as unknown as Search & { path?: string }
    return workspace.search(path, search, signal)
  },
})
