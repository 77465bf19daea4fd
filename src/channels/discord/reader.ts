import { type APIMessage, type APIUser, MessageType } from 'discord-api-types/v10'
import type { Sender } from '../../generated/types.ts'
import type { InboundMessage } from '../channel.ts'
import { serverAddress } from './addresses.ts'
import type { Places } from './places.ts'
import { textOf } from './text.ts'

/** A message as the gateway tells it, or as it stands in the history of its channel: there without its server and member. */
export type Told = APIMessage & { guild_id?: string; member?: { nick?: string | null } }

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

  /** @param inServer whether it was written in a server, or directly to the bot */
  read(message: Told, inServer: boolean): InboundMessage | undefined {
    const { id, channel_id, author } = message
    if (isFromProgram(message) || isSilent(message)) return undefined
    if (inServer && !this.#isForUs(message)) return undefined
    return {
      externalId: id,
      userId: inServer ? serverAddress(channel_id) : author.id,
      message: textOf(message, this.#me, (place) => this.#places.nameOf(place)),
      sender: senderOf(message, author),
    }
  }

  #isForUs({ channel_id, mentions }: Told): boolean {
    return this.#places.isAllowed(channel_id) || mentions.some(({ id }) => id === this.#me)
  }
}

const isFromProgram = ({ author, webhook_id }: Told): boolean =>
  author.bot === true || webhook_id !== undefined

/** A system message, as of somebody who joined. */
const isSilent = ({ type, content }: Told): boolean => !written.has(type) && content === ''

const senderOf = ({ member }: Told, { id, global_name, username }: APIUser): Sender => ({
  id,
  name:
    [member?.nick, global_name, username].find((name) => typeof name === 'string' && name !== '') ??
    id,
})
