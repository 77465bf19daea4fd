import { setTimeout as sleep } from 'node:timers/promises'
import type { Update, UserFromGetMe } from 'grammy/types'
import { Backoff } from '../../kernel/backoff.ts'
import type { ChannelContext, InboundMessage } from '../channel.ts'
import { type BotApi, ForeignAnswer } from './api.ts'
import { NotStored, pollFault } from './faults.ts'
import { inboundOf } from './inbound.ts'

const pollSeconds = 30
const shortestPollMs = 1_000
const longestWaitMs = 3_600_000
const confirmMs = 2_000

/**
 * Long polling. grammY's own takes an update for handled when its handler throws, and ends at the first conflict; this one
 * moves the offset, with which Telegram is told what we have, only past what is stored, and goes on until it is stopped.
 */
export class Poller {
  readonly #api: BotApi
  readonly #context: ChannelContext
  readonly #stop = new AbortController()
  readonly #backoff = new Backoff()
  #me: UserFromGetMe | undefined
  /** The next update to ask for; asking confirms all before it. */
  #offset = 0
  #confirmed = 0

  constructor(api: BotApi, context: ChannelContext) {
    this.#api = api
    this.#context = context
  }

  /** Resolves after `stop`, or when Telegram refuses the token. Never rejects. */
  async run(): Promise<void> {
    while (!this.#isStopped()) {
      try {
        await this.#session()
      } catch (error) {
        if (!this.#isStopped() && (await this.#isOver(error))) return
      }
    }
    await this.#confirm()
  }

  stop(): void {
    this.#stop.abort()
  }

  #isStopped(): boolean {
    return this.#stop.signal.aborted
  }

  async #session(): Promise<void> {
    this.#me ??= await this.#api.getMe(this.#stop.signal)
    // A long poll would tell only after 30 s that all is well.
    await this.#round(this.#me, 0)
    if (!this.#isStopped()) this.#context.report({ status: 'connected' })
    while (!this.#isStopped()) {
      await this.#round(this.#me, pollSeconds)
      // Not before: with two pollers each one's first poll succeeds and throws the other out.
      this.#backoff.reset()
    }
  }

  async #round(me: UserFromGetMe, timeout: number): Promise<void> {
    const begun = performance.now()
    const query = { offset: this.#offset, timeout }
    const updates = await this.#api.getUpdates(query, this.#stop.signal)
    // Without their numbers nothing of them could be acknowledged.
    if (!updates.every(isNumbered)) throw new ForeignAnswer(200)
    this.#confirmed = this.#offset
    for (const update of updates) {
      if (this.#isStopped()) return
      await this.#take(me, update)
    }
    // A server that does not know `timeout` would be asked without a pause.
    const early = timeout > 0 && updates.length === 0
    if (early && performance.now() - begun < shortestPollMs) await this.#pause(shortestPollMs)
  }

  async #take(me: UserFromGetMe, update: Update): Promise<void> {
    const message = this.#read(me, update)
    if (message !== undefined) await this.#store(message)
    this.#offset = update.update_id + 1
  }

  /** @returns undefined for what is no message, and for what is not as Telegram documents it, which would hold up all others */
  #read(me: UserFromGetMe, update: Update): InboundMessage | undefined {
    try {
      return inboundOf(me, update)
    } catch (error) {
      const { update_id: updateId } = update
      this.#context.log.error({ err: error, updateId }, 'an update could not be read')
      this.#context.fault(`Telegram's update ${updateId} could not be read and is left out.`)
      return undefined
    }
  }

  async #store(message: InboundMessage): Promise<void> {
    try {
      await this.#context.take(message)
    } catch (error) {
      this.#context.log.error({ err: error }, 'a message that came in could not be stored')
      throw new NotStored('take failed', { cause: error })
    }
  }

  /** Tells what happened and, unless that is the end, waits until it is time to try again. */
  async #isOver(error: unknown): Promise<boolean> {
    const { reason, final, retryAfterMs } = pollFault(error)
    this.#context.report({ status: final ? 'error' : 'disconnected', reason })
    if (!final) {
      await this.#pause(Math.min(longestWaitMs, Math.max(this.#backoff.next(), retryAfterMs)))
    }
    return final
  }

  async #pause(ms: number): Promise<void> {
    // Rejects only when it is stopped, and then there is nothing more to wait for.
    await sleep(ms, undefined, { signal: this.#stop.signal }).catch(() => undefined)
  }

  /** Tells Telegram of what was stored last, so that the next start does not get it again. A repeat would do no harm. */
  async #confirm(): Promise<void> {
    if (this.#offset === this.#confirmed) return
    const signal = AbortSignal.timeout(confirmMs)
    await this.#api
      .getUpdates({ offset: this.#offset, timeout: 0, limit: 1 }, signal)
      .catch(() => undefined)
  }
}

const isNumbered = (update: Update | null): boolean => Number.isSafeInteger(update?.update_id)
