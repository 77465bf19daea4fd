import type { DiscordApi } from './api.ts'
import { BoundedMap } from './bounded-map.ts'

const remembered = 10_000
const form = /^(?<server>channel:)?(?<id>\d{1,20})$/
const serverPrefix = 'channel:'

/** The address of a conversation in a server; that of a direct one is the user's id. */
export const serverAddress = (channelId: string): string => serverPrefix + channelId

export const isServerAddress = (userId: string): boolean => userId.startsWith(serverPrefix)

export const isAddress = (userId: string): boolean => form.test(userId)

/** Which of Discord's channels a conversation is in. */
export class Addresses {
  readonly #api: DiscordApi
  readonly #direct = new BoundedMap<string, string>(remembered)

  constructor(api: DiscordApi) {
    this.#api = api
  }

  async channelOf(userId: string, signal: AbortSignal): Promise<string> {
    if (isServerAddress(userId)) return userId.slice(serverPrefix.length)
    const known = this.#direct.get(userId)
    if (known !== undefined) return known
    const channelId = await this.#api.openDm(userId, signal)
    this.learn(userId, channelId)
    return channelId
  }

  learn(userId: string, channelId: string): void {
    this.#direct.set(userId, channelId)
  }
}
