import { once } from 'node:events'
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { json } from 'node:stream/consumers'
import { expect } from 'vitest'
import { WebSocket } from 'ws'
import { streamPath } from '../../src/generated/stream.ts'
import type { ErrorResponse, Event } from '../../src/generated/types.ts'
import { judgeFrame } from '../contract/frames.ts'
import { gatewayToken } from './server.ts'

export interface StreamOptions {
  after?: number
  types?: string
  /** Of the header; the gateway token unless it says otherwise, none with `null`. */
  token?: string | null
  /** As of a web page, in the query. */
  accessToken?: string
  origin?: string
  headers?: Record<string, string>
  path?: string
  /** Whether it answers pings. */
  autoPong?: boolean
  /** Keeps the numbers of the events only, and judges of the large ones each tenth. */
  lean?: boolean
}

export interface Refusal {
  status: number | undefined
  headers: IncomingHttpHeaders
  body: ErrorResponse
}

/** Bytes of an event that a lean client does not always look into: judging one of 20 KB takes 180 µs, a usual one 10. */
const large = 4_096

/** A client of the event stream, that keeps all it is sent, and fails the test over what is not as spec/asyncapi.yaml has it. */
export class StreamClient implements AsyncDisposable {
  readonly events: Event[] = []
  /** The numbers of the events. */
  readonly ids: number[] = []
  readonly socket: WebSocket
  readonly closed: Promise<{ code: number; reason: string }>

  constructor(url: string, options: StreamOptions = {}) {
    this.socket = connect(url, options)
    this.closed = new Promise((resolve) => {
      this.socket.on('close', (code, reason) => {
        resolve({ code, reason: reason.toString() })
      })
    })
    // What goes wrong is told by `closed`, or by the refusal.
    this.socket.on('error', () => undefined)
    this.socket.on('message', (frame: Buffer) => {
      const isSpared = options.lean === true && frame.length > large && this.ids.length % 10 > 0
      if (!isSpared) judgeFrame('watchEvents', frame.toString())
      this.ids.push(Number(/^\{"id":(\d+)/.exec(frame.toString('latin1', 0, 30))?.[1]))
      if (options.lean !== true) this.events.push(JSON.parse(frame.toString()) as Event)
    })
  }

  /** Resolves when the stream is open. */
  static async open(url: string, options: StreamOptions = {}): Promise<StreamClient> {
    const client = new StreamClient(url, options)
    client.socket.on('unexpected-response', (_request, response: IncomingMessage) => {
      client.socket.emit('error', new Error(`The upgrade was refused: ${response.statusCode ?? 0}`))
    })
    await once(client.socket, 'open')
    return client
  }

  /** Resolves when it has seen the event with this number, or a later one. */
  async reach(id: number, timeout = 20_000): Promise<void> {
    await expect.poll(() => this.ids.at(-1) ?? 0, { timeout }).toBeGreaterThanOrEqual(id)
  }

  /** Goes away, and waits for it. */
  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.close()
    await this.closed
  }
}

/** How the server refuses this upgrade over HTTP. */
export async function refusalOf(url: string, options: StreamOptions = {}): Promise<Refusal> {
  const socket = connect(url, options)
  socket.on('error', () => undefined)
  const refused = once(socket, 'unexpected-response') as Promise<[unknown, IncomingMessage]>
  const opened = once(socket, 'open').then(() => {
    socket.terminate()
    throw new Error('The upgrade was not refused.')
  })
  const [, response] = await Promise.race([refused, opened])
  const body = (await json(response)) as ErrorResponse
  return { status: response.statusCode, headers: response.headers, body }
}

function connect(url: string, options: StreamOptions): WebSocket {
  const { after, types, token = gatewayToken, accessToken, origin, autoPong = true } = options
  const target = new URL((options.path ?? streamPath).replace(/^\//, url + '/'))
  target.protocol = 'ws:'
  if (after !== undefined) target.searchParams.set('after', String(after))
  if (types !== undefined) target.searchParams.set('types', types)
  if (accessToken !== undefined) target.searchParams.set('access_token', accessToken)
  const headers = { ...options.headers, ...(token === null ? {} : bearer(token)) }
  return new WebSocket(target, { headers, autoPong, ...(origin === undefined ? {} : { origin }) })
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` })

/** The numbers from `first` to `last`. */
export const numbers = (first: number, last: number): number[] =>
  Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index)
