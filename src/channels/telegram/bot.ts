import type { TelegramConfig } from '../../generated/types.ts'
import type { Bot as RunningBot } from '../bot-channel.ts'
import type { Admission, ChannelContext, OutboundMessage, SendOutcome } from '../channel.ts'
import { type BotApi, createApi } from './api.ts'
import { sendFault } from './faults.ts'
import { Poller } from './poller.ts'
import { SendLimits } from './send-limits.ts'

/** Polls from the moment it is made. */
export class Bot implements RunningBot {
  readonly #api: BotApi
  readonly #limits = new SendLimits()
  readonly #poller: Poller
  readonly #polling: Promise<void>

  constructor(config: TelegramConfig, context: ChannelContext) {
    this.#api = createApi(config)
    this.#poller = new Poller(this.#api, context)
    this.#polling = this.#poller.run()
  }

  admit(chat: string): Promise<Admission> {
    return this.#limits.admit(chat)
  }

  async send({ userId, message }: OutboundMessage, signal: AbortSignal): Promise<SendOutcome> {
    await this.#limits.leave(userId)
    try {
      await this.#api.sendMessage(userId, message, signal)
      return { outcome: 'sent' }
    } catch (error) {
      const outcome = sendFault(error)
      if (outcome.outcome === 'later') await this.#limits.block(userId, outcome.retryAfterMs)
      return outcome
    }
  }

  async stop(): Promise<void> {
    this.#poller.stop()
    await this.#polling
  }
}
