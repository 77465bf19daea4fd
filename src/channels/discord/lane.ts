import { setTimeout as sleep } from 'node:timers/promises'
import type { APIMessage } from 'discord-api-types/v10'
import type { Log } from '../../kernel/log.ts'
import { Backoff } from '../../kernel/backoff.ts'
import type { InboundMessage } from '../channel.ts'
import { pageSize } from './api.ts'
import { codeOf, faultOf } from './faults.ts'

const longestQueue = 100

/** What all conversations share. */
export interface LaneHouse {
  log: Log
  fault: (message: string) => void
  /** Resolves when it may begin. */
  opened: Promise<void>
  /** Rejects only when the store fails. */
  take: (message: InboundMessage) => Promise<void>
  /** Told of what was taken, whether it was stored or dropped. */
  seen: (userId: string, messageId: string) => void
  /** Oldest first; fewer than a page when there are no more. */
  after: (userId: string, messageId: string, signal: AbortSignal) => Promise<APIMessage[]>
  read: (message: APIMessage, userId: string) => InboundMessage | undefined
  /** How many more messages may wait in memory, in all conversations together. */
  room: { left: number }
  /** Aborted: what waits is taken, nothing more is fetched, nothing tried again. */
  stopping: AbortSignal
  /** Aborted: what waits is left, for the catch-up of the next start. */
  leaving: AbortSignal
}

/**
 * One conversation on its way into the store, in order: each message is tried until it is stored. What is missing in it, because
 * nobody told or because more came than may wait in memory, is a gap; it is fetched from Discord, behind the last message that
 * is stored. What was told after it waits for that, and is stored also where Discord refuses to show the rest.
 */
export class Lane {
  readonly #userId: string
  readonly #house: LaneHouse
  /** What follows the last one that is stored. */
  readonly #queue: InboundMessage[] = []
  /** What was told after the gap, if there is one. */
  readonly #beyond: InboundMessage[] = []
  #after: string
  #hasBegun = false
  /** How often something has gone missing since it was last fetched. */
  #gaps = 0
  /** How many that were told are among it. */
  #dropped = 0

  /** @param after the last message of the conversation that is stored, or any id before the first one that is not */
  constructor(userId: string, after: string, house: LaneHouse) {
    this.#userId = userId
    this.#after = after
    this.#house = house
  }

  add(message: InboundMessage): void {
    const queue = this.#gaps === 0 ? this.#queue : this.#beyond
    if (queue.length >= longestQueue || this.#house.room.left <= 0) {
      this.#gaps += 1
      this.#dropped += 1
      return
    }
    this.#house.room.left -= 1
    queue.push(message)
  }

  /** What was said since the last message that it has was missed. */
  fallBehind(): void {
    this.#gaps += 1
  }

  /** Before all that waits, what was said since this message was missed. */
  startAfter(messageId: string): void {
    // Then it knows better.
    if (this.#hasBegun) return
    this.#after = messageId
    this.#beyond.unshift(...this.#queue.splice(0))
    this.#gaps += 1
  }

  /** Takes all there is. Calls `ended` in the turn in which it finds nothing left. Never rejects. */
  async run(ended: () => void): Promise<void> {
    await this.#house.opened
    this.#hasBegun = true
    while (this.#queue.length > 0 || this.#gaps > 0) if (!(await this.#step())) break
    this.#house.room.left += this.#queue.length + this.#beyond.length
    ended()
  }

  /** @returns false when it had to be left */
  async #step(): Promise<boolean> {
    const next = this.#queue.shift()
    if (next !== undefined) {
      this.#house.room.left += 1
      return this.#take(next)
    }
    const [gaps, dropped] = [this.#gaps, this.#dropped]
    const caughtUp = await this.#catchUp()
    if (caughtUp === 'left') return false
    if (caughtUp === 'refused') this.#giveUp()
    else {
      // What went missing meanwhile may have been said after the last page was read.
      this.#gaps -= gaps
      this.#dropped -= dropped
    }
    if (this.#gaps === 0) this.#queue.push(...this.#beyond.splice(0))
    return true
  }

  /** @returns false when it had to be left: then what follows it must not be stored either, it would be taken for the last */
  async #take(message: InboundMessage): Promise<boolean> {
    const { take, seen, log, leaving } = this.#house
    const backoff = new Backoff()
    while (!leaving.aborted) {
      try {
        await take(message)
        this.#after = message.externalId
        seen(this.#userId, message.externalId)
        return true
      } catch (error) {
        log.error({ err: error }, 'a message that came in could not be stored')
        if (this.#isStopping()) return false
        await this.#pause(backoff.next())
      }
    }
    return false
  }

  async #catchUp(): Promise<'all' | 'refused' | 'left'> {
    let after = this.#after
    for (;;) {
      const page = await this.#page(after)
      if (typeof page === 'string') return page
      for (const message of page) {
        const inbound = this.#house.read(message, this.#userId)
        if (inbound !== undefined && !(await this.#take(inbound))) return 'left'
        this.#forget(message.id)
        after = message.id
      }
      if (page.length < pageSize) return 'all'
    }
  }

  #giveUp(): void {
    if (this.#dropped > 0) {
      const what = `${this.#dropped} messages in ${this.#userId}`
      this.#house.fault(`${what} were lost: they came too fast, and Discord refuses to show them.`)
    }
    this.#gaps = 0
    this.#dropped = 0
  }

  /** What was fetched may have been told as well. */
  #forget(messageId: string): void {
    const index = this.#beyond.findIndex(({ externalId }) => externalId === messageId)
    if (index === -1) return
    this.#beyond.splice(index, 1)
    this.#house.room.left += 1
  }

  /** @returns `left` when it is stopped */
  async #page(after: string): Promise<APIMessage[] | 'refused' | 'left'> {
    const { log, stopping } = this.#house
    const backoff = new Backoff()
    while (!this.#isStopping()) {
      try {
        return await this.#house.after(this.#userId, after, stopping)
      } catch (error) {
        if (this.#isStopping()) return 'left'
        const { kind, retryAfterMs = 0 } = faultOf(error)
        const bindings = { userId: this.#userId, code: codeOf(error) }
        log.warn(bindings, 'what was missed in a conversation could not be fetched')
        if (kind === 'refused') return 'refused'
        await this.#pause(Math.max(backoff.next(), retryAfterMs))
      }
    }
    return 'left'
  }

  #isStopping(): boolean {
    return this.#house.stopping.aborted
  }

  async #pause(ms: number): Promise<void> {
    // Rejects only when it is stopped, and then there is nothing more to wait for.
    await sleep(ms, undefined, { signal: this.#house.stopping }).catch(() => undefined)
  }
}
