import type { ToolInvocation } from '../generated/types.ts'
import { GatewayError, invalid } from '../kernel/errors.ts'
import { aborted } from './slots.ts'
import { Aborted, TimeIsOver } from './time-limit.ts'
import { type Tool, ToolFailure } from './tool.ts'

/** How a call went. */
export type Call<T> = { durationMs: number } & (
  | { outcome: 'ok'; value: T }
  | { outcome: Exclude<ToolInvocation['outcome'], 'ok'>; error: unknown }
)

/** What the contract allows the message of an issue to hold. */
const maxMessage = 2000

/** Runs a call to its end; does not throw. */
export async function attempt<T>(run: () => Promise<T>): Promise<Call<T>> {
  const start = performance.now()
  const durationMs = () => Math.round((performance.now() - start) * 10) / 10
  try {
    return { outcome: 'ok', value: await run(), durationMs: durationMs() }
  } catch (error) {
    return { outcome: outcomeOf(error), error, durationMs: durationMs() }
  }
}

function outcomeOf(error: unknown): 'failed' | 'timedOut' | 'cancelled' {
  if (error instanceof TimeIsOver) return 'timedOut'
  return error instanceof Aborted ? 'cancelled' : 'failed'
}

/** What the caller is told. A tool's own failure is told in its words, a fault of ours only to the log. */
export function toGatewayError(tool: Tool, error: unknown): GatewayError {
  if (error instanceof GatewayError) return error
  if (error instanceof ToolFailure) {
    const { parameter } = error
    return invalid({
      field: parameter === undefined ? 'body.params' : `body.params.${parameter}`,
      rule: error instanceof TimeIsOver ? 'timeLimit' : 'toolFailed',
      message: error.message.slice(0, maxMessage).toWellFormed(),
    })
  }
  if (error instanceof Aborted) return aborted(error.cause)
  return new GatewayError('internal', `The tool "${tool.name}" failed.`, { cause: error })
}
