import type { LiveConfig } from '../config/live-config.ts'
import type { Log } from '../kernel/log.ts'
import { builtIn } from '../tools/built-in/built-in.ts'
import { McpServers } from '../tools/mcp/mcp-servers.ts'
import { Tools } from '../tools/tools.ts'
import { openWorkspace } from '../tools/workspace/workspace.ts'
import type { Reports } from './reports.ts'

export interface ToolboxOptions {
  config: LiveConfig
  log: Log
  reports: Reports
  /** The folder of the file tools. */
  workspace: string
  /** What programs that the gateway starts may see of its own variables. */
  environment: Readonly<Record<string, string>>
}

/** Every tool that can be called, and the servers that some of them come from. */
export interface Toolbox {
  tools: Tools
  mcpServers: McpServers
}

/** Nothing is connected before the MCP servers are started. */
export async function openToolbox(options: ToolboxOptions): Promise<Toolbox> {
  const { config, log, reports, workspace, environment } = options
  const settings = () => config.current.tools
  const files = await openWorkspace(workspace).catch((cause: unknown) => {
    const advice = 'Name another folder in tools.workspace.'
    throw new Error(`The workspace ${workspace} can't be used. ${advice}`, { cause })
  })
  const mcpServers = new McpServers(settings().mcpServers, {
    log,
    workspace,
    environment,
    fault: (server, message) => {
      reports.tools(`The MCP server "${server}": ${message}`)
    },
  })
  config.onChange(({ tools }) => {
    mcpServers.apply(tools.mcpServers)
  })
  const tools = new Tools({
    sources: [builtIn({ workspace: files, folder: workspace, settings }), mcpServers],
    settings,
    onInvoked: (invocation) => reports.invocation(invocation),
  })
  return { tools, mcpServers }
}
