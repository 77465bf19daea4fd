import type { EventStream } from '../gateway/gateway.ts'
import type { EventType } from '../generated/events.ts'
import type { ChatMessage, Message } from '../generated/types.ts'
import { toChatMessage } from './chat-frames.ts'

/** Must not throw and must not wait. */
export type Follower = (message: ChatMessage) => void

const messageTypes: ReadonlySet<EventType> = new Set(['message:received', 'message:sent'])

/** Brings the live messages of the web chat to its visitors: one place in the event log for all of them. */
export class ChatFeed {
  readonly #events: EventStream
  readonly #channel: () => string | undefined
  readonly #followers = new Map<string, Set<Follower>>()
  #unsubscribe: (() => void) | undefined

  /** @param channel the web chat's; other channels may have users of the same names */
  constructor(events: EventStream, channel: () => string | undefined) {
    this.#events = events
    this.#channel = channel
  }

  /** @returns a function that ends it */
  follow(userId: string, follower: Follower): () => void {
    const tabs = this.#followers.get(userId) ?? new Set()
    this.#followers.set(userId, tabs.add(follower))
    this.#unsubscribe ??= this.#events.subscribe({
      deliver: (frames) => {
        for (const { type, frame } of frames) {
          if (frame !== undefined && messageTypes.has(type)) this.#deliver(frame)
        }
      },
    })
    return () => {
      tabs.delete(follower)
      if (tabs.size === 0 && this.#followers.get(userId) === tabs) this.#followers.delete(userId)
      if (this.#followers.size === 0) this.#leave()
    }
  }

  #deliver(frame: Buffer): void {
    const { payload } = JSON.parse(frame.toString()) as { payload: Message }
    if (payload.channel !== this.#channel()) return
    const message = toChatMessage(payload)
    for (const follower of this.#followers.get(payload.userId) ?? []) follower(message)
  }

  #leave(): void {
    this.#unsubscribe?.()
    this.#unsubscribe = undefined
  }
}
