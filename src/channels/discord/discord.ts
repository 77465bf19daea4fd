import type { DiscordConfig } from '../../generated/types.ts'
import type {
  Admission,
  Channel,
  ChannelContext,
  OutboundMessage,
  SendOutcome,
} from '../channel.ts'
import type { Bot } from './bot.ts'
import { fits } from './markup.ts'

/** Well below what the contract gives a reason. */
const reasonLength = 500

/** A Discord bot. Its vendor's libraries are loaded at the start of the first one. */
export function createDiscord(config: DiscordConfig, context: ChannelContext): Channel {
  return new Discord(config, context)
}

class Discord implements Channel {
  /** Discord's documentation says "the past few minutes"; two are what we rely on. */
  readonly dropsRepeatsForMs = 120_000
  readonly needsConnection = true
  readonly #config: DiscordConfig
  readonly #context: ChannelContext
  #bot: Promise<Bot | undefined> | undefined

  constructor(config: DiscordConfig, context: ChannelContext) {
    this.#config = config
    this.#context = {
      ...context,
      report: ({ status, reason }) => {
        context.report(reason === undefined ? { status } : { status, reason: this.#scrub(reason) })
      },
    }
  }

  fits(text: string): boolean {
    return fits(text, this.#config)
  }

  async admit(userId: string): Promise<Admission> {
    const bot = await this.#bot
    return bot?.admit(userId) ?? { waitMs: 0, of: 'channel' }
  }

  start(): void {
    this.#bot ??= this.#open()
  }

  async send(message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome> {
    const bot = await this.#bot
    if (bot === undefined) return { outcome: 'later', reason: 'The channel is not running.' }
    if (signal.aborted) return { outcome: 'later', reason: 'There was no time left to send it.' }
    const outcome = await bot.send(message, signal)
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
      this.#context.log.error({ err: error }, 'the Discord library could not be loaded')
      this.#context.report({ status: 'error', reason: 'The Discord library could not be loaded.' })
      return undefined
    }
  }

  /** What a server or a proxy says may repeat what it was sent. */
  #scrub(reason: string): string {
    return reason.replaceAll(this.#config.botToken, '[redacted]').slice(0, reasonLength)
  }
}
