import { type AsyncApi, type Channel, lastPart, lookUp, type Part, resolved } from './documents.ts'

/** A message as an operation of a socket has it. */
export interface Message {
  operation: string
  action: 'send' | 'receive'
  /** Its name in the channel. */
  key: string
  /** References followed, but for those in its payload. */
  written: Part
  /** What a person calls it. */
  label: string
}

export const messagesOf = (document: AsyncApi): Message[] =>
  Object.entries(document.operations).flatMap(([operation, { action, channel, messages }]) =>
    (messages ?? allOf(channel.$ref, document)).map(({ $ref }) => {
      const key = lastPart($ref)
      const written = resolved({ $ref }, document)
      const kind = action === 'send' ? 'event' : 'frame'
      const { name = key } = written as { name?: string }
      const label = `${kind} ${name} (${operation})`
      return { operation, action, key, written, label }
    }),
  )

function allOf(channel: string, document: AsyncApi): { $ref: string }[] {
  const { messages = {} } = (lookUp(channel, document) ?? {}) as Channel
  return Object.keys(messages).map((key) => ({ $ref: `${channel}/messages/${key}` }))
}
