import type {
  Tool as ToolDescription,
  ToolInvocation,
  ToolParams,
  ToolResult,
} from '../generated/types.ts'
import { GatewayError, invalid, notFound } from '../kernel/errors.ts'
import { createParamsCheck } from './params.ts'
import { Aborted, withinLimit } from './time-limit.ts'
import { type Tool, ToolFailure } from './tool.ts'

export interface ToolsOptions {
  tools: readonly Tool[]
  /** Asked at each call, so that a change of the configuration holds at once. */
  isDisabled: (name: string) => boolean
  /** Awaited after each tool that ran, before its result is given; what it throws is thrown to the caller. */
  onInvoked: (invocation: ToolInvocation) => Promise<void>
  timeLimitMs?: number
}

export interface Tools {
  /** By name, disabled ones too. */
  list(): ToolDescription[]
  /**
   * @param options.caller the token's name or the job's id
   * @throws GatewayError `notFound`, `forbidden` when the tool is disabled, `invalid` when the parameters break its schema
   *   or it fails by itself (rule `toolFailed`), `unavailable` when `signal` ends the call, `internal` for a fault of ours
   */
  invoke(
    name: string,
    params: ToolParams,
    options: { caller: string; signal: AbortSignal },
  ): Promise<ToolResult>
}

const defaultTimeLimitMs = 30_000

/** What the contract allows the message of an issue to hold. */
const maxMessage = 2000

export function createTools(options: ToolsOptions): Tools {
  const tools = byName(options.tools)
  const checkParams = createParamsCheck()
  const timeLimitMs = options.timeLimitMs ?? defaultTimeLimitMs
  return {
    list: () => [...tools.values()].map((tool) => describe(tool, !options.isDisabled(tool.name))),
    async invoke(name, params, { caller, signal }) {
      const tool = tools.get(name)
      if (tool === undefined) throw notFound('tool', name)
      if (options.isDisabled(name)) {
        throw new GatewayError('forbidden', `The tool "${name}" is disabled.`)
      }
      checkParams(tool, params)
      const call = await attempt(() =>
        withinLimit((both) => tool.run(params, { signal: both }), { signal, limitMs: timeLimitMs }),
      )
      const { outcome, durationMs } = call
      await options.onInvoked({ tool: name, caller, outcome, durationMs })
      if (call.outcome === 'failed') throw toGatewayError(tool, call.error)
      return { result: call.result ?? null, durationMs }
    },
  }
}

function byName(tools: readonly Tool[]): Map<string, Tool> {
  const sorted = [...tools].sort((a, b) => (a.name < b.name ? -1 : 1))
  const map = new Map(sorted.map((tool) => [tool.name, tool]))
  if (map.size < tools.length) throw new Error('Two tools have the same name.')
  return map
}

const describe = (tool: Tool, enabled: boolean): ToolDescription => ({
  name: tool.name,
  description: tool.description,
  enabled,
  inputSchema: tool.inputSchema,
})

type Call = { durationMs: number } & (
  { outcome: 'ok'; result: unknown } | { outcome: 'failed'; error: unknown }
)

async function attempt(run: () => Promise<unknown>): Promise<Call> {
  const start = performance.now()
  const durationMs = () => Math.round((performance.now() - start) * 10) / 10
  try {
    return { outcome: 'ok', result: await run(), durationMs: durationMs() }
  } catch (error) {
    return { outcome: 'failed', error, durationMs: durationMs() }
  }
}

function toGatewayError(tool: Tool, error: unknown): GatewayError {
  if (error instanceof ToolFailure) {
    const message = error.message.slice(0, maxMessage)
    return invalid({ field: 'body.params', rule: 'toolFailed', message })
  }
  if (error instanceof Aborted) {
    return new GatewayError('unavailable', error.message, { cause: error.cause })
  }
  return new GatewayError('internal', `The tool "${tool.name}" failed.`, { cause: error })
}
