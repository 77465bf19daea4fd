import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { StreamableHTTPError } from '@modelcontextprotocol/sdk/client/streamableHttp.js'
import {
  McpError,
  ResultSchema,
  ToolListChangedNotificationSchema,
} from '@modelcontextprotocol/sdk/types.js'
import { version } from '../../generated/operations.ts'
import type { McpServerConfig } from '../../generated/types.ts'
import { GatewayError } from '../../kernel/errors.ts'
import type { Log } from '../../kernel/log.ts'
import { ToolFailure } from '../tool.ts'
import { bounds, type Pace } from './bounds.ts'
import { startHeartbeat } from './heartbeat.ts'
import type { OfferedTool } from './offered-tool.ts'
import { openTransport, type Surroundings } from './open-transport.ts'
import { hasTimedOut, mcpMessage, reasonOf } from './reasons.ts'
import { type McpResult, type OutputCheck, toResult } from './results.ts'
import type { SchemaChecker } from './schema-checker.ts'
import { clip, oneLine } from './text.ts'
import { listTools, type ToolList } from './tool-list.ts'
import { lostAnswer, type ServerTransport } from './transport.ts'

export interface ConnectionOptions {
  name: string
  config: McpServerConfig
  log: Log
  surroundings: Surroundings
  pace: Pace
  schemas: SchemaChecker
  /** The tools from before, by name. */
  known: ReadonlyMap<string, OfferedTool>
  /** Told of all tools, at the beginning and whenever they change. */
  onTools: (tools: readonly OfferedTool[]) => void
  /** Ends the opening. */
  signal: AbortSignal
}

/** A server could not be connected to. The message says why, for those who configured it. */
export class NotConnected extends Error {}

/** What the timer of Node takes at the most: the SDK would end a call after a minute, here its caller says how long it takes. */
const noTimeout = 2 ** 31 - 1

/** One connection to a server, from its first message to its last. */
export class Connection {
  readonly #options: ConnectionOptions
  readonly #transport: ServerTransport
  readonly #client: Client
  readonly #over = new AbortController()
  readonly #gone = Promise.withResolvers<string>()
  #lost: string | undefined
  #known: ReadonlyMap<string, OfferedTool>
  #leftOut: ToolList['leftOut'] = []
  #calls = 0
  #isOpen = false
  #isProbing = false
  #isListStale = false
  #isListing = true

  /** @throws NotConnected */
  static async open(options: ConnectionOptions): Promise<Connection> {
    const { config, log, surroundings, name } = options
    let connection: Connection | undefined
    let reason: string | undefined
    try {
      const events = {
        onLost: (why: string): void => {
          reason ??= why
          if (connection !== undefined) connection.#lose(why)
        },
        onDoubt: (): void => {
          if (connection !== undefined) connection.#probe()
        },
      }
      const transport = await openTransport(config, { log, surroundings, events })
      connection = new Connection(transport, options)
      await connection.#begin()
      return connection
    } catch (error) {
      await connection?.close(AbortSignal.abort())
      const directory =
        (config.type === 'stdio' ? config.directory : undefined) ?? surroundings.workspace
      throw new NotConnected(reason ?? (await reasonOf(error, { name, config, directory })), {
        cause: error,
      })
    }
  }

  private constructor(transport: ServerTransport, options: ConnectionOptions) {
    this.#options = options
    this.#transport = transport
    this.#known = options.known
    this.#client = new Client({ name: 'openclaw', version }, { capabilities: {} })
  }

  /** Resolves with the reason when the server is away. Never rejects. */
  get gone(): Promise<string> {
    return this.#gone.promise
  }

  /**
   * @throws ToolFailure for what the tool or the server says against the call, GatewayError `unavailable` when the server goes away
   *   before it has answered, and anything when `signal` is aborted
   */
  async call(
    tool: OfferedTool,
    params: Record<string, unknown>,
    signal: AbortSignal,
  ): Promise<McpResult> {
    // One of its own: the SDK stays with the signal that it gets, and would cancel a call that has ended long ago.
    const call = new AbortController()
    const cancel = (): void => {
      call.abort('The call was cancelled.')
    }
    this.#calls += 1
    signal.addEventListener('abort', cancel)
    try {
      signal.throwIfAborted()
      const request = {
        method: 'tools/call' as const,
        params: { name: tool.ownName, arguments: params },
      }
      const options = { signal: call.signal, timeout: noTimeout }
      const result = await this.#client.request(request, ResultSchema, options)
      return await toResult(result, this.#outputCheck(tool))
    } catch (error) {
      throw signal.aborted ? error : this.#failure(error)
    } finally {
      signal.removeEventListener('abort', cancel)
      this.#calls -= 1
    }
  }

  #outputCheck({ output }: OfferedTool): OutputCheck | undefined {
    const { name, schemas } = this.#options
    return output && ((structured) => schemas.check(name, output, structured))
  }

  /** Ends all calls at once, and the server by the deadline. Does not throw. */
  async close(deadline: AbortSignal): Promise<void> {
    this.#end('It was closed.')
    await this.#transport.finish(deadline)
  }

  async #begin(): Promise<void> {
    const { pace, signal } = this.#options
    const client = this.#client
    const giveUp = (): void => void this.#transport.close()
    signal.throwIfAborted()
    signal.addEventListener('abort', giveUp)
    client.onerror = ({ message }) => {
      // What follows may be a part of a result.
      this.#options.log.debug({ problem: clip(oneLine(message), 60) }, 'a problem with the server')
    }
    client.setNotificationHandler(ToolListChangedNotificationSchema, () => {
      this.#listAgain()
    })
    try {
      await client.connect(this.#transport, { timeout: pace.startMs })
      // Only now: while it is opened, the reason is told by what fails.
      client.onclose = () => {
        this.#lose('The connection ended.')
      }
      await this.#list()
    } finally {
      signal.removeEventListener('abort', giveUp)
    }
    this.#isOpen = true
    this.#startHeartbeat()
    this.#isListing = false
    if (this.#isListStale) this.#listAgain()
  }

  #startHeartbeat(): void {
    const { pace } = this.#options
    const stop = startHeartbeat({
      ping: () => this.#ping(noTimeout),
      intervalMs: pace.pingMs,
      patienceMs: () => (this.#calls > 0 ? pace.busyMs : pace.pingMs),
      onHung: (waitedMs) => {
        this.#lose(`It has not answered a ping for ${Math.round(waitedMs / 1000)} seconds.`)
      },
    })
    this.#over.signal.addEventListener('abort', stop)
  }

  /** Rejects when it is away; an answer that says no is an answer. */
  async #ping(timeout: number): Promise<void> {
    // What broke may have been an idle connection, which servers close as they like: the second one is new.
    if ((await this.#pingFailure(timeout)) === undefined) return
    const failure = await this.#pingFailure(timeout)
    if (failure === undefined) return
    const { name, config } = this.#options
    this.#lose(await reasonOf(failure, { name, config, directory: '' }))
    throw failure
  }

  async #pingFailure(timeout: number): Promise<Error | undefined> {
    try {
      await this.#client.ping({ timeout })
      return undefined
    } catch (error) {
      if (!(error instanceof McpError)) return error as Error
      return hasTimedOut(error) || error.data === lostAnswer ? error : undefined
    }
  }

  /** Only one at a time, since its own failure is a reason for doubt, too; and none before it is open, when a failure is told anyway. */
  #probe(): void {
    if (!this.#isOpen || this.#isProbing || this.#over.signal.aborted) return
    this.#isProbing = true
    this.#ping(this.#options.pace.probeMs)
      .catch(() => undefined)
      .finally(() => {
        this.#isProbing = false
      })
  }

  async #list(): Promise<void> {
    const { name: server, pace, schemas, log, onTools } = this.#options
    const none: ToolList = { tools: [], leftOut: [] }
    const options = { server, known: this.#known, schemas, timeoutMs: pace.startMs }
    const hasTools = this.#client.getServerCapabilities()?.tools !== undefined
    const { tools, leftOut } = hasTools ? await listTools(this.#client, options) : none
    if (!isDeepStrictEqual(leftOut, this.#leftOut)) {
      log.warn({ leftOut }, 'tools of the MCP server are left out')
    }
    this.#leftOut = leftOut
    this.#known = new Map(tools.map((tool) => [tool.name, tool]))
    onTools(tools)
  }

  /** However often the server says that its tools have changed, they are read one time after the other, with a pause. */
  #listAgain(): void {
    this.#isListStale = true
    if (this.#isListing) return
    this.#isListing = true
    this.#listWhileStale()
      .catch((error: unknown) => {
        if (this.#over.signal.aborted) return
        this.#options.log.warn({ err: error }, 'the tools of the MCP server could not be read')
      })
      .finally(() => {
        this.#isListing = false
      })
  }

  async #listWhileStale(): Promise<void> {
    const { signal } = this.#over
    while (this.#isListStale) {
      this.#isListStale = false
      await this.#list()
      await sleep(this.#options.pace.listMs, undefined, { signal })
    }
  }

  #failure(error: unknown): Error {
    const { name } = this.#options
    const away = (what: string): GatewayError =>
      new GatewayError('unavailable', `The MCP server "${name}" ${what}`, { cause: error })
    if (error instanceof ToolFailure || error instanceof GatewayError) return error
    if (this.#lost !== undefined) return away('went away during the call.')
    if (error instanceof McpError) {
      if (error.data === lostAnswer) return away('went away during the call.')
      return new ToolFailure(clip(mcpMessage(error), bounds.failure), { cause: error })
    }
    if (error instanceof RangeError) {
      return new ToolFailure('The parameters are nested too deeply.', { cause: error })
    }
    if (error instanceof StreamableHTTPError && (error.code ?? 0) >= 100) {
      return away(`refused the call with HTTP ${error.code ?? 0}.`)
    }
    return away('could not be reached.')
  }

  #lose(reason: string): void {
    if (this.#lost !== undefined) return
    this.#end(reason)
    void this.#transport.close()
  }

  #end(reason: string): void {
    if (this.#lost !== undefined) return
    this.#lost = reason
    this.#over.abort()
    this.#gone.resolve(reason)
  }
}
