import type { Message } from 'grammy/types'

/**
 * What a message without text can be. Telegram adds older names for older clients (`document` beside `animation`,
 * `location` beside `venue`), so the first that fits is the right one.
 */
const kinds = [
  'animation',
  'audio',
  'live_photo',
  'photo',
  'sticker',
  'story',
  'video',
  'video_note',
  'voice',
  'document',
  'paid_media',
  'contact',
  'dice',
  'game',
  'poll',
  'venue',
  'location',
  'checklist',
  'rich_message',
  'invoice',
  'successful_payment',
  'giveaway',
  'gift',
  'users_shared',
  'chat_shared',
  'web_app_data',
  'new_chat_members',
  'left_chat_member',
  'new_chat_title',
  'pinned_message',
] as const satisfies (keyof Message)[]

type Kind = (typeof kinds)[number]

const joined = (...parts: (string | number | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join(' ')

const details: Partial<Record<Kind, (message: Message) => string>> = {
  audio: ({ audio }) => joined(audio?.performer, audio?.title),
  sticker: ({ sticker }) => joined(sticker?.emoji),
  document: ({ document }) => joined(document?.file_name),
  contact: ({ contact }) => joined(contact?.first_name, contact?.last_name, contact?.phone_number),
  dice: ({ dice }) => joined(dice?.emoji, dice?.value),
  poll: ({ poll }) => joined(poll?.question),
  venue: ({ venue }) => joined(venue?.title, venue?.address),
  location: ({ location }) => joined(location?.latitude, location?.longitude),
}

/** A message's text; for what has none a note of what it is, as in `[photo] On the beach` or `[document: offer.pdf]`. */
export function textOf(message: Message): string {
  return message.text ?? note(message)
}

function note(message: Message): string {
  const kind = kinds.find((candidate) => message[candidate] !== undefined)
  if (kind === undefined) return '[unsupported message]'
  const detail = details[kind]?.(message) ?? ''
  const label = kind.replaceAll('_', ' ')
  return joined(detail === '' ? `[${label}]` : `[${label}: ${detail}]`, message.caption)
}
