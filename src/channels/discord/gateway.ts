import { setTimeout as sleep } from 'node:timers/promises'
import {
  DefaultWebSocketManagerOptions,
  type FetchingStrategyOptions,
  SimpleIdentifyThrottler,
} from '@discordjs/ws'
import {
  type APIGatewayBotInfo,
  GatewayCloseCodes,
  type GatewayDispatchPayload,
  GatewayIntentBits,
  type GatewayReadyDispatchData,
} from 'discord-api-types/v10'
import { Backoff } from '../../kernel/backoff.ts'
import type { ChannelContext } from '../channel.ts'
import type { DiscordApi } from './api.ts'
import type { Ending } from './connection.ts'
import { faultOf } from './faults.ts'
import { Shard, type ShardListener } from './shard.ts'

const intents = (GatewayIntentBits.Guilds |
  GatewayIntentBits.GuildMessages |
  GatewayIntentBits.DirectMessages |
  GatewayIntentBits.MessageContent) as GatewayIntentBits

const handshakeTimeout = 10_000
const helloTimeout = 20_000
const longestWaitMs = 3_600_000

const intentsRefused =
  'Discord refused the intents: switch on "Message Content Intent" for this bot in the developer portal'

/** Closes after which the same connection would be refused again. */
const finalCloses: Record<number, string> = {
  [GatewayCloseCodes.AuthenticationFailed]: 'Discord refused the bot token',
  [GatewayCloseCodes.InvalidShard]: 'Discord refused the shard',
  [GatewayCloseCodes.InvalidAPIVersion]: 'Discord no longer speaks this version of its API',
  [GatewayCloseCodes.InvalidIntents]: intentsRefused,
  [GatewayCloseCodes.DisallowedIntents]: intentsRefused,
}

const outgrown: number = GatewayCloseCodes.ShardingRequired

export interface GatewayParts {
  token: string
  api: DiscordApi
  context: ChannelContext
}

export type GatewayListener = Pick<ShardListener, 'began' | 'told'>

/** All connections to Discord's gateway, as many as Discord asks for, and the channel's state, which is theirs. */
export class Gateway implements ShardListener {
  readonly #parts: GatewayParts
  readonly #listener: GatewayListener
  readonly #stop = new AbortController()
  readonly #up = new Set<number>()
  #shards: Shard[] = []

  constructor(parts: GatewayParts, listener: GatewayListener) {
    this.#parts = parts
    this.#listener = listener
  }

  /** Resolves when it is stopped, or Discord refuses the bot. Never rejects. */
  async run(): Promise<void> {
    const { signal } = this.#stop
    const backoff = new Backoff()
    while (!signal.aborted) {
      const info = await this.#admitted(signal)
      if (info === undefined) return
      this.#open(info)
      await Promise.all(this.#shards.map((shard) => shard.run()))
      await pause(backoff.next(), signal)
    }
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#close()
  }

  began(ready: GatewayReadyDispatchData): void {
    this.#listener.began(ready)
  }

  told(event: GatewayDispatchPayload): void {
    this.#listener.told(event)
  }

  odd(error: unknown): void {
    const { log, fault } = this.#parts.context
    log.error({ err: error }, 'what Discord sent could not be read')
    fault('Discord sent something that could not be read: the connection is made again.')
  }

  up(shardId: number): void {
    this.#up.add(shardId)
    if (this.#up.size === this.#shards.length) this.#report({ status: 'connected' })
  }

  down(shardId: number, { code = 0, reason }: Ending): void {
    this.#up.delete(shardId)
    const final = finalCloses[code]
    if (final !== undefined) {
      this.#giveUp(`${final} (${code}).`)
      return
    }
    this.#report({ status: 'disconnected', reason })
    // Then Discord says how many it has to make, and `run` makes them.
    if (code === outgrown) void this.#close()
  }

  /** Asks until sessions may begin. @returns nothing when they never may, or it is stopped */
  async #admitted(signal: AbortSignal, sessions?: number): Promise<APIGatewayBotInfo | undefined> {
    const backoff = new Backoff()
    while (!signal.aborted) {
      const answer = await this.#ask(signal, sessions)
      if (typeof answer !== 'number') return answer
      await pause(Math.min(longestWaitMs, Math.max(backoff.next(), answer)), signal)
    }
    return undefined
  }

  /**
   * @param sessions how many are to begin; without it as many as Discord asks for
   * @returns for how long at least to wait before the next try, or nothing when there is none
   */
  async #ask(
    signal: AbortSignal,
    sessions?: number,
  ): Promise<APIGatewayBotInfo | number | undefined> {
    try {
      const info = await this.#parts.api.gatewayBot(signal)
      const { remaining, reset_after } = info.session_start_limit
      if (remaining >= (sessions ?? info.shards)) return info
      const reason = `Discord lets this bot connect again in ${Math.ceil(reset_after / 1_000)} s.`
      this.#report({ status: 'disconnected', reason })
      return reset_after
    } catch (error) {
      if (signal.aborted) return undefined
      const { kind, reason, retryAfterMs = 0 } = faultOf(error)
      if (kind !== 'unauthorized') {
        this.#report({ status: 'disconnected', reason })
        return retryAfterMs
      }
      this.#giveUp('Discord refused the bot token (401).')
      return undefined
    }
  }

  #open(gatewayInformation: APIGatewayBotInfo): void {
    const { shards: shardCount, session_start_limit } = gatewayInformation
    const { token } = this.#parts
    const throttler = new SimpleIdentifyThrottler(session_start_limit.max_concurrency)
    const options: FetchingStrategyOptions = {
      ...DefaultWebSocketManagerOptions,
      token,
      intents,
      gatewayInformation,
      shardCount,
      handshakeTimeout,
      helloTimeout,
    }
    const admit = async (signal: AbortSignal): Promise<string | undefined> =>
      (await this.#admitted(signal, 1))?.url
    this.#up.clear()
    this.#shards = this.#stop.signal.aborted
      ? []
      : Array.from({ length: shardCount }, (_, id) => {
          return new Shard(id, { options, throttler, admit }, this)
        })
  }

  async #close(): Promise<void> {
    await Promise.all(this.#shards.map((shard) => shard.stop()))
  }

  #giveUp(reason: string): void {
    this.#report({ status: 'error', reason })
    void this.stop()
  }

  #report(state: Parameters<ChannelContext['report']>[0]): void {
    if (!this.#stop.signal.aborted) this.#parts.context.report(state)
  }
}

async function pause(ms: number, signal: AbortSignal): Promise<void> {
  // Rejects only when it is stopped, and then there is nothing more to wait for.
  await sleep(ms, undefined, { signal }).catch(() => undefined)
}
