import { GatewayDispatchEvents } from 'discord-api-types/v10'
import type { DiscordConfig } from '../../generated/types.ts'
import type { Bot as RunningBot } from '../bot-channel.ts'
import type { Admission, ChannelContext, OutboundMessage, SendOutcome } from '../channel.ts'
import { Addresses } from './addresses.ts'
import { DiscordApi } from './api.ts'
import { Gateway } from './gateway.ts'
import { History } from './history.ts'
import { Limits } from './limits.ts'
import { Places } from './places.ts'
import { Reader } from './reader.ts'
import { Receiver } from './receiver.ts'
import { Sender } from './sender.ts'

/** Connects from the moment it is made. */
export class Bot implements RunningBot {
  readonly #api: DiscordApi
  readonly #limits: Limits
  readonly #sender: Sender
  readonly #receiver: Receiver
  readonly #gateway: Gateway
  readonly #running: Promise<void>

  constructor(config: DiscordConfig, context: ChannelContext) {
    const api = new DiscordApi(config)
    this.#api = api
    const addresses = new Addresses(api)
    const places = new Places(config.allowedChannels)
    this.#limits = new Limits(() => api.pausedForMs)
    this.#sender = new Sender(config, api, addresses, this.#limits)
    const receiver = new Receiver(context, {
      reader: new Reader(places),
      history: new History(api, addresses, places),
      addresses,
    })
    this.#receiver = receiver
    this.#gateway = new Gateway(
      { token: config.botToken, api, context },
      {
        began: ({ user }) => {
          receiver.begin(user.id)
        },
        told: (event) => {
          try {
            places.follow(event)
            if (event.t === GatewayDispatchEvents.MessageCreate) receiver.add(event.d)
          } catch (error) {
            // It is lost, and would be again: a connection that is made for it would only break.
            context.log.error({ err: error, event: event.t }, 'an event could not be read')
            context.fault('An event from Discord could not be read.')
          }
        },
      },
    )
    this.#running = this.#gateway.run()
  }

  admit(userId: string): Admission {
    return this.#limits.admit(userId)
  }

  send(message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome> {
    return this.#sender.send(message, signal)
  }

  async stop(): Promise<void> {
    await this.#gateway.stop()
    await this.#running
    await this.#receiver.stop()
    this.#api.close()
  }
}
