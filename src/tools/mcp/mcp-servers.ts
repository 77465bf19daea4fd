import { isDeepStrictEqual } from 'node:util'
import type { Config } from '../../generated/types.ts'
import type { Offer, ToolSource } from '../tool.ts'
import { type Pace, usualPace } from './bounds.ts'
import { McpServer, type McpServerOptions } from './mcp-server.ts'
import { SchemaChecker } from './schema-checker.ts'

export interface McpServersOptions extends Omit<McpServerOptions, 'pace' | 'schemas' | 'onOffers'> {
  /** Where it differs from the usual one. */
  pace?: Partial<Pace>
}

type Configs = Config['tools']['mcpServers']

/** The configured MCP servers, by name. Each lives by itself: connected, connected again, changed and stopped without the others. */
export class McpServers implements ToolSource {
  readonly #options: McpServerOptions
  readonly #schemas = new SchemaChecker()
  #servers = new Map<string, McpServer>()
  /** Those that are not configured any more and still end. */
  readonly #leaving = new Map<McpServer, { name: string; over: Promise<void> }>()
  #configs: Configs
  #state: 'new' | 'running' | 'stopped' = 'new'
  #offers: readonly Offer[] | undefined

  constructor(servers: Configs, { pace, ...options }: McpServersOptions) {
    this.#configs = servers
    this.#options = {
      ...options,
      pace: { ...usualPace, ...pace },
      schemas: this.#schemas,
      onOffers: () => {
        this.#offers = undefined
      },
    }
  }

  /** Connects to all of them, in the background. */
  start(): void {
    this.#state = 'running'
    this.#follow()
  }

  /** Goes over to another configuration: adds, changes and removes what differs, and leaves alone what does not. */
  apply(servers: Configs): void {
    this.#configs = servers
    if (this.#state === 'running') this.#follow()
  }

  /** All tools, by `server.tool`; those of a server that is away with the reason. */
  offers(): readonly Offer[] {
    this.#offers ??= [...this.#servers.values()].flatMap((server) => server.offers)
    return this.#offers
  }

  /** Ends all calls, and all servers that are programs; what has not ended by itself at the deadline is killed. */
  async stop(deadline: AbortSignal): Promise<void> {
    this.#state = 'stopped'
    const servers = [...this.#servers.values(), ...this.#leaving.keys()]
    await Promise.all(servers.map((server) => server.stop(deadline)))
    await this.#schemas.close()
  }

  #follow(): void {
    const before = this.#servers
    this.#servers = new Map(
      Object.entries(this.#configs).map(([name, config]) => {
        const known = before.get(name)
        if (known === undefined) return [name, this.#added(name, config)]
        if (!isDeepStrictEqual(known.config, config)) known.change(config)
        return [name, known]
      }),
    )
    for (const [name, server] of before) {
      if (!this.#servers.has(name)) this.#leave(name, server)
    }
    this.#offers = undefined
  }

  #added(name: string, config: Configs[string]): McpServer {
    const server = new McpServer(name, config, this.#options)
    const predecessors = [...this.#leaving.values()].filter((leaving) => leaving.name === name)
    server.start(Promise.all(predecessors.map(({ over }) => over)).then(() => undefined))
    return server
  }

  #leave(name: string, server: McpServer): void {
    const over = server.stop().finally(() => {
      this.#leaving.delete(server)
      // Made anew when there is a server again.
      if (this.#servers.size === 0 && this.#leaving.size === 0) void this.#schemas.close()
    })
    this.#leaving.set(server, { name, over })
  }
}
