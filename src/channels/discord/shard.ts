import { setTimeout as sleep } from 'node:timers/promises'
import {
  type FetchingStrategyOptions,
  type IIdentifyThrottler,
  type SessionInfo,
  WebSocketShard,
  WebSocketShardEvents,
} from '@discordjs/ws'
import type { GatewayDispatchPayload, GatewayReadyDispatchData } from 'discord-api-types/v10'
import { Backoff } from '../backoff.ts'
import { networkFault } from '../network.ts'

/** A dead connection is closed only by the library's own time limit. */
const stopMs = 1_000

/** Closes after which a session can't be resumed. */
const sessionEnds = new Set([1_000, 4_003, 4_005, 4_007, 4_008])

export interface ShardListener {
  /** A new session: nothing is told of what was said before it. */
  began(ready: GatewayReadyDispatchData): void
  /** The connection stands; what was missed since the last one is told. */
  up(shardId: number): void
  /** @param fault the network's, where it was the network */
  down(shardId: number, code: number, fault: string | undefined): void
  told(event: GatewayDispatchPayload): void
}

export interface ShardOptions {
  options: FetchingStrategyOptions
  throttler: IIdentifyThrottler
}

/**
 * One connection to Discord's gateway, made again whenever it breaks. The library's shard does that; as its strategy this class
 * adds what it lacks: pauses that grow, a session that outlives a network that is down, and a stop at any time.
 */
export class Shard {
  readonly #id: number
  readonly #options: ShardOptions
  readonly #listener: ShardListener
  readonly #shard: WebSocketShard
  readonly #backoff = new Backoff()
  readonly #stop = new AbortController()
  #session: SessionInfo | null = null
  #attempts = 0
  /** Since the last connection that stood. */
  #misses = 0
  /** Whether Discord has said hello on this connection. */
  #greeted = false
  #closedWith: number | undefined
  #fault: string | undefined

  constructor(id: number, options: ShardOptions, listener: ShardListener) {
    this.#id = id
    this.#options = options
    this.#listener = listener
    this.#shard = new WebSocketShard(
      {
        options: options.options,
        retrieveSessionInfo: () => (this.#greeted ? this.#session : this.#nextSession()),
        updateSessionInfo: (_id, session) => {
          this.#update(session)
        },
        waitForIdentify: async (shardId, signal) => {
          await options.throttler.waitForIdentify(shardId, signal)
          // The throttler does not notice. The library would identify on the next connection, and where that is still being made
          // its failure would end the process.
          signal.throwIfAborted()
        },
      },
      id,
    )
    this.#listen()
  }

  start(): void {
    // Rejects with the first failure, of which the events tell too, and connects again all the same.
    this.#shard.connect().catch(() => undefined)
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    if (!this.#greeted) return
    const over = new AbortController()
    const moment = sleep(stopMs, undefined, { signal: over.signal }).catch(() => undefined)
    await Promise.race([this.#close(), moment])
    over.abort()
  }

  #listen(): void {
    const shard = this.#shard
    shard.on(WebSocketShardEvents.Hello, () => {
      this.#greeted = true
      this.#misses = 0
      // The library can't give up a connection that is still being made: its failure would then be nobody's, and end the process.
      if (this.#stop.signal.aborted) void this.#close()
    })
    shard.on(WebSocketShardEvents.Ready, ({ data }) => {
      this.#listener.began(data)
      this.#listener.up(this.#id)
    })
    shard.on(WebSocketShardEvents.Resumed, () => {
      this.#listener.up(this.#id)
    })
    // Not before: a connection that breaks at once would be made again without a pause.
    shard.on(WebSocketShardEvents.HeartbeatComplete, () => {
      this.#backoff.reset()
    })
    shard.on(WebSocketShardEvents.Dispatch, ({ data }) => {
      this.#listener.told(data)
    })
    shard.on(WebSocketShardEvents.Error, ({ error }) => {
      this.#fault = networkFault(error)
    })
    shard.on(WebSocketShardEvents.Closed, ({ code }) => {
      this.#closed(code)
    })
  }

  #close(): Promise<void> {
    return this.#shard.destroy({ code: 1_000, reason: 'stopped' })
  }

  #closed(code: number): void {
    if (!this.#greeted) this.#misses += 1
    this.#greeted = false
    this.#closedWith = code
    const fault = this.#fault
    this.#fault = undefined
    if (!this.#stop.signal.aborted) this.#listener.down(this.#id, code, fault)
  }

  /** Asked for before each connection: when it resolves, the connection is made. */
  async #nextSession(): Promise<SessionInfo | null> {
    const { signal } = this.#stop
    if (this.#attempts > 0) {
      await sleep(this.#backoff.next(), undefined, { signal }).catch(() => undefined)
    }
    // The library has no other way to be stopped between two connections.
    if (signal.aborted) await new Promise<never>(() => undefined)
    this.#attempts += 1
    this.#closedWith = undefined
    return this.#session === null ? null : { ...this.#session, resumeURL: this.#url(this.#session) }
  }

  /** By turns, as the server of the session may be gone for good. */
  #url({ resumeURL }: SessionInfo): string {
    const { url } = this.#options.options.gatewayInformation
    return this.#misses % 2 === 0 && URL.canParse(resumeURL) ? resumeURL : url
  }

  /** The library drops a session also when the network broke or is down; Discord still knows it, and what was missed in it. */
  #update(session: SessionInfo | null): void {
    const ended = this.#greeted || sessionEnds.has(this.#closedWith ?? 0)
    if (session !== null || ended) this.#session = session
  }
}
