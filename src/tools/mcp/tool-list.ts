import { setImmediate as turn } from 'node:timers/promises'
import type { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { PaginatedResultSchema } from '@modelcontextprotocol/sdk/types.js'
import { bounds } from './bounds.ts'
import { nameOf, type OfferedTool, toOfferedTool, Unfit } from './offered-tool.ts'
import { type SchemaChecker, UnusableSchema } from './schema-checker.ts'
import { isLargerThan } from './size.ts'
import { clip, oneLine } from './text.ts'

export interface ToolList {
  tools: OfferedTool[]
  /** What is not among them, and why; no more than the log has room for. */
  leftOut: { tool: string; reason: string }[]
}

export interface ListOptions {
  /** The name of the server. */
  server: string
  /** The tools from before, by name. */
  known: ReadonlyMap<string, OfferedTool>
  schemas: SchemaChecker
  /** For each page. */
  timeoutMs: number
}

const longestReport = 20

/**
 * All tools of a server. Not by the SDK's `listTools`: that fails as a whole over one tool, and keeps the output schemas of the last page
 * only.
 * @throws what a request throws
 */
export async function listTools(client: Client, options: ListOptions): Promise<ToolList> {
  const collection = new Collection(options)
  for await (const told of toldTools(client, options.timeoutMs)) {
    if (!(await collection.add(told))) break
    // An entry takes milliseconds at the worst, in which nobody else is served.
    await turn()
  }
  return collection
}

/** What has been taken of a list. */
class Collection {
  readonly #options: ListOptions
  readonly #byName = new Map<string, OfferedTool>()
  readonly leftOut: ToolList['leftOut'] = []
  #seen = 0
  #schemaBytes = 0
  #harmful = 0

  constructor(options: ListOptions) {
    this.#options = options
  }

  get tools(): OfferedTool[] {
    return [...this.#byName.values()]
  }

  /** @returns whether there is room for more */
  async add(told: unknown): Promise<boolean> {
    const full = this.#fullReason()
    if (full !== undefined) {
      this.#leaveOut(told, `${full}; the rest is left out.`)
      return false
    }
    this.#seen += 1
    try {
      const { server, known } = this.#options
      const tool = toOfferedTool(told, server, known)
      if (this.#byName.has(tool.name)) throw new Unfit('The server has named it before.')
      await this.#compile(tool)
      this.#byName.set(tool.name, tool)
    } catch (error) {
      if (!(error instanceof Unfit)) throw error
      this.#leaveOut(told, error.message)
    }
    return true
  }

  #fullReason(): string | undefined {
    if (this.#byName.size === bounds.tools) return `A server may have ${bounds.tools} tools`
    if (this.#seen === bounds.listed) return `A server may list ${bounds.listed} tools`
    if (this.#harmful === bounds.harmfulSchemas) return 'Too many schemas could not be compiled'
    return undefined
  }

  /** @throws Unfit */
  async #compile(tool: OfferedTool): Promise<void> {
    const { input, output } = tool
    const bytes = this.#schemaBytes + input.text.length + (output?.text.length ?? 0)
    if (bytes > bounds.allSchemasBytes) {
      const most = `${bounds.allSchemasBytes / 1024 / 1024} MiB`
      throw new Unfit(`The schemas of the server are larger than ${most} together.`)
    }
    if (this.#options.known.get(tool.name) !== tool) {
      await this.#try(input, 'inputSchema')
      if (output !== undefined) await this.#try(output, 'outputSchema')
    }
    this.#schemaBytes = bytes
  }

  async #try(schema: OfferedTool['input'], what: string): Promise<void> {
    const { schemas, server } = this.#options
    try {
      await schemas.compile(server, schema)
    } catch (error) {
      if (!(error instanceof UnusableSchema)) throw error
      if (error.isHarmful) this.#harmful += 1
      throw new Unfit(`Its ${what} can not be used: ${clip(oneLine(error.message), 200)}`)
    }
  }

  #leaveOut(told: unknown, reason: string): void {
    if (this.leftOut.length === longestReport) return
    this.leftOut.push({ tool: clip(nameOf(told), 128), reason })
  }
}

async function* toldTools(client: Client, timeout: number): AsyncGenerator<unknown, void, void> {
  let cursor: string | undefined
  for (let page = 0; page < bounds.pages; page += 1) {
    const params = cursor === undefined ? {} : { cursor }
    const request = { method: 'tools/list' as const, params }
    const result = await client.request(request, PaginatedResultSchema, { timeout })
    const told = result['tools']
    if (!Array.isArray(told)) throw new Error('Its answer to tools/list has no tools.')
    if (isLargerThan(told, bounds.page)) throw new Error('Its answer to tools/list is too large.')
    yield* told
    cursor = result.nextCursor
    if (cursor === undefined) return
  }
}
