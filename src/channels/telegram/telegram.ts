import type { TelegramConfig } from '../../generated/types.ts'
import type {
  Admission,
  Channel,
  ChannelContext,
  OutboundMessage,
  SendOutcome,
} from '../channel.ts'
import type { Bot } from './bot.ts'
import { SendLimits } from './send-limits.ts'

/** Well below what the contract gives a reason. */
const reasonLength = 500
/** In UTF-16 units. With markup, which Telegram does not count, it is a little less than what would go. */
const longestText = 4_096

/** A Telegram bot, by long polling. Its vendor's library is loaded at the start of the first one. */
export function createTelegram(config: TelegramConfig, context: ChannelContext): Channel {
  return new Telegram(config, context)
}

class Telegram implements Channel {
  readonly dropsRepeatsForMs = 0
  readonly needsConnection = true
  readonly #config: TelegramConfig
  readonly #context: ChannelContext
  readonly #limits = new SendLimits()
  #bot: Promise<Bot | undefined> | undefined

  constructor(config: TelegramConfig, context: ChannelContext) {
    this.#config = config
    this.#context = {
      ...context,
      report: ({ status, reason }) => {
        context.report(reason === undefined ? { status } : { status, reason: this.#scrub(reason) })
      },
    }
  }

  fits(text: string): boolean {
    return text.length <= longestText
  }

  admit(userId: string): Promise<Admission> {
    return this.#limits.admit(userId)
  }

  start(): void {
    this.#bot ??= this.#open()
  }

  async send(message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome> {
    const bot = await this.#bot
    if (bot === undefined) return { outcome: 'later', reason: 'The channel is not running.' }
    if (signal.aborted) return { outcome: 'later', reason: 'There was no time left to send it.' }
    await this.#limits.leave(message.userId)
    const outcome = await bot.send(message, signal)
    if (outcome.outcome === 'later') await this.#limits.block(message.userId, outcome.retryAfterMs)
    return outcome.outcome === 'sent'
      ? outcome
      : { ...outcome, reason: this.#scrub(outcome.reason) }
  }

  async stop(): Promise<void> {
    const bot = this.#bot
    this.#bot = undefined
    await (await bot)?.stop()
    this.#context.report({ status: 'disconnected', reason: 'stopped' })
  }

  async #open(): Promise<Bot | undefined> {
    this.#context.report({ status: 'connecting' })
    try {
      const { Bot } = await import('./bot.ts')
      return new Bot(this.#config, this.#context)
    } catch (error) {
      this.#context.log.error({ err: error }, 'the Telegram library could not be loaded')
      this.#context.report({ status: 'error', reason: 'The Telegram library could not be loaded.' })
      return undefined
    }
  }

  /** Telegram's URLs hold the bot's token, and so may what a server or a proxy says of them. */
  #scrub(reason: string): string {
    return reason.replaceAll(this.#config.botToken, '[redacted]').slice(0, reasonLength)
  }
}
