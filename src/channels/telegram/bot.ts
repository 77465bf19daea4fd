import type { TelegramConfig } from '../../generated/types.ts'
import type { ChannelContext, OutboundMessage, SendOutcome } from '../channel.ts'
import { type BotApi, createApi } from './api.ts'
import { sendFault } from './faults.ts'
import { Poller } from './poller.ts'

/** A bot that is running: it polls from the moment it is made. */
export class Bot {
  readonly #api: BotApi
  readonly #poller: Poller
  readonly #polling: Promise<void>

  constructor(config: TelegramConfig, context: ChannelContext) {
    this.#api = createApi(config)
    this.#poller = new Poller(this.#api, context)
    this.#polling = this.#poller.run()
  }

  async send({ userId, message }: OutboundMessage, signal: AbortSignal): Promise<SendOutcome> {
    try {
      await this.#api.sendMessage(userId, message, signal)
      return { outcome: 'sent' }
    } catch (error) {
      return sendFault(error)
    }
  }

  async stop(): Promise<void> {
    this.#poller.stop()
    await this.#polling
  }
}
