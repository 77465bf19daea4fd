import type { JsonSchema } from '../generated/types.ts'

/** A function that programs may call. Parameters have passed `inputSchema` when `run` sees them. */
export interface Tool {
  readonly name: string
  readonly description: string
  /** JSON Schema 2020-12 of the parameters. */
  readonly inputSchema: JsonSchema
  /** @throws ToolFailure with a message for the caller; anything else is a fault of ours */
  run(params: Record<string, unknown>, options: { signal: AbortSignal }): Promise<unknown>
}

/** A tool could not do what it was asked to. The message goes to the caller. */
export class ToolFailure extends Error {
  override readonly name = 'ToolFailure'
}
