import { isDeepStrictEqual } from 'node:util'
import type { Config, Message, WebchatConfig } from '../generated/types.ts'
import { notFound } from '../kernel/errors.ts'
import type { ChannelState, InboundMessage, WebhookRequest } from './channel.ts'
import { type ChannelsOptions, SupervisedChannel } from './supervised-channel.ts'

export type { ChannelsOptions }

type Configs = Config['channels']

const removed = 'removed from the configuration'

/**
 * The configured channels, by name. Each lives by itself: made from its own configuration, started, changed and stopped without
 * the others.
 */
export class Channels {
  readonly #options: ChannelsOptions
  #channels = new Map<string, SupervisedChannel>()
  /** Those that are not configured any more and still finish. */
  readonly #leaving = new Map<string, Promise<void>>()
  #running = false
  #stopping = false

  constructor(configs: Configs, options: ChannelsOptions) {
    this.#options = {
      ...options,
      report: (name, state) => {
        if (this.#stopping) return
        logState(options, name, state)
        options.report(name, state)
      },
    }
    this.apply(configs)
  }

  has(name: string): boolean {
    return this.#channels.has(name)
  }

  isReady(name: string): boolean {
    return this.#channels.get(name)?.isReady === true
  }

  list(): { name: string; type: Configs[string]['type']; state: ChannelState }[] {
    return [...this.#channels].map(([name, { config, state }]) => ({
      name,
      type: config.type,
      state,
    }))
  }

  /** The web chat, when there is one and it is enabled. */
  webchat(): { name: string; config: WebchatConfig } | undefined {
    for (const [name, { config }] of this.#channels) {
      if (config.type === 'webchat' && config.enabled) return { name, config }
    }
    return undefined
  }

  /**
   * Stores a message that came over this channel, if it may come in.
   * @throws GatewayError `forbidden`, `rateLimited`, `unavailable`
   */
  async receive(name: string, message: InboundMessage): Promise<Message> {
    return this.#get(name).receive(message)
  }

  /** @throws GatewayError `notFound` when the channel takes no webhooks, `unauthorized` for a wrong signature; as `receive` */
  async receiveWebhook(name: string, request: WebhookRequest): Promise<Message> {
    return this.#get(name).receiveWebhook(request)
  }

  start(): void {
    this.#running = true
    for (const channel of this.#channels.values()) channel.start()
  }

  /** Goes over to another configuration: adds, changes and removes what differs, and leaves alone what does not. */
  apply(configs: Configs): void {
    if (this.#stopping) return
    const before = this.#channels
    this.#channels = new Map(
      Object.entries(configs).map(([name, config]) => [name, this.#kept(name, config, before)]),
    )
    for (const [name, channel] of before) {
      if (!this.#channels.has(name)) this.#leave(name, channel)
    }
  }

  async stop(): Promise<void> {
    this.#stopping = true
    await Promise.all([...this.#channels.values()].map((channel) => channel.stop('stopped')))
    await Promise.all(this.#leaving.values())
  }

  #kept(
    name: string,
    config: Configs[string],
    before: ReadonlyMap<string, SupervisedChannel>,
  ): SupervisedChannel {
    const known = before.get(name)
    if (known === undefined || !this.#running) return this.#added(name, config)
    if (!isDeepStrictEqual(known.config, config)) known.change(config)
    return known
  }

  #added(name: string, config: Configs[string]): SupervisedChannel {
    const channel = new SupervisedChannel(name, config, this.#options)
    if (!this.#running) return channel
    const predecessor = this.#leaving.get(name)
    if (predecessor === undefined) channel.start()
    else
      void predecessor.then(() => {
        channel.start()
      })
    return channel
  }

  #leave(name: string, channel: SupervisedChannel): void {
    const gone = Promise.all([this.#leaving.get(name), channel.stop(removed)]).then(() => {
      if (this.#leaving.get(name) === gone) this.#leaving.delete(name)
    })
    this.#leaving.set(name, gone)
  }

  #get(name: string): SupervisedChannel {
    const channel = this.#channels.get(name)
    if (channel === undefined) throw notFound('channel', name)
    return channel
  }
}

function logState(
  { log }: ChannelsOptions,
  channel: string,
  { status, reason }: ChannelState,
): void {
  if (status === 'connected') log.info({ channel }, 'connected')
  else if (status !== 'connecting') log.warn({ channel, status, reason }, 'not connected')
}
