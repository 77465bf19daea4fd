import type { McpServerConfig } from '../../generated/types.ts'
import type { Log } from '../../kernel/log.ts'
import { spawnTree } from '../process-tree.ts'
import { HttpTransport } from './http-transport.ts'
import { StderrLog } from './stderr-log.ts'
import { StdioTransport } from './stdio-transport.ts'
import type { ServerTransport, TransportEvents } from './transport.ts'

/** What programs that are servers get from us. */
export interface Surroundings {
  /** Variables for all of them. */
  environment: Readonly<Record<string, string>>
  /** The folder of those that name none. */
  workspace: string
}

/** @throws what the system says when the program can't be started, or for an address that is no URL */
export async function openTransport(
  config: McpServerConfig,
  { log, surroundings, events }: { log: Log; surroundings: Surroundings; events: TransportEvents },
): Promise<ServerTransport> {
  if (config.type === 'http') return new HttpTransport(config, events)
  const tree = await spawnTree(config.command, {
    args: config.args,
    directory: config.directory ?? surroundings.workspace,
    environment: { ...surroundings.environment, ...config.environment },
  })
  const stderr = new StderrLog(log, config.environment)
  return new StdioTransport(tree, {
    onStderr: (chunk) => stderr.take(chunk),
    onLost: (reason) => {
      stderr.end()
      if (stderr.lastLines.length > 0) {
        log.warn({ stderr: stderr.lastLines }, 'what the MCP server said last')
      }
      events.onLost(reason)
    },
  })
}
