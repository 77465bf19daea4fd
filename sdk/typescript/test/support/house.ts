import { OpenClaw, type ClientOptions } from '../../src/index.ts'
import { gatewayToken } from './known.ts'
import { openPeer, type Remote, usePeer } from './peer.ts'
import { Socket } from './platform.ts'
import type { House } from '../peers/gateways.ts'
import { soon } from './soon.ts'

/** A client with the gateway token, and with a WebSocket in whatever runtime. */
export const clientOf = (baseUrl: string, options: ClientOptions = {}): OpenClaw =>
  new OpenClaw({ baseUrl, token: gatewayToken, WebSocket: Socket, ...options })

/** The real server with a webhook channel and without limits; it is gone after the test. */
export const openHouse = (config: object = {}): Promise<Remote<House>> => usePeer('house', config)

/** The events of the start: that the webhook channel and the web chat are there. */
export const begun = 2

/** Resolves when those are written that come from the start, after the event `before`. */
export const settled = (url: string, before = 0): Promise<void> =>
  soon(async () => (await clientOf(url).listEvents()).newest).toBe(before + begun)

/** A server that has just begun. */
export async function openSettled(): Promise<Remote<House>> {
  const house = await openHouse()
  await settled(house.url)
  return house
}

/** What a suite runs against twice: the opener of each, whose caller closes it. */
export const targets = [
  ['the server', (config: object = {}) => openPeer('house', config)],
  ['the mock', () => openPeer('mock', gatewayToken)],
] as const
