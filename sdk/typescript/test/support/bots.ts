import { onTestFinished } from 'vitest'
import type { ClientOptions, Listener, ListenerOptions, OpenClaw } from '../../src/index.ts'
import type { WebSocketClass } from '../../src/options.ts'
import { clientOf, openSettled } from './house.ts'
import { gatewayToken, houseConfig } from './known.ts'
import { usePeer } from './peer.ts'
import { Socket } from './platform.ts'

/** One that sees what is there already too, until the test is over. */
export function listen(claw: OpenClaw, options: ListenerOptions = {}): Listener {
  return untilTheEnd(claw.listen({ after: 0, ...options }))
}

/** Closes it after the test, however it has ended. */
export function untilTheEnd(listener: Listener): Listener {
  onTestFinished(async () => {
    listener.close()
    await listener.closed.catch(() => undefined)
  })
  return listener
}

/** The configuration of a house whose channel `support` delivers to this receiver. */
export const deliveringTo = (receiver: { url: string }, more: object = {}) => ({
  channels: { support: { ...houseConfig.channels.support, url: receiver.url, ...more } },
})

/** Where bots listen. */
export interface Place {
  url: string
  Socket: WebSocketClass
  client: (options?: ClientOptions) => OpenClaw
  /** Has that many users come who were not there before, each with a message, where they don't come by themselves. */
  bring: (users: number) => Promise<void>
}

/** As `targets`, with messages that come in; it is gone after the test. */
export const places = [
  ['the server', openBusyHouse],
  ['the mock', openBusyMock],
] as const

async function openBusyHouse(): Promise<Place> {
  const house = await openSettled()
  let users = 0
  return {
    url: house.url,
    Socket,
    client: (options) => clientOf(house.url, options),
    async bring(count) {
      for (const last = users + count; users < last; users += 1) {
        await house.receive(`user-${String(users)}`, `message ${String(users)}`)
      }
    },
  }
}

/** How many events a second the mock sends. */
const rate = 50

async function openBusyMock(): Promise<Place> {
  const { url } = await usePeer('mock', gatewayToken)
  class Busy extends Socket {
    constructor(address: string) {
      super(`${address}&rate=${String(rate)}`)
    }
  }
  return {
    url,
    Socket: Busy,
    client: (options) => clientOf(url, { WebSocket: Busy, ...options }),
    bring: () => Promise.resolve(),
  }
}
