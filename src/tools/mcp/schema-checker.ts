import { createHash } from 'node:crypto'
import type { Issue, JsonSchema } from '../../generated/types.ts'
import { GatewayError } from '../../kernel/errors.ts'
import { FairLine } from './fair-line.ts'
import { type SchemaThread, ThreadLost } from './schema-thread.ts'
import type { SchemaAnswer, SchemaRequest } from './schema-worker.ts'

/** A schema that nobody here has read. */
export interface ForeignSchema {
  /** Same for the same schema. */
  readonly key: string
  readonly text: string
}

export function foreignSchema(schema: JsonSchema): ForeignSchema {
  const text = JSON.stringify(schema)
  return { key: createHash('sha256').update(text).digest('base64'), text }
}

/** A schema can't be used. The message says why. */
export class UnusableSchema extends Error {
  /** It took too long, or too much memory, and with it the thread. */
  readonly isHarmful: boolean

  constructor(message: string, { isHarmful = false } = {}) {
    super(message)
    this.isHarmful = isHarmful
  }
}

/** For what is asked of the thread: to compile, or to check once. A usual schema takes 1 to 10 ms and 0.1 ms. */
const limitMs = 1_000

/** Of one server. Each of them may take a second. */
const maxWaiting = 100

/** A thread may be lost, with all that it knew, between what it learns and what it is asked then. */
const mostAttempts = 3

/**
 * Compiles and checks for all servers in one thread, made when it is needed and made anew when a schema took it down: what a schema asks for
 * can neither hold up the gateway nor use up its memory. Servers take turns, so that one of them can't take all the time.
 */
export class SchemaChecker {
  readonly #line = new FairLine(maxWaiting)
  #thread: SchemaThread | undefined

  /** @throws UnusableSchema */
  async compile(server: string, schema: ForeignSchema): Promise<void> {
    await this.#line.take(server, async () => {
      try {
        await this.#learn(schema)
      } catch (error) {
        if (error instanceof ThreadLost && error.end !== 'closed') {
          throw new UnusableSchema(`it could not be compiled ${harmOf(error)}`, { isHarmful: true })
        }
        throw error
      }
    })
  }

  /** @throws GatewayError `rateLimited` when too many of the server's calls wait for theirs, `unavailable` when it is closed meanwhile */
  async check(server: string, schema: ForeignSchema, value: unknown): Promise<Issue[]> {
    if (this.#line.isFull(server)) {
      throw new GatewayError('rateLimited', `Too many calls of "${server}" wait to be checked.`)
    }
    return this.#line.take(server, async () => {
      try {
        return await this.#issues(schema, JSON.stringify(value))
      } catch (error) {
        if (error instanceof RangeError) return [unchecked('maxDepth', ': nested too deep')]
        if (error instanceof UnusableSchema) return [unchecked('schema', `: ${error.message}`)]
        if (!(error instanceof ThreadLost)) throw error
        if (error.end === 'closed') {
          throw new GatewayError('unavailable', `The MCP server "${server}" is being stopped.`)
        }
        return [unchecked(error.end === 'time' ? 'timeLimit' : 'memoryLimit', ` ${harmOf(error)}`)]
      }
    })
  }

  /** Ends the thread. It is made anew when it is needed again. */
  async close(): Promise<void> {
    await this.#thread?.close()
  }

  async #issues(schema: ForeignSchema, value: string): Promise<Issue[]> {
    for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
      if (attempt > 1) await this.#learn(schema)
      const answer = await this.#ask({ key: schema.key, value })
      if (typeof answer === 'object' && 'issues' in answer) return answer.issues
    }
    throw new ThreadLost('memory')
  }

  async #learn({ key, text }: ForeignSchema): Promise<void> {
    const answer = await this.#ask({ key, schema: text })
    if (typeof answer === 'object' && 'refused' in answer) throw new UnusableSchema(answer.refused)
  }

  async #ask(request: SchemaRequest): Promise<SchemaAnswer> {
    const thread = await this.#open()
    const { isFresh } = thread
    thread.isFresh = false
    try {
      return await thread.ask(request, limitMs)
    } catch (error) {
      const isMemory = error instanceof ThreadLost && error.end === 'memory'
      // What was there before may have taken the memory.
      if (isMemory && !isFresh) return this.#ask(request)
      throw error
    }
  }

  async #open(): Promise<SchemaThread> {
    // Not before it is needed: most gateways have no MCP server.
    const { SchemaThread: Thread } = await import('./schema-thread.ts')
    if (this.#thread?.isOver !== false) this.#thread = new Thread()
    return this.#thread
  }
}

const harmOf = ({ end }: ThreadLost): string =>
  end === 'time' ? 'within 1 second' : 'with the memory that there is for it'

const unchecked = (rule: string, why: string): Issue => ({
  field: '',
  rule,
  message: `could not be checked${why}`.slice(0, 200),
})
