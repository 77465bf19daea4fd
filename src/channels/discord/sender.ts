import type { DiscordConfig } from '../../generated/types.ts'
import type { OutboundMessage, SendOutcome } from '../channel.ts'
import { type Addresses, isAddress } from './addresses.ts'
import type { DiscordApi } from './api.ts'
import { faultOf, outcomeOf } from './faults.ts'
import type { Limits } from './limits.ts'
import { nonceOf, render } from './markup.ts'

const notAnAddress: SendOutcome = {
  outcome: 'never',
  reason: "Not an address on Discord: it takes a user's id, or channel: and the id of a channel.",
}

export class Sender {
  readonly #config: DiscordConfig
  readonly #api: DiscordApi
  readonly #addresses: Addresses
  readonly #limits: Limits

  constructor(config: DiscordConfig, api: DiscordApi, addresses: Addresses, limits: Limits) {
    this.#config = config
    this.#api = api
    this.#addresses = addresses
    this.#limits = limits
  }

  async send(message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome> {
    if (!isAddress(message.userId)) return notAnAddress
    let channelId: string
    try {
      channelId = await this.#addresses.channelOf(message.userId, signal)
    } catch (error) {
      const outcome = this.#failed(message, error)
      // Whatever became of that call, the message itself did not leave.
      return outcome.outcome === 'unknown' ? { ...outcome, outcome: 'later' } : outcome
    }
    if (signal.aborted) return { outcome: 'later', reason: 'There was no time left to send it.' }
    return this.#post(channelId, message, signal)
  }

  async #post(
    channelId: string,
    message: OutboundMessage,
    signal: AbortSignal,
  ): Promise<SendOutcome> {
    const content = render(message.message, this.#config)
    try {
      const post = { content, nonce: nonceOf(message, content) }
      const allowance = await this.#api.createMessage(channelId, post, signal)
      if (allowance !== undefined) this.#limits.learn(message.userId, allowance)
      return { outcome: 'sent' }
    } catch (error) {
      if (signal.aborted) return { outcome: 'unknown', reason: 'There was no time left to wait.' }
      return this.#failed(message, error)
    }
  }

  #failed({ userId }: OutboundMessage, error: unknown): SendOutcome {
    const fault = faultOf(error)
    if (fault.retryAfterMs !== undefined) {
      this.#limits.learn(userId, { remaining: 0, resetsInMs: fault.retryAfterMs })
    }
    return outcomeOf(fault)
  }
}
