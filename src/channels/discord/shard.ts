import { setTimeout as sleep } from 'node:timers/promises'
import type {
  FetchingStrategyOptions,
  IContextFetchingStrategy,
  IIdentifyThrottler,
  SessionInfo,
} from '@discordjs/ws'
import { Backoff } from '../../kernel/backoff.ts'
import { isGatewayUrl } from './answers.ts'
import { Connection, type ConnectionListener, type Ending } from './connection.ts'

export interface ShardListener extends Pick<ConnectionListener, 'began' | 'told' | 'odd'> {
  up(shardId: number): void
  down(shardId: number, ending: Ending): void
}

export interface ShardOptions {
  options: FetchingStrategyOptions
  throttler: IIdentifyThrottler
  /** Asks Discord whether one more session may begin. @returns where; nothing when it never may, or there is no need any more */
  admit: (signal: AbortSignal) => Promise<string | undefined>
}

/** One of the bot's connections to Discord's gateway, made again whenever it has ended. */
export class Shard {
  readonly #id: number
  readonly #options: ShardOptions
  readonly #listener: ShardListener
  readonly #backoff = new Backoff()
  readonly #stop = new AbortController()
  #gatewayUrl: string
  #connection: Connection | undefined
  #session: SessionInfo | null = null
  /** Since the last connection on which Discord said hello. */
  #misses = 0

  constructor(id: number, options: ShardOptions, listener: ShardListener) {
    this.#id = id
    this.#options = options
    this.#listener = listener
    this.#gatewayUrl = options.options.gatewayInformation.url
  }

  /** Resolves when it is stopped. Never rejects. */
  async run(): Promise<void> {
    const { signal } = this.#stop
    while (!signal.aborted) {
      this.#connection = new Connection(this.#strategy(), this.#id, this.#heard())
      this.#ended(await this.#connection.run(), this.#connection)
      await sleep(this.#backoff.next(), undefined, { signal }).catch(() => undefined)
      if (this.#session === null && !(await this.#mayBegin())) return
    }
  }

  async stop(): Promise<void> {
    this.#stop.abort()
    await this.#connection?.stop()
  }

  /** Each session counts towards a limit a day, and Discord takes the token from a bot that goes beyond. */
  async #mayBegin(): Promise<boolean> {
    const { signal } = this.#stop
    if (signal.aborted) return false
    const url = await this.#options.admit(signal)
    this.#gatewayUrl = url ?? this.#gatewayUrl
    return url !== undefined
  }

  #heard(): ConnectionListener {
    const listener = this.#listener
    return {
      began: (ready) => {
        listener.began(ready)
      },
      up: () => {
        listener.up(this.#id)
      },
      // Not before: a connection that breaks at once would be made again without a pause.
      beat: () => {
        this.#backoff.reset()
      },
      told: (event) => {
        listener.told(event)
      },
      odd: (error) => {
        listener.odd(error)
      },
    }
  }

  #strategy(): IContextFetchingStrategy {
    const { options, throttler } = this.#options
    const url = this.#url()
    let isFirst = true
    return {
      options: { ...options, gatewayInformation: { ...options.gatewayInformation, url } },
      retrieveSessionInfo: () => {
        const session = this.#session
        const connects = isFirst
        isFirst = false
        return connects && session !== null ? { ...session, resumeURL: url } : session
      },
      updateSessionInfo: (_id, session) => {
        // Whether a session is over is said by how its connection ended.
        if (session !== null) this.#session = session
      },
      waitForIdentify: async (shardId, signal) => {
        await throttler.waitForIdentify(shardId, signal)
        // The throttler does not notice, and the library would identify on a connection that is gone.
        signal.throwIfAborted()
      },
    }
  }

  /** By turns, as the server of the session may be gone for good. */
  #url(): string {
    const resumeUrl = this.#session?.resumeURL
    return this.#misses % 2 === 0 && isGatewayUrl(resumeUrl) ? resumeUrl : this.#gatewayUrl
  }

  #ended(ending: Ending, { isGreeted }: Connection): void {
    this.#misses = isGreeted ? 0 : this.#misses + 1
    // It outlives a network that breaks or is down: Discord still knows it, and what was missed in it.
    if (!ending.keepsSession) this.#session = null
    if (!this.#stop.signal.aborted) this.#listener.down(this.#id, ending)
  }
}
