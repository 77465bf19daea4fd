import { isDeepStrictEqual } from 'node:util'
import type { ChannelConfig, Config, Message } from '../generated/types.ts'
import { notFound } from '../kernel/errors.ts'
import type { Log } from '../kernel/log.ts'
import type {
  Channel,
  ChannelContext,
  ChannelState,
  InboundMessage,
  WebhookReceiver,
  WebhookRequest,
} from './channel.ts'
import { createTelegram } from './telegram/telegram.ts'
import { createWebhook } from './webhook/webhook.ts'

type ConfigByType = { [C in ChannelConfig as C['type']]: C }
type ChannelType = keyof ConfigByType
type Factory<T extends ChannelType> = (
  config: ConfigByType[T],
  context: ChannelContext,
) => Channel | (Channel & WebhookReceiver)

/** Every vendor. A type of the contract without one does not compile. */
const factories: { [T in ChannelType]: Factory<T> } = {
  telegram: createTelegram,
  webhook: createWebhook,
}

export interface ChannelsOptions {
  log: Log
  /** Resolves with the stored message once it is durable. */
  receive: (channel: string, message: InboundMessage) => Promise<Message>
  /** Told of each change of a channel's connection. */
  report?: (channel: string, state: ChannelState) => void
}

interface Entry {
  channel: Channel
  receiver?: WebhookReceiver
  state: ChannelState
}

/**
 * The configured channels, by name. Each lives by itself: made from its own configuration, started and stopped without the
 * others.
 */
export class Channels {
  readonly #options: ChannelsOptions
  readonly #entries = new Map<string, Entry>()
  #stopping = false

  constructor(configs: Config['channels'], options: ChannelsOptions) {
    this.#options = options
    for (const [name, config] of Object.entries(configs)) this.#add(name, config)
  }

  names(): string[] {
    return [...this.#entries.keys()]
  }

  has(name: string): boolean {
    return this.#entries.has(name)
  }

  get(name: string): Channel | undefined {
    return this.#entries.get(name)?.channel
  }

  /** Whether a message that is sent now has a chance; when that changes, `report` tells. */
  isReady(name: string): boolean {
    const entry = this.#entries.get(name)
    if (entry === undefined) return false
    return !entry.channel.needsConnection || entry.state.status === 'connected'
  }

  /**
   * What a signed request holds.
   * @throws GatewayError `notFound` when the channel takes none or is disabled, `unauthorized` for a wrong signature
   */
  openWebhook(name: string, request: WebhookRequest): InboundMessage {
    const receiver = this.#entries.get(name)?.receiver
    if (receiver === undefined) throw notFound('webhook channel', name)
    return receiver.open(request)
  }

  states(): Record<string, ChannelState> {
    return Object.fromEntries([...this.#entries].map(([name, { state }]) => [name, state]))
  }

  start(): void {
    for (const { channel } of this.#entries.values()) channel.start()
  }

  async stop(): Promise<void> {
    this.#stopping = true
    await Promise.all([...this.#entries.values()].map(({ channel }) => channel.stop()))
  }

  #add(name: string, config: ChannelConfig): void {
    const log = this.#options.log.child({ channel: name })
    const entry: Entry = { channel: disabled, state: off }
    this.#entries.set(name, entry)
    if (!config.enabled) return
    entry.state = { status: 'disconnected', reason: 'not started' }
    const channel = make(config.type, config, {
      name,
      log,
      receive: (message) => this.#options.receive(name, message),
      report: (state) => {
        if (isDeepStrictEqual(state, entry.state)) return
        entry.state = state
        if (!this.#stopping) logState(log, state)
        this.#options.report?.(name, state)
      },
    })
    entry.channel = channel
    if ('open' in channel) entry.receiver = channel
  }
}

const off: ChannelState = { status: 'disconnected', reason: 'disabled in the configuration' }

const disabled: Channel = {
  deduplicates: false,
  needsConnection: true,
  start: () => undefined,
  send: () =>
    Promise.resolve({ outcome: 'later', reason: 'The channel is disabled in the configuration.' }),
  stop: () => Promise.resolve(),
}

/** The type parameter ties a vendor's configuration to its factory. */
const make = <T extends ChannelType>(type: T, config: ConfigByType[T], context: ChannelContext) =>
  factories[type](config, context)

const logState = (log: Log, { status, reason }: ChannelState): void => {
  if (status === 'connected') log.info('connected')
  else if (status !== 'connecting') log.warn({ status, reason }, 'not connected')
}
