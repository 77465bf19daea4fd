export interface User {
  id: string
  username: string
  global_name?: string | null
  bot?: boolean
}

export interface Message extends Record<string, unknown> {
  id: string
  channel_id: string
  author: User
  content: string
}

export interface Place {
  id: string
  name: string
  type: number
  parent_id?: string
  /** A thread that the gateway does not tell of. */
  archived?: boolean
}

type Placing = Pick<Partial<Place>, 'type' | 'archived'> & { parent?: string }

/** What a bot has sent. `userId` where it went to a user directly. */
export interface Sent {
  channelId: string
  userId?: string
  text: string
  nonce?: string
  allowedMentions?: unknown
}

const guildId = '1100000000000000001'
const nonceMs = 300_000

/** One server with channels, direct messages, and all that was said, as Discord keeps it. */
export class World {
  readonly bot: User = { id: '1100000000000000002', username: 'openclaw', bot: true }
  readonly guildId = guildId
  readonly places = new Map<string, Place>()
  readonly roles: { id: string; name: string }[] = []
  readonly sent: Sent[] = []
  readonly #messages: Message[] = []
  readonly #direct = new Map<string, string>()
  readonly #nonces = new Map<string, { message: Message; until: number }>()
  #lastId = 1_200_000_000_000_000_000n

  nextId(): string {
    this.#lastId += 1n
    return String(this.#lastId)
  }

  addPlace(name: string, { type = 0, archived = false, parent }: Placing = {}): Place {
    const of = parent ? { parent_id: parent } : {}
    const place = { id: this.nextId(), name, type, archived, ...of }
    this.places.set(place.id, place)
    return place
  }

  /** The channel of direct messages with a user. */
  openDirect(userId: string): string {
    const id = this.#direct.get(userId) ?? this.nextId()
    this.#direct.set(userId, id)
    return id
  }

  has(channelId: string): boolean {
    return this.places.has(channelId) || [...this.#direct.values()].includes(channelId)
  }

  write(author: User, channelId: string, parts: Record<string, unknown>): Message {
    const message = {
      id: this.nextId(),
      channel_id: channelId,
      author,
      content: '',
      type: 0,
      timestamp: new Date().toISOString(),
      mentions: [],
      mention_roles: [],
      attachments: [],
      embeds: [],
      ...parts,
    }
    this.#messages.push(message)
    return message
  }

  /** As Discord answers it: the newest first. */
  after(channelId: string, after: string, limit: number): Message[] {
    return this.#messages
      .filter(({ channel_id, id }) => channel_id === channelId && BigInt(id) > BigInt(after))
      .slice(0, limit)
      .reverse()
  }

  /** @returns the message of the bot, the first one when its nonce is repeated, and whether it is new */
  post(channelId: string, body: Record<string, unknown>): { message: Message; isNew: boolean } {
    const { content, nonce, enforce_nonce, allowed_mentions } = body
    const known = this.#nonces.get(String(nonce))
    if (enforce_nonce === true && known !== undefined && known.until > Date.now()) {
      return { message: known.message, isNew: false }
    }
    const message = this.write(this.bot, channelId, { content, nonce })
    this.#nonces.set(String(nonce), { message, until: Date.now() + nonceMs })
    const [userId] = [...this.#direct].find(([, direct]) => direct === channelId) ?? []
    this.sent.push({
      channelId,
      text: String(content),
      ...(userId === undefined ? {} : { userId }),
      ...(typeof nonce === 'string' ? { nonce } : {}),
      allowedMentions: allowed_mentions,
    })
    return { message, isNew: true }
  }
}
