import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { EventFrame, EventSink } from '../../src/events/event-stream.ts'
import type { Gateway } from '../../src/gateway/gateway.ts'
import { chatPath } from '../../src/generated/chat.ts'
import type { EventType } from '../../src/generated/events.ts'
import type { Message } from '../../src/generated/types.ts'
import { refuse } from '../../src/http/listener.ts'
import { newId } from '../../src/kernel/ids.ts'
import { ChatServer, type ChatServerOptions } from '../../src/ws/chat-server.ts'
import { routeUpgrades } from '../../src/ws/upgrades.ts'
import { createLogRecord } from '../support/channel-context.ts'

/** A gateway of one web chat in memory, whose moments a test decides. */
export class ChatGateway {
  readonly messages: Message[] = []
  readonly sinks = new Set<EventSink>()
  shown = { channel: 'webchat', title: 'Chat' }
  /** What `history` and `receive` wait for. */
  gate: Promise<unknown> = Promise.resolve()
  histories = 0
  receives = 0

  readonly chat: Gateway['chat'] = {
    describe: () => this.shown,
    history: async (userId, limit) => {
      const found = this.messages.filter((message) => message.userId === userId).slice(-limit)
      this.histories += 1
      await this.gate
      return found
    },
    receive: async (userId, { text }) => {
      this.receives += 1
      await this.gate
      const message = this.message(userId, text, 'inbound')
      this.messages.push(message)
      return message
    },
  }

  readonly events: ChatServerOptions['events'] = {
    position: 0,
    checkCursor: () => Promise.resolve(undefined),
    read: () => Promise.resolve([]),
    subscribe: (sink) => {
      this.sinks.add(sink)
      return () => this.sinks.delete(sink)
    },
  }

  message(userId: string, message: string, direction: Message['direction']): Message {
    const now = new Date().toISOString()
    return {
      id: newId('message'),
      sessionId: 'session-1',
      channel: 'webchat',
      userId,
      direction,
      message,
      status: direction === 'inbound' ? 'received' : 'sent',
      createdAt: now,
      updatedAt: now,
    }
  }

  /** Tells the log's subscribers of a message. */
  tell(message: Message, type: EventType = 'message:sent'): void {
    const event = { id: 1, type, time: message.createdAt, payload: message }
    const frame: EventFrame = { id: 1, type, frame: Buffer.from(JSON.stringify(event)) }
    for (const sink of this.sinks) sink.deliver([frame])
  }
}

export interface ChatHouse {
  url: string
  gateway: ChatGateway
  server: ChatServer
  logLines: string[]
}

/** The web chat's socket alone, for everybody, with times and bounds that a test can wait for. */
export async function openChatHouse(options: Partial<ChatServerOptions> = {}): Promise<ChatHouse> {
  const gateway = new ChatGateway()
  const { log, lines } = createLogRecord()
  const chat = new ChatServer({
    chat: gateway.chat,
    events: gateway.events,
    log,
    admit: () => Promise.resolve('address 127.0.0.1'),
    takeSay: () => Promise.resolve(),
    ...options,
  })
  const onUpgrade = routeUpgrades({ [chatPath]: chat }, (socket, error) => {
    refuse(socket, error, log)
  })
  const server = createServer().on('upgrade', onUpgrade)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    await chat.close(AbortSignal.abort())
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, gateway, server: chat, logLines: lines }
}
