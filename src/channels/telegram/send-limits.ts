import { RateLimiterMemory } from 'rate-limiter-flexible'
import type { Admission } from '../channel.ts'

interface Limit {
  limiter: RateLimiterMemory
  of: Admission['of']
  applies: (chat: string) => boolean
}

/** A group's number is negative; a channel, and a group that is public, also has a name with `@`. */
const isGroup = (chat: string): boolean => /^[-@]/.test(chat)

const anyChat = 'all'

/** A little more than a second: what leaves a second apart may arrive closer together. */
const chatMs = 1_050

/**
 * What Telegram lets a bot send: 30 messages a second overall, one a second to a chat, 20 a minute to a group. The library counts in
 * windows that follow each other, so that the end of one and the beginning of the next may hold twice as many within a window's
 * time. So each window here is a fraction of the real one and as many of them as can overlap it hold no more than is allowed: six of
 * 200 ms have 30 places, five of 15 s have 20.
 */
export class SendLimits {
  readonly #chat: Limit = {
    limiter: new RateLimiterMemory({ keyPrefix: 'chat', points: 1, duration: chatMs / 1_000 }),
    of: 'conversation',
    applies: () => true,
  }
  readonly #limits: Limit[] = [
    {
      limiter: new RateLimiterMemory({ keyPrefix: anyChat, points: 5, duration: 0.2 }),
      of: 'channel',
      applies: () => true,
    },
    this.#chat,
    {
      limiter: new RateLimiterMemory({ keyPrefix: 'group', points: 4, duration: 15 }),
      of: 'conversation',
      applies: isGroup,
    },
  ]

  /** Takes a place in every window that applies, or in none. */
  async admit(chat: string): Promise<Admission> {
    const applying = this.#limits.filter(({ applies }) => applies(chat))
    for (const { limiter, of } of applying) {
      const state = await limiter.get(keyOf(of, chat))
      if (state !== null && state.remainingPoints <= 0) {
        return { waitMs: Math.max(1, state.msBeforeNext), of }
      }
    }
    for (const { limiter, of } of applying) await limiter.consume(keyOf(of, chat))
    return { waitMs: 0, of: 'conversation' }
  }

  /** A message leaves now, which may be a good while after it was admitted: the next one to this chat follows a second after it. */
  async leave(chat: string): Promise<void> {
    await this.block(chat, chatMs)
  }

  /** Telegram itself has said that this chat has to wait. */
  async block(chat: string, ms = 0): Promise<void> {
    if (ms > 0) await this.#chat.limiter.block(keyOf(this.#chat.of, chat), ms / 1_000)
  }
}

const keyOf = (of: Admission['of'], chat: string): string => (of === 'channel' ? anyChat : chat)
