import {
  type APIAttachment,
  type APIEmbed,
  type APIMessage,
  type APIMessageSnapshotFields,
  type APIUser,
  MessageFlags,
} from 'discord-api-types/v10'

type NameOf = (id: string) => string | undefined
type Mentioned = APIUser & { member?: { nick?: string | null } }

/** What can be written in a message, and in one that was forwarded. */
type Written = APIMessageSnapshotFields & Partial<Pick<APIMessage, 'poll' | 'activity'>>

/**
 * A message's text without the mention of the bot that begins it, its other mentions by name; before it a note of each thing
 * that can't be carried, as in `[attachment: offer.pdf] As agreed`.
 */
export function textOf(message: APIMessage, me: string, nameOf: NameOf): string {
  const content = message.content.replace(new RegExp(`^\\s*<@!?${me}>[\\s,:]*`), '')
  const forwarded = (message.message_snapshots ?? []).map(
    (snapshot) => `[forwarded: ${whole(snapshot.message, snapshot.message.content, nameOf)}]`,
  )
  const text = joined([...forwarded, whole(message, content, nameOf)])
  if (text !== '') return text
  return message.content === '' ? '[unsupported message]' : '[mention]'
}

const whole = (message: Written, content: string, nameOf: NameOf): string =>
  joined([...notes(message), readable(content, message.mentions, nameOf)])

const joined = (parts: string[]): string => parts.filter((part) => part !== '').join(' ')

const note = (kind: string, detail = ''): string =>
  detail === '' ? `[${kind}]` : `[${kind}: ${detail}]`

function notes({ content, flags, attachments, ...rest }: Written): string[] {
  const { embeds, sticker_items = [], poll, activity } = rest
  const isVoice = flags !== undefined && (flags & MessageFlags.IsVoiceMessage) !== 0
  return [
    ...attachments.map((attachment) => attachmentNote(attachment, isVoice)),
    ...sticker_items.map(({ name }) => note('sticker', name)),
    ...(poll === undefined ? [] : [note('poll', poll.question.text)]),
    ...(activity === undefined ? [] : [note('activity')]),
    ...embeds.filter(({ url }) => url === undefined || !content.includes(url)).map(embedNote),
  ]
}

const attachmentNote = ({ filename }: APIAttachment, isVoice: boolean): string =>
  isVoice ? note('voice message') : note('attachment', filename)

/** Discord's preview of a link that stands in the text adds nothing. */
const embedNote = ({ title = '', url = '' }: APIEmbed): string =>
  note('embed', joined([title, url]))

/** Discord's markup of what has a name, in words. What is not known stays as it is. */
function readable(content: string, mentions: Mentioned[], nameOf: NameOf): string {
  const named = (match: string, sign: string, name: string | undefined): string =>
    name === undefined ? match : sign + name
  return content
    .replaceAll(/<@!?(\d+)>/g, (match, id: string) => named(match, '@', userName(mentions, id)))
    .replaceAll(/<@&(\d+)>/g, (match, id: string) => named(match, '@', nameOf(id)))
    .replaceAll(/<#(\d+)>/g, (match, id: string) => named(match, '#', nameOf(id)))
    .replaceAll(/<a?(:\w+:)\d+>/g, '$1')
    .replaceAll(/<(\/[^:<>]+):\d+>/g, '$1')
    .replaceAll(
      /<t:(-?\d{1,13})(?::[a-zA-Z])?>/g,
      (match, seconds: string) => timeOf(seconds) ?? match,
    )
    .trim()
}

function userName(mentions: Mentioned[], id: string): string | undefined {
  const user = mentions.find((mentioned) => mentioned.id === id)
  return user?.member?.nick ?? user?.global_name ?? user?.username
}

function timeOf(seconds: string): string | undefined {
  const time = new Date(Number(seconds) * 1_000)
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString()
}
