import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import { type WebSocket as Peer, WebSocket as Ws, WebSocketServer } from 'ws'
import { OpenClawError, UnexpectedAnswerError, type WebSocketClass } from '../src/index.ts'
import { openSettled, reading, shortTimes, soon, streamOf } from './support/reading.ts'

const page = { events: [], nextAfter: 5, newest: 5 }

interface Hostile {
  url: string
  /** The request of each socket. */
  opened: IncomingMessage[]
  /** How often HTTP was asked. */
  asked: number
}

/** Something that opens every socket, does this with it, and answers everything else with this. */
async function openHostile(act: (peer: Peer) => void, answer: unknown = page): Promise<Hostile> {
  const hostile: Hostile = { url: '', opened: [], asked: 0 }
  const server = createServer((_request, response) => {
    hostile.asked += 1
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify(answer))
  })
  const sockets = new WebSocketServer({ server })
  sockets.on('connection', (peer, request) => {
    hostile.opened.push(request)
    peer.on('error', () => undefined)
    act(peer)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  hostile.url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`
  onTestFinished(async () => {
    for (const peer of sockets.clients) peer.terminate()
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  })
  return hostile
}

const frames = ['null', '7', '"text"', '[]', '{"type":"hot"}', '{"id":6}', '{"id":"6","type":"x"}']

describe('A frame that is no event', () => {
  it.each(frames)('is not given as one, and events come by polling: %s', async (frame) => {
    const hostile = await openHostile((peer) => {
      peer.send(frame)
    })
    const events = reading(hostile.url, { after: 5 })
    await soon(() => hostile.opened.length).toBe(3)
    await soon(() => hostile.asked).toBeGreaterThan(5)
    expect(events.events).toEqual([])
  })

  it('is told as a wrong address where nothing else answers as a gateway', async () => {
    const hostile = await openHostile(
      (peer) => {
        peer.send('{"type":"hot"}')
      },
      { hot: true },
    )
    const error = await reading(hostile.url, { after: 5 }).ended
    expect(error).toBeInstanceOf(UnexpectedAnswerError)
    expect(error).toHaveProperty('message', expect.stringContaining('Is this the address'))
  })
})

it('A gap after a gap is waited for', async () => {
  const hostile = await openHostile((peer) => {
    peer.close(4410, 'gone')
  })
  const gaps: number[] = []
  reading(hostile.url, { after: 5, onGap: () => gaps.push(performance.now()) })
  await soon(() => gaps.length).toBeGreaterThanOrEqual(6)
  // None after the first, then at least 25, 50, 100 and 200 ms.
  expect((gaps[5] ?? 0) - (gaps[0] ?? 0)).toBeGreaterThanOrEqual(370)
})

describe('The token of an event stream', () => {
  class Own extends WebSocket {}
  it.each<[string, WebSocketClass, boolean]>([
    ['a header of the runtime’s own class', WebSocket, true],
    ['a header of that of ws', Ws, true],
    ['in the address of any other', Own, false],
  ])('is %s', async (_name, Class, inHeader) => {
    const hostile = await openHostile(() => undefined)
    reading(hostile.url, { after: 5, client: { WebSocket: Class, token: 'the-token' } })
    await soon(() => hostile.opened.length).toBe(1)
    const [request] = hostile.opened
    expect(request?.headers.authorization).toBe(inHeader ? 'Bearer the-token' : undefined)
    expect(request?.url?.includes('the-token')).toBe(!inHeader)
  })

  it.each<[string, WebSocketClass]>([
    ['own', WebSocket],
    ['of ws', Ws],
  ])('is taken by the gateway from the class: %s', async (_name, Class) => {
    const url = await openSettled()
    let asked = 0
    const hooks = { onRequest: () => (asked += 1) }
    const times = { ...shortTimes, opening: 15_000, silence: 60_000 }
    const events = reading(url, { after: 0, times, client: { WebSocket: Class, hooks } })
    await soon(() => events.ids).toEqual([1, 2])
    // Polling would have asked.
    expect(asked).toBe(0)
  })
})

it('A socket whose peer is gone is ended at once where the class can', async () => {
  const ended: string[] = []
  class Told extends Ws {
    override terminate(): void {
      ended.push('terminated')
      super.terminate()
    }
  }
  const hostile = await openHostile((peer) => {
    peer.pause()
  })
  const stop = new AbortController()
  const stream = streamOf(hostile.url, {
    after: 5,
    signal: stop.signal,
    client: { WebSocket: Told },
  })
  const reader = (async () => {
    for await (const event of stream) ended.push(event.type)
  })()
  await soon(() => hostile.opened.length).toBe(1)
  stop.abort(new Error('enough'))
  await expect(reader).rejects.toThrow('enough')
  expect(ended).toEqual(['terminated'])
})

it('Polling lasts longer each time that no socket gets through', async () => {
  const hostile = await openHostile((peer) => {
    peer.send('null')
  })
  const times = { ...shortTimes, polling: 100, longestPolling: 400, reconnect: 1 }
  const begun: number[] = []
  const silent = () => undefined
  const info = (message: string) => {
    if (message === 'events: polling') begun.push(Date.now())
  }
  const logger = { debug: silent, info, warn: silent, error: silent }
  reading(hostile.url, { after: 5, times, client: { logger } })
  await soon(() => begun.length).toBe(5)
  const [a = 0, b = 0, c = 0, d = 0] = begun
  expect(b - a).toBeGreaterThanOrEqual(95)
  expect(c - b).toBeGreaterThanOrEqual(195)
  expect(d - c).toBeGreaterThanOrEqual(395)
})

it.each([
  ['`types` must name at least one', { types: [] }],
  ['`buffer` must be a whole number above 0, not 0', { buffer: 0 }],
  ['`buffer` must be a whole number above 0, not 1.5', { buffer: 1.5 }],
])('An option that is wrong is refused: %s', (says, options) => {
  const create = () => streamOf('http://127.0.0.1:9', options)
  expect(create).toThrow(OpenClawError)
  expect(create).toThrow(says)
})
