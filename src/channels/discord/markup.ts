import { createHash } from 'node:crypto'
import type { DiscordConfig } from '../../generated/types.ts'
import type { OutboundMessage } from '../channel.ts'

/** Unicode code points: Discord counts them in Python. */
const longestContent = 2_000
const nonceLength = 24

type Mentions = DiscordConfig['mentions']

/** Links stay as they are: inside of one a backslash is part of the address. */
const links = String.raw`<https?://[^\s<>]+>|(?<!\w)https?://[^\s<]*[^\s<.,:;"'\])]`

/** A mention that may notify somebody has to stay one. */
const mentions: Record<Mentions, string> = {
  none: '',
  users: String.raw`|<@!?\d+>`,
  all: String.raw`|<@[!&]?\d+>`,
}

/** What begins a heading, a subtext, a quote or a list; a number of a list takes its backslash before the point. */
const blocks = String.raw`^(?<indent>[ \t]*)(?:(?<number>\d+)[.]|(?<block>#{1,3}|-#|>{1,3}|[-+]))(?=\s)`

/** What begins all the rest: emphasis, code, spoilers, masked links, mentions, timestamps, emojis. */
const marks = '[\\\\*_~`|<[]'

const pattern = (mode: Mentions): RegExp =>
  new RegExp(`(?<kept>${links}${mentions[mode]})|${blocks}|${marks}`, 'gm')

const patterns: Record<Mentions, RegExp> = {
  none: pattern('none'),
  users: pattern('users'),
  all: pattern('all'),
}

/**
 * A text as it has to be sent. For `plain` so that Discord shows it as it was written: a backslash there takes the meaning from
 * any punctuation mark. discord.js's `escapeMarkdown` is not enough, it leaves mentions, timestamps, quotes and subtext.
 */
export function render(text: string, { markup, mentions }: DiscordConfig): string {
  if (markup === 'markdown') return text
  return text.replace(patterns[mentions], escaped)
}

function escaped(match: string, ...groups: (string | undefined)[]): string {
  const [kept, indent = '', number, block = match] = groups
  if (kept !== undefined) return kept
  return number === undefined ? `${indent}\\${block}` : `${indent}${number}\\.`
}

export function fits(text: string, config: DiscordConfig): boolean {
  // A code point is one or two UTF-16 units, and what is rendered is never shorter.
  if (text.length > 2 * longestContent) return false
  const rendered = render(text, config)
  if (rendered.length > 2 * longestContent) return false
  return rendered.length <= longestContent || Array.from(rendered).length <= longestContent
}

/**
 * The same for each attempt at a part. Not where the part has changed, with the configuration that cuts and renders it: Discord would
 * drop what it has not seen.
 */
export const nonceOf = ({ id, offset }: OutboundMessage, content: string): string =>
  createHash('sha256')
    .update(`${id}:${offset}:${content}`)
    .digest('base64url')
    .slice(0, nonceLength)
