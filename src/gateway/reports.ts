import { setTimeout as sleep } from 'node:timers/promises'
import type { ChannelState } from '../channels/channel.ts'
import { EventLog } from '../events/event-log.ts'
import type { ErrorReport, ToolInvocation } from '../generated/types.ts'
import { GatewayError } from '../kernel/errors.ts'
import type { Log } from '../kernel/log.ts'
import type { Store, Tables } from '../store/store.ts'

/** A store that is away is waited for; what has changed again by then is told too. */
const retryMs = 1_000
const mostAttempts = 60

/** As long as the contract lets an error's message be. */
const messageLength = 4_000

/** Tells those who watch the events of what no caller was waiting for, in order; nobody waits for that. */
export class Reports {
  readonly #store: Store
  readonly #log: Log
  #last: Promise<void> = Promise.resolve()

  constructor(store: Store, log: Log) {
    this.#store = store
    this.#log = log
  }

  /** A channel's connection has changed. */
  channel(channel: string, state: ChannelState): void {
    this.#write(async (tables) => {
      await EventLog.append(tables, 'channel:status', { channel, ...state })
      if (state.status !== 'error') return
      const message = state.reason ?? 'The channel does not work.'
      await appendError(tables, { source: 'channel', channel, message })
    })
  }

  /** Something of a channel went wrong once. */
  fault(channel: string, message: string): void {
    this.#write((tables) => appendError(tables, { source: 'channel', channel, message }))
  }

  /** A changed configuration file was not taken over. */
  configuration(message: string): void {
    this.#write((tables) => appendError(tables, { source: 'config', message }))
  }

  /**
   * A tool was called: stored when this resolves. Where the store is away that is made up for, since the tool has done its work and its caller
   * must not be told otherwise.
   */
  async invocation(invocation: ToolInvocation): Promise<void> {
    const append = (tables: Tables) => EventLog.append(tables, 'tool:invoked', invocation)
    try {
      await this.#store.write(append)
    } catch (error) {
      if (!isAway(error)) throw error
      this.#write(append)
    }
  }

  /** An MCP server went away. */
  tools(message: string): void {
    this.#write((tables) => appendError(tables, { source: 'tools', message }))
  }

  #write(work: (tables: Tables) => Promise<void>): void {
    this.#last = this.#last.then(() => this.#untilStored(work))
  }

  async #untilStored(work: (tables: Tables) => Promise<void>): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      try {
        await this.#store.write(work)
        return
      } catch (err) {
        const isOver = attempt === mostAttempts || !isAway(err)
        this.#log[isOver ? 'error' : 'debug']({ err }, 'a report could not be stored')
        if (isOver) return
        await sleep(retryMs, undefined, { ref: false })
      }
    }
  }
}

const isAway = (error: unknown): boolean =>
  error instanceof GatewayError && error.kind === 'unavailable'

const appendError = (
  tables: Tables,
  { message, ...report }: Omit<ErrorReport, 'code'>,
): Promise<void> =>
  EventLog.append(tables, 'error', {
    code: 'INTERNAL_ERROR',
    message: message.slice(0, messageLength),
    ...report,
  })
