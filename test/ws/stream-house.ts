import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { onTestFinished } from 'vitest'
import { EventLog } from '../../src/events/event-log.ts'
import { streamPath } from '../../src/generated/stream.ts'
import { refuse } from '../../src/http/listener.ts'
import type { Store } from '../../src/store/store.ts'
import { StreamServer, type StreamServerOptions } from '../../src/ws/stream-server.ts'
import { routeUpgrades } from '../../src/ws/upgrades.ts'
import { createLogRecord } from '../support/channel-context.ts'
import { openTestStore } from '../support/stores.ts'

export interface StreamHouse {
  url: string
  store: Store
  streams: StreamServer
  logLines: string[]
  /** The server's side of each connection. */
  sockets: Socket[]
}

/** The event stream alone, over a real log and for everybody, with times and bounds that a test can wait for. */
export async function openStreamHouse(
  options: Partial<StreamServerOptions> = {},
): Promise<StreamHouse> {
  const store = await openTestStore()
  const { log, lines } = createLogRecord()
  const events = await EventLog.open(store, log)
  onTestFinished(() => events[Symbol.asyncDispose]())
  const streams = new StreamServer({
    events,
    log,
    admit: () => Promise.resolve({ name: 'test', scopes: new Set() }),
    ...options,
  })
  const sockets: Socket[] = []
  const onUpgrade = routeUpgrades({ [streamPath]: streams }, (socket, error) => {
    refuse(socket, error, log)
  })
  const server = createServer().on('upgrade', onUpgrade)
  server.on('connection', (socket) => sockets.push(socket))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(async () => {
    await streams.close(AbortSignal.abort())
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, store, streams, logLines: lines, sockets }
}

/** Appends this many events, with so much text each. */
export const appendErrors = (store: Store, count: number, bytes = 10): Promise<void> =>
  store.write(async (tables) => {
    const message = 'x'.repeat(bytes)
    for (let n = 0; n < count; n++) {
      await EventLog.append(tables, 'error', { code: 'INTERNAL_ERROR', message, source: 'channel' })
    }
  })
