import { GatewayError } from '../../src/kernel/errors.ts'
import type { ToolInvocation } from '../../src/generated/types.ts'
import type { Offer, Tool } from '../../src/tools/tool.ts'
import { Tools, type ToolsOptions } from '../../src/tools/tools.ts'

export const { signal } = new AbortController()
export const by = { caller: { name: 'dashboard' }, signal }

export const tool = (name: string, run: Tool['run'], inputSchema = {}): Tool => ({
  name,
  description: `The tool ${name}`,
  inputSchema: { type: 'object', ...inputSchema },
  annotations: { readOnly: true, destructive: false },
  run,
})

export const returnParams: Tool['run'] = (params) => Promise.resolve(params)

export const echo = tool('echo', returnParams)

type Settings = ReturnType<ToolsOptions['settings']>

/** Tools of two sources, so that none is found only because it is in the first one. */
export function setUp(
  tools: (Tool | Offer)[],
  options: { settings?: Partial<Settings>; onInvoked?: ToolsOptions['onInvoked'] } = {},
) {
  const invocations: ToolInvocation[] = []
  const onInvoked = (invocation: ToolInvocation) => {
    invocations.push(invocation)
    return Promise.resolve()
  }
  const settings: Settings = {
    disabled: [],
    timeoutSeconds: 30,
    maxConcurrent: 16,
    maxResultBytes: 1_000_000,
    ...options.settings,
  }
  const offers = tools.map((one): Offer => ('tool' in one ? one : { tool: one }))
  return {
    invocations,
    settings,
    tools: new Tools({
      sources: [{ offers: () => [] }, { offers: () => offers }],
      settings: () => settings,
      onInvoked: options.onInvoked ?? onInvoked,
    }),
  }
}

export async function failureOf(call: Promise<unknown>): Promise<GatewayError> {
  const error = await call.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (error instanceof GatewayError) return error
  throw new Error('There was no GatewayError.', { cause: error })
}
