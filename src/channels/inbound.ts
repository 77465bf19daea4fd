import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { ChannelConfig, Message } from '../generated/types.ts'
import { GatewayError } from '../kernel/errors.ts'
import type { Log } from '../kernel/log.ts'
import type { InboundMessage } from './channel.ts'
import { cleanName, cleanText } from './inbound-text.ts'

const minuteMs = 60_000

export interface InboundOptions {
  /** Asked at each message. */
  config: () => Pick<ChannelConfig, 'allow' | 'maxPerMinute'>
  log: Log
  /** The message that is stored under this id already. */
  find: (externalId: string) => Promise<Message | undefined>
  /** Resolves with the stored message once it is durable. */
  store: (message: InboundMessage) => Promise<Message>
}

/** The door through which every message of a channel comes in: who may write, how much, and what is stored of it. */
export class Inbound {
  readonly #options: InboundOptions
  readonly #taken = new RateLimiterMemory({ points: 1, duration: 60 })
  readonly #noted = new RateLimiterMemory({ points: 1, duration: 60 })

  constructor(options: InboundOptions) {
    this.#options = options
  }

  /** @throws GatewayError `forbidden` or `rateLimited`: nothing is stored then; or what the store throws */
  async receive(message: InboundMessage): Promise<Message> {
    this.#refuseStranger(message)
    // A repeat uses up nothing, and is answered also where the original was the last one that was taken.
    const known = await this.#options.find(message.externalId)
    if (known !== undefined) return known
    await this.#refuseFlood(message)
    try {
      return await this.#options.store(cleaned(message))
    } catch (error) {
      // It will come again.
      await this.#taken.reward(keyOf(message))
      throw error
    }
  }

  /**
   * The same where nobody can be told to wait: what is refused is dropped, and of a flood a note stays. What the store will never
   * take is dropped too, since it would come again and again and hold up what is behind it.
   */
  async take(message: InboundMessage): Promise<void> {
    try {
      await this.receive(message)
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error
      await this.#drop(message, error)
    }
  }

  /** @throws the error, where the same message may be stored later */
  async #drop(message: InboundMessage, error: GatewayError): Promise<void> {
    const { userId, externalId } = message
    const { log } = this.#options
    if (error.kind === 'internal') {
      log.error({ err: error, userId, externalId }, 'a message could not be stored')
    } else if (error.kind === 'forbidden' || error.kind === 'rateLimited') {
      log.debug({ userId, reason: error.message }, 'a message was dropped')
      if (error.kind === 'rateLimited') await this.#note(message)
    } else throw error
  }

  #refuseStranger({ userId, sender }: InboundMessage): void {
    const { allow } = this.#options.config()
    if (allow === undefined || allow.includes(userId)) return
    if (sender !== undefined && allow.includes(sender.id)) return
    throw new GatewayError('forbidden', 'This user is not among those who may write here.')
  }

  async #refuseFlood(message: InboundMessage): Promise<void> {
    const { maxPerMinute } = this.#options.config()
    this.#taken.points = maxPerMinute
    const refusal = await refusalOf(this.#taken, keyOf(message))
    if (refusal === undefined) return
    const text = `Too many messages: ${maxPerMinute} a minute are taken from one user.`
    const retryAfter = Math.max(1, Math.ceil(refusal.msBeforeNext / 1_000))
    throw new GatewayError('rateLimited', text, { retryAfter })
  }

  /** Once a minute in each conversation, in place of the first message that was dropped. */
  async #note(message: InboundMessage): Promise<void> {
    const key = `${keyOf(message)} in ${message.userId}`
    if ((await refusalOf(this.#noted, key)) !== undefined) return
    const { maxPerMinute } = this.#options.config()
    const note = `[further messages of this minute were dropped: more than ${maxPerMinute}]`
    try {
      await this.#options.store(cleaned({ ...message, message: note }))
    } catch (error) {
      await this.#noted.delete(key)
      throw error
    }
  }
}

/** Who wrote it, and in which minute: what waited while the gateway was away comes all at once, and is no flood. */
const keyOf = ({ userId, sender, writtenAt }: InboundMessage): string => {
  const minute = writtenAt === undefined ? '' : `@${Math.floor(writtenAt.getTime() / minuteMs)}`
  return `${sender?.id ?? userId}${minute}`
}

const refusalOf = (limiter: RateLimiterMemory, key: string): Promise<RateLimiterRes | undefined> =>
  limiter.consume(key).then(
    () => undefined,
    (refusal: unknown) => {
      if (refusal instanceof RateLimiterRes) return refusal
      throw refusal
    },
  )

function cleaned({ sender, ...message }: InboundMessage): InboundMessage {
  const text = { ...message, message: cleanText(message.message) }
  if (sender === undefined) return text
  const name = sender.name === undefined ? undefined : cleanName(sender.name)
  return { ...text, sender: { id: sender.id, ...(name === undefined ? {} : { name }) } }
}
