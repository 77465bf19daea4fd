import { setTimeout as sleep } from 'node:timers/promises'
import type { APIMessage } from 'discord-api-types/v10'
import type { Log } from '../../kernel/log.ts'
import { Backoff } from '../backoff.ts'
import type { InboundMessage } from '../channel.ts'
import { pageSize } from './api.ts'
import { codeOf, faultOf } from './faults.ts'

const longestQueue = 100

/** What all conversations share. */
export interface LaneHouse {
  log: Log
  /** Resolves when it may begin. */
  opened: Promise<void>
  /** Rejects only when the store fails. */
  take: (message: InboundMessage) => Promise<void>
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
 * One conversation on its way into the store, in order: each message is tried until it is stored. When more come than may wait
 * in memory it falls behind; what it has let go by it then fetches from Discord, behind the last one that it has stored.
 */
export class Lane {
  readonly #userId: string
  readonly #house: LaneHouse
  readonly #queue: InboundMessage[] = []
  #after: string
  #behind = false

  /** @param after the last message of the conversation that is stored, or any id before the first one that is not */
  constructor(userId: string, after: string, house: LaneHouse) {
    this.#userId = userId
    this.#after = after
    this.#house = house
  }

  add(message: InboundMessage): void {
    if (this.#behind || this.#queue.length >= longestQueue || this.#house.room.left <= 0) {
      this.#behind = true
      return
    }
    this.#house.room.left -= 1
    this.#queue.push(message)
  }

  /** What was said since the last message that it has was missed. */
  fallBehind(): void {
    this.#behind = true
  }

  /** Before all that waits, what was said since this message was missed; all that waits is among it. */
  startAfter(messageId: string): void {
    if (this.#behind) return
    this.#house.room.left += this.#queue.length
    this.#queue.length = 0
    this.#after = messageId
    this.#behind = true
  }

  /** Takes all there is. Calls `ended` in the turn in which it finds nothing left. Never rejects. */
  async run(ended: () => void): Promise<void> {
    await this.#house.opened
    let isMore = true
    while (isMore) isMore = await this.#step()
    this.#house.room.left += this.#queue.length
    ended()
  }

  async #step(): Promise<boolean> {
    const next = this.#queue.shift()
    if (next !== undefined) {
      this.#house.room.left += 1
      return this.#take(next)
    }
    if (!this.#behind) return false
    // From here on what is said now is kept: it may be written after the last page was read.
    this.#behind = false
    return this.#catchUp()
  }

  /** @returns false when it had to be left: then what follows it must not be stored either, it would be taken for the last */
  async #take(message: InboundMessage): Promise<boolean> {
    const { take, log, leaving } = this.#house
    const backoff = new Backoff()
    while (!leaving.aborted) {
      try {
        await take(message)
        this.#after = message.externalId
        return true
      } catch (error) {
        log.error({ err: error }, 'a message that came in could not be stored')
        if (this.#isStopping()) return false
        await this.#pause(backoff.next())
      }
    }
    return false
  }

  async #catchUp(): Promise<boolean> {
    let after = this.#after
    for (;;) {
      const page = await this.#page(after)
      if (page === undefined) return false
      for (const message of page) {
        const inbound = this.#house.read(message, this.#userId)
        if (inbound !== undefined && !(await this.#take(inbound))) return false
        this.#forget(message.id)
        after = message.id
      }
      if (page.length < pageSize) return true
    }
  }

  /** What was fetched may have been told as well. */
  #forget(messageId: string): void {
    const index = this.#queue.findIndex(({ externalId }) => externalId === messageId)
    if (index === -1) return
    this.#queue.splice(index, 1)
    this.#house.room.left += 1
  }

  /** @returns nothing when it is stopped; no messages when Discord refuses to show them */
  async #page(after: string): Promise<APIMessage[] | undefined> {
    const { log, stopping } = this.#house
    const backoff = new Backoff()
    while (!this.#isStopping()) {
      try {
        return await this.#house.after(this.#userId, after, stopping)
      } catch (error) {
        if (this.#isStopping()) return undefined
        const { kind, retryAfterMs = 0 } = faultOf(error)
        const bindings = { userId: this.#userId, code: codeOf(error) }
        log.warn(bindings, 'what was missed in a conversation could not be fetched')
        if (kind === 'refused') return []
        await this.#pause(Math.max(backoff.next(), retryAfterMs))
      }
    }
    return undefined
  }

  #isStopping(): boolean {
    return this.#house.stopping.aborted
  }

  async #pause(ms: number): Promise<void> {
    // Rejects only when it is stopped, and then there is nothing more to wait for.
    await sleep(ms, undefined, { signal: this.#house.stopping }).catch(() => undefined)
  }
}
