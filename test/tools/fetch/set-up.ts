import { once } from 'node:events'
import { createServer as createHttpServer, type RequestListener } from 'node:http'
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server,
  type Socket,
} from 'node:net'
import { onTestFinished } from 'vitest'
import type { FetchResult } from '../../../src/tools/fetch/fetch-page.ts'
import { isPublicAddress } from '../../../src/tools/fetch/addresses.ts'
import type { Network } from '../../../src/tools/fetch/network.ts'
import { fetchTool } from '../../../src/tools/built-in/fetch.ts'
import { ToolFailure } from '../../../src/tools/tool.ts'

/** Listens until the test is over. @returns the port */
export async function listen(server: Server, host = '127.0.0.1', port = 0): Promise<number> {
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
  })
  server.listen(port, host)
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    for (const socket of sockets) socket.destroy()
  })
  return (server.address() as AddressInfo).port
}

export interface Site {
  port: number
  /** `http://site.test:…`, which `network` leads to the site. */
  url: string
  /** The real network, in which this site alone counts as public. */
  network: Partial<Network>
}

const siteOn = (port: number): Site => ({
  port,
  url: `http://site.test:${port}`,
  network: {
    lookup: () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]),
    isPublic: allowing(`127.0.0.1:${port}`),
  },
})

/** The real predicate, but for these servers of the test. */
export const allowing =
  (...servers: string[]): Network['isPublic'] =>
  (address, port) =>
    servers.includes(`${address}:${port}`) || isPublicAddress(address)

/** A site of the test's own that counts as public. */
export const site = async (handler: RequestListener): Promise<Site> =>
  siteOn(await listen(createHttpServer(handler)))

/** One that speaks byte by byte, once it was asked something. */
export const rawSite = async (answer: (socket: Socket) => void): Promise<Site> =>
  siteOn(
    await listen(
      createTcpServer((socket) => {
        socket.once('data', () => {
          answer(socket)
        })
      }),
    ),
  )

/** Calls the tool, by default with the network as it is in production. */
export async function fetch(
  params: Record<string, unknown>,
  {
    network = {},
    allowedHosts,
    signal = new AbortController().signal,
  }: { network?: Partial<Network>; allowedHosts?: readonly string[]; signal?: AbortSignal } = {},
): Promise<FetchResult> {
  const tool = fetchTool({ allowedHosts: () => allowedHosts, network })
  return (await tool.run(params, { signal })) as FetchResult
}

/** What the caller is told when the call fails as it should. */
export async function failureOf(
  call: Promise<unknown>,
): Promise<{ parameter: string | undefined; message: string }> {
  const error = await call.then(
    () => undefined,
    (error: unknown) => error,
  )
  if (!(error instanceof ToolFailure)) throw new Error('There was no failure.', { cause: error })
  return { parameter: error.parameter, message: error.message }
}

/** Two servers on one port. */
export async function listenOnBoth(servers: Record<'127.0.0.1' | '::1', () => Server>) {
  for (;;) {
    const port = await listen(servers['127.0.0.1']())
    try {
      return await listen(servers['::1'](), '::1', port)
    } catch (error) {
      // Another process has it there.
      if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error
    }
  }
}

/** A server inside that nobody may connect to: records those who do, be it without a word. */
export const canary = (connections: string[]) => () =>
  createTcpServer((socket) => {
    connections.push(String(socket.localAddress))
    socket.end('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret')
  })

/** Canaries on one port of 127.0.0.1 and of ::1. */
export async function canaries(): Promise<{ port: number; connections: string[] }> {
  const connections: string[] = []
  const server = canary(connections)
  return { port: await listenOnBoth({ '127.0.0.1': server, '::1': server }), connections }
}
