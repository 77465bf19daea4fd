import { isDeepStrictEqual } from 'node:util'
import type { ChannelConfig, Message } from '../generated/types.ts'
import { GatewayError, notFound } from '../kernel/errors.ts'
import type { Log } from '../kernel/log.ts'
import type {
  Channel,
  ChannelState,
  InboundMessage,
  Position,
  WebhookReceiver,
  WebhookRequest,
} from './channel.ts'
import { Inbound } from './inbound.ts'
import { makeChannel } from './vendors.ts'

/** What the channels are given by the house. */
export interface ChannelsOptions {
  log: Log
  /** Resolves with the stored message once it is durable. */
  receive: (channel: string, message: InboundMessage) => Promise<Message>
  positions: (channel: string, limit: number) => Promise<Position[]>
  /** Told of each change of a channel's connection. */
  report: (channel: string, state: ChannelState) => void
  /** Called when a channel has been made: from now on it sends. */
  opened: (name: string, channel: Channel) => void
  /** Resolves when nothing of this channel is being sent any more. */
  closing: (name: string) => Promise<void>
}

/** A channel that works, from its start to its stop. */
interface Working {
  channel: Channel
  receiver: WebhookReceiver | undefined
  inbound: Inbound
}

/** One configured channel over all its configurations: each is closed before the next one is opened. */
export class SupervisedChannel {
  readonly #name: string
  readonly #options: ChannelsOptions
  readonly #log: Log
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
  receive(message: InboundMessage): Promise<Message> {
    return this.#running().inbound.receive(message)
  }

  /** @throws GatewayError `notFound` when it takes no webhooks or is disabled, `unauthorized` for a wrong signature */
  async receiveWebhook(request: WebhookRequest): Promise<Message> {
    const { type, enabled } = this.#config
    if (type !== 'webhook' || !enabled) throw notFound('webhook channel', this.#name)
    const { receiver, inbound } = this.#running()
    if (receiver === undefined) throw notFound('webhook channel', this.#name)
    return inbound.receive(receiver.open(request))
  }

  start(): void {
    this.#next(() => {
      this.#open()
      return Promise.resolve()
    })
  }

  /** Goes over to another configuration. */
  change(config: ChannelConfig): void {
    this.#config = config
    this.#next(async () => {
      await this.#close(config.enabled ? { ...disabled, reason: 'being changed' } : disabled)
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
    const inbound = new Inbound({
      config,
      log: this.#log,
      store: (message) => this.#options.receive(this.#name, message),
    })
    const made = makeChannel(config, {
      name: this.#name,
      log: this.#log,
      receive: (message) => inbound.receive(message),
      take: (message) => inbound.take(message),
      positions: (limit) => this.#options.positions(this.#name, limit),
      report: (state) => {
        // What it says while it is closed tells nothing new, and nothing of its successor.
        if (this.#working?.channel === made) this.#report(state)
      },
    })
    this.#working = { channel: made, receiver: 'open' in made ? made : undefined, inbound }
    made.start()
    this.#options.opened(this.#name, made)
  }

  async #close(state: ChannelState): Promise<void> {
    const working = this.#working
    if (working === undefined) return
    await this.#options.closing(this.#name)
    this.#working = undefined
    await working.channel.stop()
    this.#report(state)
  }

  #running(): Working {
    if (this.#working !== undefined) return this.#working
    throw new GatewayError('unavailable', `The channel "${this.#name}" is not running now.`)
  }

  #report(state: ChannelState): void {
    if (isDeepStrictEqual(state, this.#state)) return
    this.#state = state
    this.#options.report(this.#name, state)
  }
}

const disabled: ChannelState = { status: 'disconnected', reason: 'disabled in the configuration' }
