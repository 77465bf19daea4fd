import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { ChannelConfig, Message } from '../generated/types.ts'
import { GatewayError } from '../kernel/errors.ts'
import type { Log } from '../kernel/log.ts'
import type { InboundMessage } from './channel.ts'
import { cleanName, cleanText } from './inbound-text.ts'

export interface InboundOptions {
  config: Pick<ChannelConfig, 'allow' | 'maxPerMinute'>
  log: Log
  /** Resolves with the stored message once it is durable. */
  store: (message: InboundMessage) => Promise<Message>
}

/** Somebody sends more than is taken. */
class Flood extends GatewayError {
  /** Whether this is the first message of the minute that is too many. */
  readonly isFirst: boolean

  constructor(perMinute: number, { consumedPoints, msBeforeNext }: RateLimiterRes) {
    super('rateLimited', `Too many messages: ${perMinute} a minute are taken from one user.`, {
      retryAfter: Math.max(1, Math.ceil(msBeforeNext / 1_000)),
    })
    this.isFirst = consumedPoints === perMinute + 1
  }
}

/** The door through which every message of a channel comes in: who may write, how much, and what is stored of it. */
export class Inbound {
  readonly #options: InboundOptions
  readonly #limiter: RateLimiterMemory

  constructor(options: InboundOptions) {
    this.#options = options
    this.#limiter = new RateLimiterMemory({ points: options.config.maxPerMinute, duration: 60 })
  }

  /** @throws GatewayError `forbidden` or `rateLimited`: nothing is stored then; or what the store throws */
  async receive(message: InboundMessage): Promise<Message> {
    this.#refuseStranger(message)
    await this.#refuseFlood(message)
    return this.#options.store(cleaned(message))
  }

  /**
   * The same where nobody can be told to wait: what is refused is dropped, and of a flood a note stays. What the store will never
   * take is dropped too, since it would come again and again and hold up what is behind it.
   */
  async take(message: InboundMessage): Promise<void> {
    try {
      await this.receive(message)
    } catch (error) {
      if (!isRefusal(error)) {
        this.#giveUpOn(message, error)
        return
      }
      this.#options.log.debug(
        { userId: message.userId, reason: error.message },
        'a message was dropped',
      )
      if (error instanceof Flood && error.isFirst) await this.#note(message)
    }
  }

  /** @throws the error, unless trying again is of no use */
  #giveUpOn({ userId, externalId }: InboundMessage, error: unknown): void {
    if (!(error instanceof GatewayError) || error.kind !== 'internal') throw error
    this.#options.log.error({ err: error, userId, externalId }, 'a message could not be stored')
  }

  #refuseStranger({ userId, sender }: InboundMessage): void {
    const { allow } = this.#options.config
    if (allow === undefined || allow.includes(userId)) return
    if (sender !== undefined && allow.includes(sender.id)) return
    throw new GatewayError('forbidden', 'This user is not among those who may write here.')
  }

  async #refuseFlood({ userId, sender }: InboundMessage): Promise<void> {
    const { maxPerMinute } = this.#options.config
    await this.#limiter.consume(sender?.id ?? userId).catch((refusal: unknown) => {
      throw refusal instanceof RateLimiterRes ? new Flood(maxPerMinute, refusal) : refusal
    })
  }

  /** In place of the first message that was dropped. */
  async #note(message: InboundMessage): Promise<void> {
    const { maxPerMinute } = this.#options.config
    const note = `[further messages of this minute were dropped: more than ${maxPerMinute}]`
    await this.#options.store(cleaned({ ...message, message: note }))
  }
}

const isRefusal = (error: unknown): error is GatewayError =>
  error instanceof GatewayError && (error.kind === 'forbidden' || error.kind === 'rateLimited')

function cleaned({ sender, ...message }: InboundMessage): InboundMessage {
  const text = { ...message, message: cleanText(message.message) }
  if (sender === undefined) return text
  const name = sender.name === undefined ? undefined : cleanName(sender.name)
  return { ...text, sender: { id: sender.id, ...(name === undefined ? {} : { name }) } }
}
