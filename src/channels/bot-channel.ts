import type { Admission, Channel, ChannelContext, OutboundMessage, SendOutcome } from './channel.ts'

/** A bot that is running: it connects from the moment it is made. */
export interface Bot {
  admit(userId: string): Admission | Promise<Admission>
  send(message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome>
  stop(): Promise<void>
}

export interface BotChannelOptions extends Pick<Channel, 'dropsRepeatsForMs' | 'fits'> {
  /** What people call the service. */
  vendor: string
  /** Never told: URLs hold it, and so may what a server or a proxy says of them. */
  token: string
  context: ChannelContext
  /** Loads the vendor's library and makes the bot. */
  open: (context: ChannelContext) => Promise<Bot>
}

/** A channel that is a bot on a chat service. Its vendor's library is loaded at the first start. */
export function createBotChannel(options: BotChannelOptions): Channel {
  return new BotChannel(options)
}

class BotChannel implements Channel {
  readonly dropsRepeatsForMs: number
  readonly fits: NonNullable<Channel['fits']>
  readonly needsConnection = true
  readonly #options: BotChannelOptions
  readonly #context: ChannelContext
  #bot: Promise<Bot | undefined> | undefined

  constructor(options: BotChannelOptions) {
    const { dropsRepeatsForMs, fits = () => true, context } = options
    this.dropsRepeatsForMs = dropsRepeatsForMs
    this.fits = fits
    this.#options = options
    this.#context = {
      ...context,
      report: ({ status, reason }) => {
        context.report(reason === undefined ? { status } : { status, reason: this.#scrub(reason) })
      },
      fault: (message) => {
        context.fault(this.#scrub(message))
      },
    }
  }

  async admit(userId: string): Promise<Admission> {
    const bot = await this.#bot
    return (await bot?.admit(userId)) ?? { waitMs: 0, of: 'channel' }
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
      return await this.#options.open(this.#context)
    } catch (error) {
      const reason = `The ${this.#options.vendor} library could not be loaded.`
      this.#context.log.error({ err: error }, reason)
      this.#context.report({ status: 'error', reason })
      return undefined
    }
  }

  #scrub(text: string): string {
    return text.replaceAll(this.#options.token, '[redacted]')
  }
}
