import type { APIMessage } from 'discord-api-types/v10'
import { type Addresses, isServerAddress } from './addresses.ts'
import type { DiscordApi } from './api.ts'
import type { Places } from './places.ts'
import { Turns } from './turns.ts'

/** Catching up on many conversations leaves most of Discord's limits to the messages that go out. */
const atOnce = 4

/** What stands in Discord's channels. */
export class History {
  readonly #api: DiscordApi
  readonly #addresses: Addresses
  readonly #places: Places
  readonly #turns = new Turns(atOnce)

  constructor(api: DiscordApi, addresses: Addresses, places: Places) {
    this.#api = api
    this.#addresses = addresses
    this.#places = places
  }

  /** @returns the messages of a conversation that follow one, oldest first; fewer than a page when there are no more */
  after(userId: string, messageId: string, signal: AbortSignal): Promise<APIMessage[]> {
    return this.#turns.take(async () => {
      const channelId = await this.#addresses.channelOf(userId, signal)
      if (isServerAddress(userId) && this.#places.mayBeAllowed(channelId)) {
        this.#places.learn(await this.#api.channel(channelId, signal))
      }
      const messages = await this.#api.messagesAfter(channelId, messageId, signal)
      // Whoever ignores what was asked for must not be asked for ever.
      return messages.filter(({ id }) => byAge({ id }, { id: messageId }) > 0).sort(byAge)
    })
  }
}

/** An id begins with its time; it has more digits than a number can hold. */
const byAge = (a: Pick<APIMessage, 'id'>, b: Pick<APIMessage, 'id'>): number =>
  a.id.length - b.id.length || (a.id < b.id ? -1 : Number(a.id > b.id))
