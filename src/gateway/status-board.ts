import { totalmem } from 'node:os'
import type { Channels } from '../channels/channels.ts'
import type { Sessions } from '../conversations/sessions.ts'
import { version } from '../generated/operations.ts'
import type { Channel, ConfigProblem, Health, Status } from '../generated/types.ts'
import type { Store } from '../store/store.ts'

const MB = 1_048_576

export interface BoardOptions {
  store: Store
  channels: Channels
  sessions: Sessions
  configProblem: () => ConfigProblem | undefined
}

/** Tells how the gateway is doing. */
export class StatusBoard {
  stopping = false
  readonly #options: BoardOptions

  constructor(options: BoardOptions) {
    this.#options = options
  }

  async health(): Promise<Health> {
    const writable = await this.#options.store.writable()
    return { status: writable ? 'ok' : 'degraded', version, uptime: Math.floor(process.uptime()) }
  }

  async status(): Promise<Status> {
    const { channels, sessions } = this.#options
    const states = channels.list()
    const configProblem = this.#options.configProblem()
    return {
      gateway: this.stopping ? 'stopping' : 'running',
      channels: Object.fromEntries(states.map(({ name, state }) => [name, state.status])),
      channelReasons: Object.fromEntries(
        states.flatMap(({ name, state: { reason } }) =>
          reason === undefined ? [] : [[name, reason]],
        ),
      ),
      sessions: await sessions.count(),
      ...(configProblem && { configProblem }),
      memory: {
        used: Math.round(process.memoryUsage.rss() / MB),
        total: Math.round(available() / MB),
      },
    }
  }

  async channels(): Promise<Channel[]> {
    const { store, channels } = this.#options
    const rows = await store.read((tables) => tables.channelCounts.list())
    const counts = new Map(rows.map((row) => [row.channel, row]))
    return channels.list().map(({ name, type, state }) => ({
      name,
      type,
      ...state,
      messagesReceived: counts.get(name)?.received ?? 0,
      messagesSent: counts.get(name)?.sent ?? 0,
      messagesFailed: counts.get(name)?.failed ?? 0,
      messagesUnknown: counts.get(name)?.unknown ?? 0,
    }))
  }
}

/** In bytes: what the container may have, or else the machine's memory. Without a limit Node reports 0 or a huge number. */
function available(): number {
  const limit = process.constrainedMemory()
  return limit > 0 && limit < totalmem() ? limit : totalmem()
}
