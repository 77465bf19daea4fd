import { isDeepStrictEqual } from 'node:util'
import type { ChannelConfig, Message } from '../generated/types.ts'
import { GatewayError, notFound } from '../kernel/errors.ts'
import type { Log } from '../kernel/log.ts'
import {
  type Channel,
  type ChannelContext,
  type ChannelState,
  type InboundMessage,
  longestReason,
  type Position,
  type WebhookReceiver,
  type WebhookRequest,
} from './channel.ts'
import { Inbound } from './inbound.ts'
import { makeChannel } from './vendors.ts'

/** What the channels are given by the house. */
export interface ChannelsOptions {
  log: Log
  /** Resolves with the stored message once it is durable. */
  receive: (channel: string, message: InboundMessage) => Promise<Message>
  /** The message of this channel that is stored under this id already. */
  find: (channel: string, externalId: string) => Promise<Message | undefined>
  positions: (channel: string, limit: number) => Promise<Position[]>
  /** Told of each change of a channel's connection. */
  report: (channel: string, state: ChannelState) => void
  /** Told of what went wrong once and is not tried again. */
  fault: (channel: string, message: string) => void
  /** Called when a channel has been made: from now on it sends. */
  opened: (name: string, channel: Channel) => void
  /** Resolves when nothing of this channel is being sent any more. */
  closing: (name: string) => Promise<void>
}

/** A channel that works, from its start to its stop. */
interface Working {
  config: ChannelConfig
  channel: Channel
  receiver: WebhookReceiver | undefined
  /** Nothing comes in any more, while what is being sent still ends. */
  isClosing: boolean
}

/** One configured channel over all its configurations: each is closed before the next one is opened. */
export class SupervisedChannel {
  readonly #name: string
  readonly #options: ChannelsOptions
  readonly #log: Log
  readonly #inbound: Inbound
  #config: ChannelConfig
  #state: ChannelState = { status: 'disconnected', reason: 'not started' }
  #working: Working | undefined
  #turn: Promise<void> = Promise.resolve()
  #stopped = false

  constructor(name: string, config: ChannelConfig, options: ChannelsOptions) {
    this.#name = name
    this.#config = config
    this.#options = options
    this.#log = options.log.child({ channel: name })
    this.#inbound = new Inbound({
      config: () => this.#config,
      log: this.#log,
      find: (externalId) => options.find(name, externalId),
      store: (message) => options.receive(name, message),
    })
    if (!config.enabled) this.#state = disabled
  }

  get config(): ChannelConfig {
    return this.#config
  }

  get state(): ChannelState {
    return this.#state
  }

  /** Whether a message that is sent now has a chance; when that changes, `report` tells. */
  get isReady(): boolean {
    if (this.#working === undefined) return false
    return !this.#working.channel.needsConnection || this.#state.status === 'connected'
  }

  /** @throws GatewayError `unavailable` while it is not running, and what `Inbound.receive` throws */
  async receive(message: InboundMessage): Promise<Message> {
    this.#running()
    return this.#inbound.receive(message)
  }

  /** @throws GatewayError `notFound` when it takes no webhooks or is disabled, `unauthorized` for a wrong signature */
  async receiveWebhook(request: WebhookRequest): Promise<Message> {
    const { type, enabled } = this.#config
    if (type !== 'webhook' || !enabled) throw notFound('webhook channel', this.#name)
    const { receiver } = this.#running()
    if (receiver === undefined) throw notFound('webhook channel', this.#name)
    return this.#inbound.receive(receiver.open(request))
  }

  start(): void {
    this.#next(() => {
      this.#open()
      return Promise.resolve()
    })
  }

  /** Goes over to another configuration, or to the newest one where several came at once. Who may write changes in place. */
  change(config: ChannelConfig): void {
    this.#config = config
    this.#next(async () => {
      const { enabled } = this.#config
      if (enabled && this.#working !== undefined && this.#isConnectedAs(this.#working)) return
      await this.#close(enabled ? { ...disabled, reason: 'being changed' } : disabled)
      this.#open()
    })
  }

  /** @param reason why it is not there any more */
  async stop(reason: string): Promise<void> {
    this.#stopped = true
    this.#next(() => this.#close({ status: 'disconnected', reason }))
    await this.#turn
  }

  #next(step: () => Promise<void>): void {
    this.#turn = this.#turn.then(step).catch((error: unknown) => {
      this.#log.error({ err: error }, 'the channel failed in an unforeseen way')
      this.#report({ status: 'error', reason: 'The channel failed in an unforeseen way.' })
    })
  }

  #open(): void {
    if (this.#stopped) return
    const config = this.#config
    if (!config.enabled) {
      this.#report(disabled)
      return
    }
    const made = makeChannel(
      config,
      this.#contextOf(() => this.#working?.channel === made),
    )
    const receiver = 'open' in made ? made : undefined
    this.#working = { config, channel: made, receiver, isClosing: false }
    made.start()
    this.#options.opened(this.#name, made)
  }

  async #close(state: ChannelState): Promise<void> {
    const working = this.#working
    if (working === undefined) return
    working.isClosing = true
    this.#report(state)
    await this.#options.closing(this.#name)
    this.#working = undefined
    await working.channel.stop()
  }

  /** @param isCurrent what a channel that is closed says tells nothing new, and nothing of its successor */
  #contextOf(isCurrent: () => boolean): ChannelContext {
    const { positions, fault } = this.#options
    return {
      log: this.#log,
      take: async (message) => {
        this.#running()
        await this.#inbound.take(message)
      },
      positions: (limit) => positions(this.#name, limit),
      report: (state) => {
        if (isCurrent() && this.#working?.isClosing === false) this.#report(state)
      },
      fault: (message) => {
        fault(this.#name, message.slice(0, longestReason).toWellFormed())
      },
    }
  }

  /** Whether only such keys differ as `Inbound` asks for at each message. */
  #isConnectedAs({ config }: Working): boolean {
    const { allow, maxPerMinute } = this.#config
    return isDeepStrictEqual(
      { ...config, allow, maxPerMinute },
      { ...this.#config, allow, maxPerMinute },
    )
  }

  #running(): Working {
    if (this.#working?.isClosing === false) return this.#working
    throw new GatewayError('unavailable', `The channel "${this.#name}" is not running now.`)
  }

  #report({ status, reason }: ChannelState): void {
    const told =
      reason === undefined ? {} : { reason: reason.slice(0, longestReason).toWellFormed() }
    const state = { status, ...told }
    if (isDeepStrictEqual(state, this.#state)) return
    this.#state = state
    this.#options.report(this.#name, state)
  }
}

const disabled: ChannelState = { status: 'disconnected', reason: 'disabled in the configuration' }
