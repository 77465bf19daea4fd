import type { Config } from '../../generated/types.ts'
import type { Offer, Tool, ToolSource } from '../tool.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { editTool } from './edit.ts'
import { execTool } from './exec.ts'
import { fetchTool } from './fetch.ts'
import { listTool } from './list.ts'
import { readTool } from './read.ts'
import { searchTool } from './search.ts'
import { writeTool } from './write.ts'

export interface BuiltInOptions {
  workspace: Workspace
  /** The workspace's folder. */
  folder: string
  settings: () => Config['tools']
}

export const builtInNames = ['edit', 'exec', 'fetch', 'list', 'read', 'search', 'write'] as const

/** The tools that every gateway has. */
export function builtIn({ workspace, folder, settings }: BuiltInOptions): ToolSource {
  const tools: Record<(typeof builtInNames)[number], Tool> = {
    read: readTool(workspace),
    write: writeTool(workspace),
    edit: editTool(workspace),
    list: listTool(workspace),
    search: searchTool(workspace),
    fetch: fetchTool({ allowedHosts: () => settings().fetch.allowedHosts }),
    exec: execTool({ workspace: folder, settings: () => settings().exec }),
  }
  const { exec, ...always } = tools
  return {
    offers: (): Offer[] => [
      ...Object.values(always).map((tool) => ({ tool })),
      settings().exec.commands.length === 0 ? { tool: exec, disabled: noCommands } : { tool: exec },
    ],
  }
}

const noCommands = 'tools.exec.commands is empty.'
