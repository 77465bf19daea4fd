import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { notFound } from '../kernel/errors.ts'

/** A client that asks for a WebSocket. */
export interface Upgrade {
  request: IncomingMessage
  socket: Duplex
  head: Buffer
  url: URL
}

/** What stands behind one path. */
export interface Endpoint {
  /** @throws GatewayError when this client may not have it */
  accept(upgrade: Upgrade): Promise<void>
}

type OnUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => void

/**
 * For the HTTP server's `upgrade` event.
 * @param endpoints path → what stands behind it
 * @param refuse answers with the contract's error and ends the connection
 */
export function routeUpgrades(
  endpoints: Record<string, Endpoint>,
  refuse: (socket: Duplex, error: unknown) => void,
): OnUpgrade {
  const byPath = new Map(Object.entries(endpoints))
  const accept: (...upgrade: Parameters<OnUpgrade>) => Promise<void> = async (
    request,
    socket,
    head,
  ) => {
    const target = request.url ?? '/'
    const url = URL.parse(target, 'http://host')
    const endpoint = byPath.get(url?.pathname ?? target)
    if (url === null || endpoint === undefined) throw notFound('path', url?.pathname ?? target)
    await endpoint.accept({ request, socket, head, url })
  }
  return (request, socket, head) => {
    // Until ws takes over nobody else listens, and an error without a listener ends the process.
    const onError = (): void => {
      socket.destroy()
    }
    socket.on('error', onError)
    accept(request, socket, head).then(
      () => socket.off('error', onError),
      (error: unknown) => {
        refuse(socket, error)
      },
    )
  }
}
