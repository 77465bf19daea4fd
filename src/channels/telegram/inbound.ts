import type { Message, Update, UserFromGetMe } from 'grammy/types'
import type { InboundMessage } from '../channel.ts'
import { textOf } from './text.ts'

/** The message that an update brings, if it brings one. @throws TypeError when it is not as Telegram documents it */
export function inboundOf(
  me: UserFromGetMe,
  { update_id, message }: Update,
): InboundMessage | undefined {
  if (message === undefined) return undefined
  const { text = '', date, message_id } = message
  if (typeof text !== 'string') throw new TypeError('message.text is not a string')
  if (![date, message_id, message.chat.id].every(Number.isSafeInteger)) {
    throw new TypeError('message.date, message_id or chat.id is not a number')
  }
  const chat = String(message.chat.id)
  return {
    // No single number will do: update numbers begin anew at random after a quiet week, message numbers are each
    // chat's own and 0 for ephemeral messages, and another bot has the same private chats. A repeat has them all.
    externalId: [me.id, update_id, chat, message_id].join(':'),
    userId: chat,
    message: textOf(message),
    ...senderOf(message),
    writtenAt: new Date(date * 1_000),
  }
}

/** Who wrote a message: a person, or, where a group or a channel speaks as such, that one. */
function senderOf({ from, sender_chat: chat }: Message): Pick<InboundMessage, 'sender'> {
  if (chat !== undefined) return { sender: named(chat.id, chat.title ?? chat.username ?? '') }
  if (from === undefined) return {}
  return { sender: named(from.id, `${from.first_name} ${from.last_name ?? ''}`) }
}

const named = (id: number, name: string): { id: string; name?: string } => {
  const trimmed = name.trim()
  return { id: String(id), ...(trimmed === '' ? {} : { name: trimmed }) }
}
