import type { Channel } from '../channels/channel.ts'
import type { MessageRow, MessageTable } from '../store/store.ts'

const mostRoom = 32

/** Keeps a lane within the limits of its channel's service. */
export class Gate {
  readonly #channel: Channel
  #closedUntil = 0
  #room = mostRoom

  constructor(channel: Channel) {
    this.#channel = channel
  }

  /** Milliseconds for which nothing may go out at all; 0 when it is open. */
  get closedMs(): number {
    return Math.max(0, this.#closedUntil - Date.now())
  }

  /** As many as are worth claiming: what could not go would be claimed in vain. */
  get room(): number {
    return this.#room
  }

  /**
   * Of messages that were claimed in this transaction, those that may go now. The others are released in it, so that what only
   * waits is never taken for being sent.
   */
  async admit(
    messages: Pick<MessageTable, 'release'>,
    claimed: readonly MessageRow[],
  ): Promise<MessageRow[]> {
    const admitted: MessageRow[] = []
    for (const row of claimed) {
      const freeAt = this.closedMs > 0 ? Date.now() : await this.#freeAt(row.userId)
      if (freeAt === undefined) admitted.push(row)
      else await messages.release(row, freeAt)
    }
    // None admitted: the window was used up by those before, which says nothing of its size.
    if (this.closedMs === 0) this.#room = Math.min(mostRoom, this.#room + 1)
    else if (admitted.length > 0) this.#room = admitted.length
    return admitted
  }

  /** When this conversation's message has to be tried again; undefined when it may go now. */
  async #freeAt(userId: string): Promise<number | undefined> {
    const admission = await this.#channel.admit?.(userId)
    if (admission === undefined || admission.waitMs === 0) return undefined
    const freeAt = Date.now() + admission.waitMs
    if (admission.of === 'channel') this.#closedUntil = freeAt
    return freeAt
  }
}
