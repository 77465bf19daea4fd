import { setImmediate as nextTurn } from 'node:timers/promises'
import {
  type IContextFetchingStrategy,
  type SessionInfo,
  type WebSocketShardDestroyOptions,
  WebSocketShardDestroyRecovery,
  WebSocketShardEvents,
} from '@discordjs/ws'
import {
  type GatewayDispatchPayload,
  GatewayOpcodes,
  type GatewayReadyDispatchData,
} from 'discord-api-types/v10'
import { networkFault } from '../network.ts'
import { frameOf } from './frames.ts'
import { connecting, LibraryShard } from './library-shard.ts'

/** A dead one is not closed, only left. */
const closingMs = 1_000
/** What was missed comes first. */
const resumeMs = 60_000

/** Closes after which a session can't be resumed. */
const sessionEnds = new Set([1_000, 4_003, 4_005, 4_007, 4_008])

const leaves = 1_000
const comesBack = 4_200

/** How a connection ended. */
export interface Ending {
  /** With which the other side closed it; none where this side did. */
  code?: number
  reason: string
  keepsSession: boolean
}

export interface ConnectionListener {
  /** A new session: nothing is told of what was said before it. */
  began(ready: GatewayReadyDispatchData): void
  /** The connection stands; what was missed since the last one is told. */
  up(): void
  /** A heartbeat was answered. */
  beat(): void
  told(event: GatewayDispatchPayload): void
  /** Something came that could not be read: the connection ends. */
  odd(error: unknown): void
}

/**
 * One connection to Discord's gateway. The library's shard would make the next one by itself, at once, from several places at a
 * time and also when it was told to stop; this one ends, once, and says how. Nothing that comes in may throw: nobody would
 * catch it, and the process would end.
 */
export class Connection extends LibraryShard {
  readonly #listener: ConnectionListener
  readonly #ended = Promise.withResolvers<Ending>()
  #ending: Ending | undefined
  #fault: string | undefined
  #isGreeted = false
  #isUp = false

  constructor(strategy: IContextFetchingStrategy, id: number, listener: ConnectionListener) {
    super(strategy, id)
    this.#listener = listener
    this.#listen()
  }

  /** Whether Discord has said hello. */
  get isGreeted(): boolean {
    return this.#isGreeted
  }

  /** Resolves when it has ended. */
  run(): Promise<Ending> {
    this.internalConnect().catch((error: unknown) => {
      this.#giveUp(error)
    })
    return this.#ended.promise
  }

  /** Resolves when it has ended, in whatever state it is. */
  async stop(): Promise<void> {
    this.#end({ reason: 'stopped', keepsSession: false })
    await this.#ended.promise
  }

  override destroy({ recover }: WebSocketShardDestroyOptions = {}): Promise<void> {
    const resumes = recover === WebSocketShardDestroyRecovery.Resume
    // That nobody said hello tells nothing of the session.
    const keepsSession = resumes || !this.#isGreeted
    this.#end({ reason: "Discord's gateway does not answer.", keepsSession })
    // What of the library asked for it must not go on: it would identify, or beat for ever.
    return new Promise<never>(() => undefined)
  }

  override onClose(code: number): Promise<void> {
    const how = this.#fault === undefined ? `was closed (${code})` : `failed (${this.#fault})`
    const reason = `The connection to Discord's gateway ${how}.`
    this.emit(WebSocketShardEvents.Closed, { code })
    this.#end({ code, reason, keepsSession: !sessionEnds.has(code) })
    return Promise.resolve()
  }

  override onError(error: Error): void {
    this.#fault ??= networkFault(error)
  }

  override async onMessage(data: unknown, isBinary: boolean): Promise<void> {
    try {
      await super.onMessage(data, isBinary)
    } catch (error) {
      this.#giveUp(error)
    }
  }

  /** @returns what is left to the library */
  override async unpackMessage(data: unknown, isBinary: boolean): Promise<unknown> {
    const unpacked = await super.unpackMessage(data, isBinary)
    if (this.#ending !== undefined) return null
    const { op, d } = frameOf(unpacked, this.#isGreeted)
    // Not when the library tells: what came with it is unpacked before that.
    this.#isGreeted = true
    if (op === GatewayOpcodes.Reconnect) {
      const reason = "The connection to Discord's gateway is being renewed."
      this.#end({ reason, keepsSession: true })
    } else if (op === GatewayOpcodes.InvalidSession) {
      this.#end({ reason: 'Discord ended the session.', keepsSession: d === true })
    } else return unpacked
    return null
  }

  override async resume(session: SessionInfo): Promise<void> {
    await super.resume(session)
    await this.waitForEvent(WebSocketShardEvents.Resumed, resumeMs)
  }

  #listen(): void {
    this.on(WebSocketShardEvents.Ready, ({ data }) => {
      this.#listener.began(data)
      this.#stands()
    })
    this.on(WebSocketShardEvents.Resumed, () => {
      this.#stands()
    })
    this.on(WebSocketShardEvents.HeartbeatComplete, () => {
      if (this.#isUp) this.#listener.beat()
    })
    this.on(WebSocketShardEvents.Dispatch, ({ data }) => {
      this.#listener.told(data)
    })
  }

  #stands(): void {
    this.#isUp = true
    this.#listener.up()
  }

  #giveUp(error: unknown): void {
    if (this.#ending !== undefined) return
    this.#listener.odd(error)
    // Once it stood, the session is good; before that, it may be the cause.
    this.#end({ reason: 'Discord sent what could not be read.', keepsSession: this.#isUp })
  }

  #end(ending: Ending): void {
    if (this.#ending !== undefined) return
    this.#ending = ending
    void this.#close(ending.keepsSession ? comesBack : leaves).finally(() => {
      this.#ended.resolve(ending)
    })
  }

  async #close(code: number): Promise<void> {
    // The library is about to make it.
    if (this.connection === null) await nextTurn()
    const socket = this.connection
    // The library takes its own listener away, and with nobody to hear of it an error ends the process.
    socket?.on('error', () => undefined)
    if (socket?.readyState === connecting) socket.terminate()
    const limit = setTimeout(() => socket?.terminate(), closingMs)
    await super.destroy({ code })
    clearTimeout(limit)
  }
}
