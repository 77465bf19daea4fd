import type { ChatMessage } from '../generated/types.ts'

/**
 * The newest of these messages that take no more than so many bytes, and the newest of all in any case: a hundred long ones
 * would fill the buffer of a slow client, close it, and come again when it returns.
 * @param messages oldest first
 */
export function newestWithin(messages: ChatMessage[], maxBytes: number): ChatMessage[] {
  let bytes = 0
  const firstTooMany = messages.findLastIndex((message) => {
    bytes += Buffer.byteLength(JSON.stringify(message))
    return bytes > maxBytes
  })
  return messages.slice(Math.min(firstTooMany + 1, Math.max(0, messages.length - 1)))
}
