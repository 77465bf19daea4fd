import type { EventSink, EventStream, Gateway } from '../../src/gateway/gateway.ts'
import type { ChatMessage, Message } from '../../src/generated/types.ts'
import { GatewayError } from '../../src/kernel/errors.ts'
import { newId } from '../../src/kernel/ids.ts'
import { visitorIdOf } from '../../src/kernel/visitor.ts'
import { chatExample } from './examples.ts'

const channel = 'webchat'
const mostVisitors = 1000
const mostMessages = 100

/** What a visitor says to be refused, as in the contract's example. */
const refusedText = '/refused'

/**
 * Conversations in memory. Who comes with the contract's example token finds its example history; what a visitor says is answered by
 * the example of an operator's message.
 */
export function createMockChat(): { chat: Gateway['chat']; events: EventStream } {
  const { title, greeting, token, messages } = chatExample('welcome')
  const answer = chatExample('message').message.text
  const sinks = new Set<EventSink>()
  const conversations = new Map<string, Message[]>()
  const conversationOf = (userId: string): Message[] => {
    const known = conversations.get(userId)
    if (known !== undefined) return known
    const past = userId === visitorIdOf(token) ? messages : []
    const conversation = past.map((message) => toMessage(userId, message))
    const [oldest] = conversations.keys()
    if (oldest !== undefined && conversations.size === mostVisitors) conversations.delete(oldest)
    conversations.set(userId, conversation)
    return conversation
  }
  const add = (message: Message): void => {
    const conversation = conversationOf(message.userId)
    conversation.push(message)
    if (conversation.length > mostMessages) conversation.shift()
    const type = message.direction === 'inbound' ? 'message:received' : 'message:sent'
    const frame = Buffer.from(JSON.stringify({ payload: message }))
    for (const sink of sinks) sink.deliver([{ id: 0, type, frame }])
  }
  /** The visitor's own id → the message. */
  const said = new Map<string, Message>()
  const receive = (userId: string, { id, text }: { id: string; text: string }): Message => {
    if (text === refusedText) throw refusal()
    const key = `${userId}:${id}`
    const before = said.get(key)
    if (before !== undefined) return before
    if (said.size === mostVisitors * mostMessages) said.clear()
    const message = newMessage(userId, 'visitor', text)
    said.set(key, message)
    add(message)
    add(newMessage(userId, 'operator', answer))
    return message
  }
  return {
    chat: {
      describe: () => ({ channel, title, ...(greeting === undefined ? {} : { greeting }) }),
      history: (userId, limit) => Promise.resolve(conversationOf(userId).slice(-limit)),
      receive: async (userId, saying) => Promise.resolve(receive(userId, saying)),
    },
    events: eventsFor(sinks),
  }
}

/** Live messages only: nobody reads what was. */
const eventsFor = (sinks: Set<EventSink>): EventStream => ({
  position: 0,
  checkCursor: () => Promise.resolve(undefined),
  read: () => Promise.resolve([]),
  subscribe: (sink) => {
    sinks.add(sink)
    return () => {
      sinks.delete(sink)
    }
  },
})

function refusal(): GatewayError {
  const { message, retryAfter } = chatExample('refused')
  return new GatewayError('rateLimited', message, { retryAfter: retryAfter ?? 1 })
}

const newMessage = (userId: string, from: ChatMessage['from'], text: string): Message =>
  toMessage(userId, { id: newId('message'), from, text, time: new Date().toISOString() })

const toMessage = (userId: string, { id, from, text, time }: ChatMessage): Message => ({
  id,
  sessionId: `session-${userId}`,
  channel,
  userId,
  direction: from === 'visitor' ? 'inbound' : 'outbound',
  message: text,
  status: from === 'visitor' ? 'received' : 'sent',
  createdAt: time,
  updatedAt: time,
})
