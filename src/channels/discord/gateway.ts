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
import { Backoff } from '../backoff.ts'
import type { ChannelContext } from '../channel.ts'
import type { DiscordApi } from './api.ts'
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
  [GatewayCloseCodes.ShardingRequired]:
    'The bot has outgrown its connections: start the channel anew',
  [GatewayCloseCodes.InvalidAPIVersion]: 'Discord no longer speaks this version of its API',
  [GatewayCloseCodes.InvalidIntents]: intentsRefused,
  [GatewayCloseCodes.DisallowedIntents]: intentsRefused,
}

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

  /** Resolves when the connections are being made, or never will be. Never rejects. */
  async run(): Promise<void> {
    const { signal } = this.#stop
    const backoff = new Backoff()
    while (!signal.aborted) {
      const waitMs = await this.#connect()
      if (waitMs === undefined) return
      const ms = Math.min(longestWaitMs, Math.max(backoff.next(), waitMs))
      // Rejects only when it is stopped, and then there is nothing more to wait for.
      await sleep(ms, undefined, { signal }).catch(() => undefined)
    }
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    await Promise.all(this.#shards.map((shard) => shard.stop()))
  }

  began(ready: GatewayReadyDispatchData): void {
    this.#listener.began(ready)
  }

  told(event: GatewayDispatchPayload): void {
    this.#listener.told(event)
  }

  up(shardId: number): void {
    this.#up.add(shardId)
    if (this.#up.size === this.#shards.length) this.#report({ status: 'connected' })
  }

  down(shardId: number, code: number, fault: string | undefined): void {
    this.#up.delete(shardId)
    const final = finalCloses[code]
    if (final === undefined) this.#report({ status: 'disconnected', reason: closed(code, fault) })
    else this.#giveUp(`${final} (${code}).`)
  }

  /** @returns nothing when there is no more to do, else for how long at least to wait before the next try */
  async #connect(): Promise<number | undefined> {
    try {
      const info = await this.#parts.api.gatewayBot(this.#stop.signal)
      const { remaining, reset_after } = info.session_start_limit
      if (remaining >= info.shards) {
        this.#open(info)
        return undefined
      }
      const reason = `Discord lets this bot connect again in ${Math.ceil(reset_after / 1_000)} s.`
      this.#report({ status: 'disconnected', reason })
      return reset_after
    } catch (error) {
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
    if (this.#stop.signal.aborted) return
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
    this.#shards = Array.from({ length: shardCount }, (_, id) => {
      return new Shard(id, { options, throttler }, this)
    })
    for (const shard of this.#shards) shard.start()
  }

  #giveUp(reason: string): void {
    this.#report({ status: 'error', reason })
    void this.stop()
  }

  #report(state: Parameters<ChannelContext['report']>[0]): void {
    if (!this.#stop.signal.aborted) this.#parts.context.report(state)
  }
}

function closed(code: number, fault: string | undefined): string {
  if (fault !== undefined) return `The connection to Discord's gateway failed (${fault}).`
  if (code === 4_200) return "The connection to Discord's gateway is being renewed."
  return `The connection to Discord's gateway was closed (${code}).`
}
