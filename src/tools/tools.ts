import type {
  Config,
  Issue,
  Tool as ToolDescription,
  ToolInvocation,
  ToolParams,
  ToolResult,
} from '../generated/types.ts'
import { GatewayError, invalid, notFound } from '../kernel/errors.ts'
import { InFlight, settledWithin } from '../kernel/in-flight.ts'
import { namesTool } from '../kernel/tool-names.ts'
import { attempt, type Call, toGatewayError } from './call.ts'
import { compileParams, type ParamsCheck } from './params.ts'
import { bounded, type Bounded } from './result-size.ts'
import { Slots } from './slots.ts'
import { withinLimit } from './time-limit.ts'
import type { Offer, Tool, ToolSource } from './tool.ts'

export interface ToolsOptions {
  sources: readonly ToolSource[]
  /** Asked at each call, so that a change of the configuration holds at once. */
  settings: () => Pick<
    Config['tools'],
    'disabled' | 'timeoutSeconds' | 'maxConcurrent' | 'maxResultBytes'
  >
  /** Awaited after each tool that ran, before its result is given; what it throws is thrown to the caller. */
  onInvoked: (invocation: ToolInvocation) => Promise<void>
}

/** Who calls: a token, by its name and with the only tools that it may call, or a job, by its id. */
export interface ToolCaller {
  name: string
  tools?: readonly string[]
}

/** A tool that goes on though its call is over keeps its place for so long at the most: longer than a program takes to be ended. */
const longestEndMs = 10_000

/** What a list of the contract holds at the most. */
const maxTools = 1000

/** The tools of all sources, and the rules for each call of them. */
export class Tools {
  readonly #options: ToolsOptions
  readonly #slots = new Slots()
  readonly #running = new InFlight()
  readonly #checks = new WeakMap<Tool, ParamsCheck>()

  constructor(options: ToolsOptions) {
    this.#options = options
  }

  /** By name, and the first 1,000 of all sources; of those that the caller may call, also what is disabled or unavailable. */
  list({ tools }: Pick<ToolCaller, 'tools'> = {}): ToolDescription[] {
    return this.#options.sources
      .flatMap((source) => source.offers())
      .filter(({ tool: { name } }) => isAllowed(tools, name))
      .slice(0, maxTools)
      .sort((a, b) => (a.tool.name < b.tool.name ? -1 : 1))
      .map((offer) => describe(offer, this.#disabledReason(offer)))
  }

  /** What is wrong with such a call, without making it. Fields are `tool`, and paths from `params` on. */
  async issues(name: string, params: ToolParams): Promise<Issue[]> {
    const offer = this.#find(name)
    if (offer === undefined) {
      return [{ field: 'tool', rule: 'known', message: `there is no tool "${name}"` }]
    }
    return this.#paramIssues(offer.tool, params)
  }

  /**
   * @throws GatewayError `notFound`, `forbidden` when the tool is disabled or not for this caller, `invalid` when the parameters break
   *   its schema or it fails by itself (rules `toolFailed`, `timeLimit`), `rateLimited` when too many calls go on, `unavailable` when
   *   its server is away or `signal` ends the call, `internal` for a fault of ours
   */
  async invoke(
    name: string,
    params: ToolParams,
    { caller, signal }: { caller: ToolCaller; signal: AbortSignal },
  ): Promise<ToolResult> {
    const tool = this.#callable(name, caller)
    const [first, ...others] = (await this.#paramIssues(tool, params)).map(inBody)
    if (first !== undefined) throw invalid(first, ...others)
    const call = await this.#inSlot(signal, (onEnd) =>
      // Found again: it may have been disabled while the call waited.
      this.#run(this.#callable(name, caller), params, { signal, onEnd }),
    )
    const { outcome, durationMs } = call
    await this.#options.onInvoked({ tool: name, caller: caller.name, outcome, durationMs })
    if (call.outcome !== 'ok') throw toGatewayError(tool, call.error)
    return { ...call.value, durationMs }
  }

  /**
   * Waits for tools that are still ending though nobody waits for their result any more, as one that kills its program.
   * @param limitMs the longest to wait @returns how many still go on
   */
  settle(limitMs: number): Promise<number> {
    return this.#running.settle(limitMs)
  }

  #find(name: string): Offer | undefined {
    for (const source of this.#options.sources) {
      const found = source.offers().find(({ tool }) => tool.name === name)
      if (found !== undefined) return found
    }
    return undefined
  }

  #callable(name: string, caller: ToolCaller): Tool {
    if (!isAllowed(caller.tools, name)) throw notForToken(name)
    const offer = this.#find(name)
    if (offer === undefined) throw notFound('tool', name)
    const disabled = this.#disabledReason(offer)
    if (disabled !== undefined) {
      throw new GatewayError('forbidden', `The tool "${name}" is disabled: ${disabled}`)
    }
    if (offer.unavailable !== undefined) {
      const message = `The tool "${name}" is not available: ${offer.unavailable}`
      throw new GatewayError('unavailable', message)
    }
    return offer.tool
  }

  #disabledReason({ tool, disabled }: Offer): string | undefined {
    const isListed = namesTool(this.#options.settings().disabled, tool.name)
    return isListed ? 'tools.disabled names it.' : disabled
  }

  async #paramIssues(tool: Tool, params: ToolParams): Promise<Issue[]> {
    const issues = await (tool.check?.(params) ?? this.#check(tool)(params))
    return issues.map((issue) => ({ ...issue, field: below('params', issue.field) }))
  }

  #check(tool: Tool): ParamsCheck {
    const check = this.#checks.get(tool) ?? compileParams(tool.inputSchema)
    this.#checks.set(tool, check)
    return check
  }

  /** Waiting has the same limit as the call itself. @param work tells when the tool has ended, if that is later than its call */
  async #inSlot<T>(
    signal: AbortSignal,
    work: (onEnd: (ended: Promise<unknown>) => void) => Promise<T>,
  ): Promise<T> {
    const { maxConcurrent: limit } = this.#options.settings()
    const leave = await this.#slots.take({ limit, limitMs: this.#limitMs(), signal })
    let ending: Promise<unknown> = Promise.resolve()
    try {
      return await work((ended) => {
        ending = ended
      })
    } finally {
      void settledWithin(ending, longestEndMs).then(leave)
    }
  }

  #run(
    tool: Tool,
    params: ToolParams,
    { signal, onEnd }: { signal: AbortSignal; onEnd: (ended: Promise<unknown>) => void },
  ): Promise<Call<Bounded>> {
    const { maxResultBytes } = this.#options.settings()
    const run = (both: AbortSignal) => {
      const running = this.#running.track(tool.run(params, { signal: both }))
      onEnd(running)
      return running
    }
    return attempt(async () => {
      const result = await withinLimit(run, { signal, limitMs: this.#limitMs() })
      return bounded(result, maxResultBytes)
    })
  }

  #limitMs(): number {
    return this.#options.settings().timeoutSeconds * 1000
  }
}

const isAllowed = (tools: readonly string[] | undefined, name: string): boolean =>
  tools === undefined || namesTool(tools, name)

export const notForToken = (name: string): GatewayError =>
  new GatewayError('forbidden', `This token may not call the tool "${name}".`)

const below = (parent: string, field: string): string =>
  field === '' ? parent : `${parent}.${field}`

const inBody = (issue: Issue): Issue => ({ ...issue, field: `body.${issue.field}` })

const describe = ({ tool, unavailable }: Offer, disabled: string | undefined): ToolDescription => {
  const reason = disabled ?? unavailable
  return {
    name: tool.name,
    description: tool.description,
    enabled: disabled === undefined,
    available: unavailable === undefined,
    ...(reason === undefined ? {} : { reason }),
    annotations: tool.annotations,
    inputSchema: tool.inputSchema,
  }
}
