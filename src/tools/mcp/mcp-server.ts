import { setTimeout as sleep } from 'node:timers/promises'
import type { McpServerConfig } from '../../generated/types.ts'
import { Backoff } from '../../kernel/backoff.ts'
import { GatewayError } from '../../kernel/errors.ts'
import type { Log } from '../../kernel/log.ts'
import type { Offer, Tool } from '../tool.ts'
import { bounds, type Pace } from './bounds.ts'
import type { Connection } from './connection.ts'
import type { OfferedTool } from './offered-tool.ts'
import type { Surroundings } from './open-transport.ts'
import type { SchemaChecker } from './schema-checker.ts'
import { clip } from './text.ts'

/** What the servers are given by the house. */
export interface McpServerOptions extends Surroundings {
  log: Log
  /** Told once, and why, when a server that worked, or should work, is away. */
  fault: (server: string, reason: string) => void
  pace: Pace
  /** For all servers. */
  schemas: SchemaChecker
  /** Told whenever what is offered has changed. */
  onOffers: () => void
}

/** One configured server over all its configurations and connections. */
export class McpServer {
  readonly #name: string
  readonly #options: McpServerOptions
  readonly #log: Log
  #config: McpServerConfig
  /** Ends what works by the present configuration. */
  #ending = new AbortController()
  /** Resolves when nothing of any configuration goes on. */
  #turn: Promise<void> = Promise.resolve()
  /** Ends even what still ends. */
  readonly #deadline = new AbortController()
  #connection: Connection | undefined
  #known = new Map<string, OfferedTool>()
  #tools = new Map<OfferedTool, Tool>()
  #away: string | undefined = 'It is being started.'
  #offers: readonly Offer[] = []

  constructor(name: string, config: McpServerConfig, options: McpServerOptions) {
    this.#name = name
    this.#config = config
    this.#options = options
    this.#log = options.log.child({ mcpServer: name })
  }

  get config(): McpServerConfig {
    return this.#config
  }

  /** Its tools, also those that it had when it was there last. */
  get offers(): readonly Offer[] {
    return this.#offers
  }

  /** @param after what must have ended before */
  start(after: Promise<void> = Promise.resolve()): void {
    const ending = new AbortController()
    this.#ending = ending
    this.#turn = Promise.all([this.#turn, after])
      .then(() => this.#live(ending.signal))
      .catch((error: unknown) => {
        this.#log.error({ err: error }, 'the MCP server failed in an unforeseen way')
        this.#show('It failed in an unforeseen way.')
      })
  }

  /** Ends what works by the configuration of before, and begins anew. */
  change(config: McpServerConfig): void {
    this.#config = config
    this.#ending.abort()
    this.#show('It is being started with a changed configuration.')
    if (!config.enabled) this.#forget()
    this.start()
  }

  /** Ends by itself in `graceMs`, or at the deadline. */
  async stop(deadline?: AbortSignal): Promise<void> {
    this.#ending.abort()
    this.#show('It is being stopped.')
    const hurry = (): void => {
      this.#deadline.abort()
    }
    if (deadline?.aborted === true) hurry()
    deadline?.addEventListener('abort', hurry)
    await this.#turn
    deadline?.removeEventListener('abort', hurry)
  }

  /** Keeps it connected until the signal is aborted. */
  async #live(signal: AbortSignal): Promise<void> {
    const { pace } = this.#options
    const backoff = new Backoff(pace.restart)
    let isTold = false
    while (goesOn(signal) && this.#config.enabled) {
      const { reason, upMs } = await this.#connectOnce(signal)
      if (!goesOn(signal)) return
      if (upMs >= pace.stableMs) {
        backoff.reset()
        isTold = false
      }
      this.#show(reason)
      this.#log.warn({ reason }, 'the MCP server is not connected')
      if (!isTold) this.#options.fault(this.#name, clip(reason, bounds.reason))
      isTold = true
      await sleep(backoff.next(), undefined, { signal }).catch(() => undefined)
    }
  }

  /** @returns why it is away again, and how long it was there */
  async #connectOnce(signal: AbortSignal): Promise<{ reason: string; upMs: number }> {
    const { pace, schemas } = this.#options
    // Not before it is needed: the SDK takes 70 ms and 33 MB, and most gateways have no MCP server.
    const { Connection: Connector, NotConnected } = await import('./connection.ts')
    let connection: Connection
    try {
      connection = await Connector.open({
        name: this.#name,
        config: this.#config,
        log: this.#log,
        surroundings: this.#options,
        pace,
        schemas,
        known: this.#known,
        onTools: (tools) => {
          if (!signal.aborted) this.#take(tools)
        },
        signal,
      })
    } catch (error) {
      if (error instanceof NotConnected) return { reason: error.message, upMs: 0 }
      throw error
    }
    const since = performance.now()
    this.#connection = connection
    if (!signal.aborted) this.#show(undefined)
    this.#log.info({ tools: this.#known.size }, 'connected to the MCP server')
    const reason = await untilGone(connection, signal)
    this.#connection = undefined
    const upMs = performance.now() - since
    const grace = AbortSignal.any([AbortSignal.timeout(pace.graceMs), this.#deadline.signal])
    if (!signal.aborted) this.#show(reason)
    await connection.close(grace)
    return { reason, upMs }
  }

  #take(tools: readonly OfferedTool[]): void {
    this.#known = new Map(tools.map((tool) => [tool.name, tool]))
    // What is told as before stays the same object, with all that was compiled for it.
    this.#tools = new Map(tools.map((tool) => [tool, this.#tools.get(tool) ?? this.#toTool(tool)]))
    this.#show(this.#away)
  }

  #forget(): void {
    this.#take([])
  }

  #toTool(offered: OfferedTool): Tool {
    const { name, description, inputSchema, annotations, input } = offered
    return {
      name,
      description,
      inputSchema,
      annotations,
      check: (params) => this.#options.schemas.check(this.#name, input, params),
      run: async (params, { signal }) => {
        const connection = this.#connection
        if (connection !== undefined) return connection.call(offered, params, signal)
        throw new GatewayError('unavailable', `The MCP server "${this.#name}" is away.`)
      },
    }
  }

  /** @param away why it is away; undefined when it is there */
  #show(away: string | undefined): void {
    this.#away = away === undefined ? undefined : clip(away, bounds.reason)
    const unavailable = this.#away === undefined ? {} : { unavailable: this.#away }
    this.#offers = [...this.#tools.values()].map((tool) => ({ tool, ...unavailable }))
    this.#options.onOffers()
  }
}

/** A function, since what the compiler once knows of a property it does not ask again. */
const goesOn = (signal: AbortSignal): boolean => !signal.aborted

async function untilGone(connection: Connection, signal: AbortSignal): Promise<string> {
  const { promise: ended, resolve } = Promise.withResolvers<string>()
  const end = (): void => {
    resolve('It is being stopped.')
  }
  signal.addEventListener('abort', end)
  if (signal.aborted) end()
  const reason = await Promise.race([connection.gone, ended])
  // The signal outlives many connections.
  signal.removeEventListener('abort', end)
  return reason
}
