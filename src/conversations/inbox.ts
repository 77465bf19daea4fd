import { EventLog } from '../events/event-log.ts'
import type { Message } from '../generated/types.ts'
import type { InboundMessage } from '../channels/channel.ts'
import type { MessageRow, Store, Tables } from '../store/store.ts'
import { addMessage } from './add-message.ts'
import { toMessage } from './rows.ts'

/** Takes what channels receive. */
export class Inbox {
  readonly #store: Store

  constructor(store: Store) {
    this.#store = store
  }

  /** What was received under this id before. */
  async find(channel: string, externalId: string): Promise<Message | undefined> {
    const row = await this.#store.read((tables) =>
      tables.messages.findByExternalId(channel, externalId),
    )
    return row === undefined ? undefined : toMessage(row)
  }

  /**
   * Stores a message with its session, counters and events, all or nothing. Only when this has resolved may the vendor be
   * told that the message was taken. The same `externalId` again changes nothing and returns the message of the first time.
   */
  receive(channel: string, inbound: InboundMessage): Promise<Message> {
    return this.#store.write(async (tables) => {
      const known = await tables.messages.findByExternalId(channel, inbound.externalId)
      return toMessage(known ?? (await insert(tables, channel, inbound)))
    })
  }
}

async function insert(
  tables: Tables,
  channel: string,
  { externalId, userId, message, sender }: InboundMessage,
): Promise<MessageRow> {
  const row = await addMessage(tables, {
    channel,
    userId,
    message,
    externalId,
    senderId: sender?.id ?? null,
    senderName: sender?.name ?? null,
    direction: 'inbound',
    status: 'received',
  })
  await tables.channelCounts.add(channel, 'received')
  await EventLog.append(tables, 'message:received', toMessage(row))
  return row
}
