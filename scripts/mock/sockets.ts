import { createAdmission, createVisitorAdmission } from '../../src/http/admission.ts'
import type { House } from '../../src/http/enforce.ts'
import { ChatServer } from '../../src/ws/chat-server.ts'
import { closing } from '../../src/ws/close-codes.ts'
import { Sockets } from '../../src/ws/sockets.ts'
import { parseStreamQuery } from '../../src/ws/stream-query.ts'
import { Subscription } from '../../src/ws/subscription.ts'
import type { Endpoint, Upgrade } from '../../src/ws/upgrades.ts'
import { createMockChat } from './chat.ts'
import { exampleStream } from './event-stream.ts'
import type { ExampleLog } from './example-log.ts'
import { eventExamples } from './examples.ts'
import { chatClosings, preferredClosing, streamClosings, takeRate } from './upgrade-query.ts'

export interface MockEndpoint extends Endpoint {
  /** Closes every socket with 1001. */
  close(deadline: AbortSignal): Promise<void>
}

/** The event stream: the gateway's own admission, frames and close codes, over an endless log of examples. */
export function streamEndpoint(house: House, log: ExampleLog): MockEndpoint {
  const admit = createAdmission(house)
  const sockets = new Sockets({ maxPayload: 1024 })
  // As GET /api/events says of itself in its example: who reads on from there misses nothing.
  const newest = Math.min(...eventExamples.map(({ id }) => id))
  const accept = async (upgrade: Upgrade): Promise<void> => {
    const query = new URLSearchParams(upgrade.url.searchParams)
    await admit(upgrade.request, query.get('access_token') ?? undefined)
    const end = preferredClosing(upgrade, streamClosings)
    const rate = takeRate(query)
    const request = parseStreamQuery(query)
    const { after = newest, types } = request
    const examples = eventExamples.filter(({ type }) => types?.has(type) !== false)
    sockets.open(upgrade, (socket) => {
      socket.on('error', () => undefined)
      if (end !== undefined) {
        socket.close(end.code, end.reason)
        return
      }
      socket.once('message', () => {
        socket.close(closing.oneWay.code, closing.oneWay.reason)
      })
      const events = exampleStream({ log, examples, after, rate })
      const bounds = { maxBuffered: 262_144, stallMs: 10_000 }
      void new Subscription({ socket, events, request, log: house.log, ...bounds }).run()
    })
  }
  return { accept, close: (deadline) => sockets.close(deadline) }
}

/** The web chat's socket: the gateway's own, over conversations that are kept in memory and answered from the examples. */
export function chatEndpoint(house: House): MockEndpoint {
  const visitors = new ChatServer({
    ...createMockChat(),
    ...createVisitorAdmission(house),
    log: house.log,
  })
  const ended = new Sockets({ maxPayload: 65_536 })
  const accept = async (upgrade: Upgrade): Promise<void> => {
    const end = preferredClosing(upgrade, chatClosings)
    if (end === undefined) {
      await visitors.accept(upgrade)
      return
    }
    ended.open(upgrade, (socket) => {
      socket.close(end.code, end.reason)
    })
  }
  const close = async (deadline: AbortSignal): Promise<void> => {
    await Promise.all([visitors.close(deadline), ended.close(deadline)])
  }
  return { accept, close }
}
