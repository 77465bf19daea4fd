import { Writable } from 'node:stream'
import { pino } from 'pino'
import type {
  ChannelContext,
  ChannelState,
  InboundMessage,
  Position,
} from '../../src/channels/channel.ts'
import { Inbound } from '../../src/channels/inbound.ts'
import type { Message } from '../../src/generated/types.ts'
import type { Log } from '../../src/kernel/log.ts'

/** A log that keeps its lines. */
export function createLogRecord(): { log: Log; lines: string[] } {
  const lines: string[] = []
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      lines.push(chunk.toString())
      done()
    },
  })
  return { log: pino({ level: 'trace', base: null }, stream), lines }
}

/** The house around a channel: stores what it receives in memory, and can be told to fail. */
export class ChannelHouse {
  readonly #name: string
  readonly received: InboundMessage[] = []
  readonly states: ChannelState[] = []
  readonly faults: string[] = []
  readonly logLines: string[]
  /** What is stored already, newest activity first. */
  positions: Position[] = []
  readonly context: ChannelContext
  /** Messages that the store is still to refuse. */
  failures = 0
  /** Messages that came to the store. */
  calls = 0
  #gate = Promise.resolve<undefined>(undefined)

  constructor(name: string) {
    this.#name = name
    const { log, lines } = createLogRecord()
    this.logLines = lines
    const inbound = new Inbound({
      config: () => ({ maxPerMinute: 100_000 }),
      log,
      find: () => Promise.resolve(undefined),
      store: (message) => this.#receive(message),
    })
    this.context = {
      log,
      take: (message) => inbound.take(message),
      positions: (limit) => Promise.resolve(this.positions.slice(0, limit)),
      report: (state) => this.states.push(state),
      fault: (message) => this.faults.push(message),
    }
  }

  get state(): ChannelState | undefined {
    return this.states.at(-1)
  }

  /** Lets the store wait until the returned function is called. */
  hold(): () => void {
    const { promise, resolve } = Promise.withResolvers<undefined>()
    this.#gate = promise
    return () => {
      resolve(undefined)
    }
  }

  /** All that left the channel besides its messages. */
  get told(): string {
    return JSON.stringify([this.states, this.faults]) + this.logLines.join('')
  }

  async #receive(message: InboundMessage): Promise<Message> {
    this.calls += 1
    await this.#gate
    this.received.push(message)
    if (this.failures > 0) {
      this.failures -= 1
      throw new Error('the store is down')
    }
    return stored(this.#name, message)
  }
}

export function stored(channel: string, { userId, message }: InboundMessage): Message {
  const now = new Date().toISOString()
  return {
    id: 'message-1',
    sessionId: 'session-1',
    channel,
    userId,
    direction: 'inbound',
    message,
    status: 'received',
    createdAt: now,
    updatedAt: now,
  }
}
