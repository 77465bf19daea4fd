import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished } from 'vitest'
import type { McpServerConfig, McpStdioConfig } from '../../../src/generated/types.ts'
import { GatewayError } from '../../../src/kernel/errors.ts'
import { McpServers, type McpServersOptions } from '../../../src/tools/mcp/mcp-servers.ts'
import { type Offer, ToolFailure } from '../../../src/tools/tool.ts'
import { createLogRecord } from '../../support/channel-context.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'
import { until } from '../../support/until.ts'

const file = (path: string) => fileURLToPath(import.meta.resolve(path))

export const everything = file('@modelcontextprotocol/server-everything/dist/index.js')
export const filesystem = file('@modelcontextprotocol/server-filesystem/dist/index.js')
const raw = file('./raw-server.ts')

/** A server that is a program of Node's. The last argument is one of a kind, so that its process can be found. */
export const stdio = (args: string[], rest: Partial<McpStdioConfig> = {}): McpStdioConfig => ({
  type: 'stdio',
  enabled: true,
  command: process.execPath,
  args: [...args, randomUUID()],
  environment: {},
  ...rest,
})

/** One of ours that speaks JSON-RPC by hand and does as its name says. */
export const rawServer = (behaviour: string, ...args: string[]) => stdio([raw, behaviour, ...args])

/** The processes that were started with this configuration. */
export const processesOf = ({ args }: McpStdioConfig): number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => pid > 0 && commandLine(pid).includes(args.at(-1) ?? ''))

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1')
  } catch {
    return ''
  }
}

export async function killProcessOf(config: McpStdioConfig): Promise<number> {
  const [pid] = await until(() => {
    const found = processesOf(config)
    expect(found).toHaveLength(1)
    return found
  })
  process.kill(pid ?? 0, 'SIGKILL')
  return pid ?? 0
}

/** Restarts soon. */
const quickPace = { restart: { minMs: 20, maxMs: 100 } }

export class Setting {
  readonly servers: McpServers
  readonly faults: { server: string; message: string }[] = []
  readonly logLines: string[]

  constructor(
    configs: Record<string, McpServerConfig>,
    options: Pick<McpServersOptions, 'workspace'> & Partial<McpServersOptions>,
  ) {
    const { log, lines } = createLogRecord()
    this.logLines = lines
    this.servers = new McpServers(configs, {
      log,
      environment: { PATH: '/usr/local/bin:/usr/bin:/bin' },
      fault: (server, message) => this.faults.push({ server, message }),
      ...options,
      pace: { ...quickPace, ...options.pace },
    })
    this.servers.start()
    onTestFinished(() => this.servers.stop(AbortSignal.timeout(5000)))
  }

  get names(): string[] {
    return this.servers.offers().map(({ tool }) => tool.name)
  }

  offer(name: string): Offer {
    const offer = this.servers.offers().find(({ tool }) => tool.name === name)
    if (offer === undefined) throw new Error(`There is no tool ${name}.`)
    return offer
  }

  /** Waits until it can be called. */
  async ready(name: string): Promise<void> {
    await until(() => {
      expect(this.offer(name).unavailable).toBeUndefined()
    })
  }

  /** Waits until it can't be called. */
  async away(name: string): Promise<string> {
    return until(() => {
      const { unavailable } = this.offer(name)
      if (unavailable === undefined) throw new Error(`${name} is available.`)
      return unavailable
    })
  }

  async fault(): Promise<string> {
    return until(() => {
      const [first] = this.faults
      if (first === undefined) throw new Error('There was no fault.')
      return first.message
    })
  }

  call(
    name: string,
    params: Record<string, unknown> = {},
    signal = new AbortController().signal,
  ): Promise<unknown> {
    return this.offer(name).tool.run(params, { signal })
  }
}

export async function openServers(
  configs: Record<string, McpServerConfig>,
  options: Partial<McpServersOptions> = {},
): Promise<Setting> {
  return new Setting(configs, { workspace: await temporaryFolder(), ...options })
}

/** @returns how a call fails, as an error for its caller */
export async function failureOf(call: Promise<unknown>): Promise<ToolFailure | GatewayError> {
  const error = await call.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (error instanceof ToolFailure || error instanceof GatewayError) return error
  throw new Error('The call did not fail as calls do.', { cause: error })
}

export const text = (text: string) => ({ content: [{ type: 'text', text }] })
