import type { Issue, JsonSchema, ToolAnnotations, ToolParams } from '../generated/types.ts'

/** A function that programs may call. Parameters have passed `inputSchema` when `run` sees them. */
export interface Tool {
  readonly name: string
  readonly description: string
  /** JSON Schema of the parameters: 2020-12, or what its `$schema` says. */
  readonly inputSchema: JsonSchema
  readonly annotations: ToolAnnotations
  /**
   * Finds what is wrong with parameters, by their paths, as `edits.0.find`. Where it is not given, the gateway's own validator goes by
   * `inputSchema`.
   */
  check?(params: ToolParams): Promise<Issue[]>
  /**
   * Ends soon after `signal` is aborted, and leaves nothing running.
   * @returns any JSON
   * @throws ToolFailure with a message for the caller; anything else is a fault of ours
   */
  run(params: Record<string, unknown>, options: { signal: AbortSignal }): Promise<unknown>
}

/** A tool, and whether it can be called now. */
export interface Offer {
  readonly tool: Tool
  /** Why the configuration keeps it from being called. */
  readonly disabled?: string
  /** Why it is not there to be called. */
  readonly unavailable?: string
}

/** Where tools come from. Asked at each call, so that a change holds at once. */
export interface ToolSource {
  offers(): readonly Offer[]
}

/** A tool could not do what it was asked to. The message goes to the caller. */
export class ToolFailure extends Error {
  override readonly name = 'ToolFailure'
  /** Which parameter is to blame, as `path` or `edits.0.find`; undefined when none is. */
  readonly parameter: string | undefined

  constructor(message: string, options: { parameter?: string; cause?: unknown } = {}) {
    super(message, { cause: options.cause })
    this.parameter = options.parameter
  }
}
