import { type APIMessage, type APIUser, MessageType } from 'discord-api-types/v10'
import type { Sender } from '../../generated/types.ts'
import type { InboundMessage } from '../channel.ts'
import { serverAddress } from './addresses.ts'
import { isId } from './frames.ts'
import type { Places } from './places.ts'
import { textOf } from './text.ts'

/** A message as the gateway tells it, or as it stands in the history of its channel: there without its server and member. */
export type Told = APIMessage & { guild_id?: string; member?: { nick?: string | null } }

/** What a user writes. All else are notes of Discord's, as of somebody who joined, and what programs answer. */
const written = new Set([MessageType.Default, MessageType.Reply])

/** Decides which messages are for this bot, and what is taken of them. */
export class Reader {
  readonly #places: Places
  #me = ''

  constructor(places: Places) {
    this.#places = places
  }

  /** @param me the id of this bot's user */
  introduce(me: string): void {
    this.#me = me
  }

  /**
   * @param inServer whether it was written in a server, or directly to the bot
   * @throws when it is not as Discord's documentation tells
   */
  read(message: Told, inServer: boolean): InboundMessage | undefined {
    const { id, channel_id, author, timestamp } = message
    if (isFromProgram(message) || !written.has(message.type)) return undefined
    if (inServer && !this.#isForUs(message)) return undefined
    const writtenAt = new Date(timestamp)
    if (![id, channel_id, author.id].every(isId) || Number.isNaN(writtenAt.getTime())) {
      throw new Error('a message without its ids or its time')
    }
    return {
      externalId: id,
      userId: inServer ? serverAddress(channel_id) : author.id,
      message: textOf(message, this.#me, (place) => this.#places.nameOf(place)),
      sender: senderOf(message, author),
      writtenAt,
    }
  }

  #isForUs({ channel_id, mentions }: Told): boolean {
    return this.#places.isAllowed(channel_id) || mentions.some(({ id }) => id === this.#me)
  }
}

const isFromProgram = ({ author, webhook_id }: Told): boolean =>
  author.bot === true || webhook_id !== undefined

const senderOf = ({ member }: Told, { id, global_name, username }: APIUser): Sender => ({
  id,
  name:
    [member?.nick, global_name, username].find((name) => typeof name === 'string' && name !== '') ??
    id,
})
