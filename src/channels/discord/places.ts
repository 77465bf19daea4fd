import {
  type APIChannel,
  GatewayDispatchEvents,
  type GatewayDispatchPayload,
} from 'discord-api-types/v10'
import { BoundedMap } from './bounded-map.ts'

const remembered = 10_000

interface Place {
  id: string
  name?: string | null
  parent_id?: string | null
}

/**
 * What is kept of servers, instead of discord.js's caches of all their channels, roles and members: the threads of the allowed
 * channels, and the names that a message may mention.
 */
export class Places {
  readonly #allowed: ReadonlySet<string>
  readonly #allowedThreads = new Set<string>()
  /** Channels that are known to be neither allowed nor a thread of an allowed one. */
  readonly #others = new BoundedMap<string, true>(remembered)
  readonly #names = new BoundedMap<string, string>(remembered)

  constructor(allowedChannels: string[]) {
    this.#allowed = new Set(allowedChannels)
  }

  /** Whether every message of a channel is taken; a thread counts as in its parent. */
  isAllowed(channelId: string): boolean {
    return this.#allowed.has(channelId) || this.#allowedThreads.has(channelId)
  }

  /** Whether `isAllowed` could say otherwise once the channel is learned. */
  mayBeAllowed(channelId: string): boolean {
    if (this.#allowed.size === 0 || this.isAllowed(channelId)) return false
    return this.#others.get(channelId) === undefined
  }

  /** Of a channel or a role. */
  nameOf(id: string): string | undefined {
    return this.#names.get(id)
  }

  learn(channel: Place | APIChannel): void {
    const { id, parent_id } = channel as Place
    this.#learnName(channel)
    if (typeof parent_id === 'string' && this.#allowed.has(parent_id)) this.#allowedThreads.add(id)
    else if (this.#allowed.size > 0) this.#others.set(id, true)
  }

  follow(event: GatewayDispatchPayload): void {
    switch (event.t) {
      case GatewayDispatchEvents.GuildCreate:
        for (const role of event.d.roles) this.#learnName(role)
        this.#learnAll([...event.d.channels, ...event.d.threads])
        break
      case GatewayDispatchEvents.ThreadListSync:
        this.#learnAll(event.d.threads)
        break
      case GatewayDispatchEvents.ChannelCreate:
      case GatewayDispatchEvents.ChannelUpdate:
      case GatewayDispatchEvents.ThreadCreate:
      case GatewayDispatchEvents.ThreadUpdate:
        this.learn(event.d)
        break
      case GatewayDispatchEvents.GuildRoleCreate:
      case GatewayDispatchEvents.GuildRoleUpdate:
        this.#learnName(event.d.role)
        break
      case GatewayDispatchEvents.ThreadDelete:
        this.#allowedThreads.delete(event.d.id)
        break
    }
  }

  #learnAll(channels: Place[]): void {
    for (const channel of channels) this.learn(channel)
  }

  #learnName({ id, name }: Place): void {
    if (typeof name === 'string') this.#names.set(id, name)
  }
}
