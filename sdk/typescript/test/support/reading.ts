import { onTestFinished } from 'vitest'
import { Api } from '../../src/api.ts'
import { type EventOptions, EventStream } from '../../src/events/stream.ts'
import type { Times } from '../../src/events/times.ts'
import type { ClientOptions, Event, EventType } from '../../src/index.ts'
import { resolveOptions } from '../../src/options.ts'
import type { CuttingProxy } from '../peers/cutting-proxy.ts'
import { gatewayToken } from './known.ts'
import { type Remote, usePeer } from './peer.ts'
import { Socket } from './platform.ts'
import { soon } from './soon.ts'

/** What a test can wait for. */
export const shortTimes = {
  opening: 1_000,
  silence: 300,
  grace: 100,
  polling: 400,
  longestPolling: 400,
  pollEvery: 20,
} satisfies Partial<Times>

/** Once it polls, no socket is tried again in a test. */
export const steadyPolling = {
  polling: 60_000,
  longestPolling: 60_000,
} satisfies Partial<Times>

/** For tests that count sockets: none is given up since a machine is busy. */
export const patientTimes = {
  ...shortTimes,
  opening: 15_000,
  silence: 20_000,
} satisfies Partial<Times>

/** A stream with other times than those of everybody, over a WebSocket in whatever runtime. */
export function streamOf<T extends EventType = EventType>(
  baseUrl: string,
  options: EventOptions<T> & { times?: Partial<Times>; client?: ClientOptions } = {},
): EventStream<T> {
  const { times = shortTimes, client, ...rest } = options
  const settings = resolveOptions({ baseUrl, token: gatewayToken, WebSocket: Socket, ...client })
  return new EventStream<T>(new Api(settings), rest, times)
}

export class Reading {
  readonly events: Event[] = []
  /** With what the iteration ended; `undefined` where it was not an error. */
  readonly ended: Promise<unknown>

  constructor(stream: AsyncIterable<Event>) {
    this.ended = this.#read(stream).catch((error: unknown) => error)
  }

  get ids(): number[] {
    return this.events.map(({ id }) => id)
  }

  /** What the messages said, in their order. */
  get texts(): string[] {
    return this.events.flatMap((event) =>
      event.type === 'message:received' ? [event.payload.message] : [],
    )
  }

  /** Resolves when that many messages have come. */
  async reach(count: number): Promise<void> {
    await soon(() => this.texts.length).toBeGreaterThanOrEqual(count)
  }

  async #read(stream: AsyncIterable<Event>): Promise<void> {
    for await (const event of stream) this.events.push(event)
  }
}

/** Reads until the test is over. */
export function reading<T extends EventType>(
  baseUrl: string,
  options: Parameters<typeof streamOf<T>>[1] = {},
): Reading {
  const stop = new AbortController()
  onTestFinished(() => {
    stop.abort()
  })
  return new Reading(streamOf<T>(baseUrl, { signal: stop.signal, ...options }))
}

/** In front of a server, until the test is over. */
export const proxyOf = (url: string): Promise<Remote<CuttingProxy>> => usePeer('proxy', url)

/** The real fetch, with something done after each answer of the event log's, before it is passed on. */
export const fetchThen =
  (after: (count: number) => Promise<Response | undefined>, count = { answers: 0 }) =>
  async (request: Request): Promise<Response> => {
    const response = await fetch(request)
    if (!request.url.includes('/api/events')) return response
    count.answers += 1
    return (await after(count.answers)) ?? response
  }

/** The whole numbers from the one to the other. */
export const numbers = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(to - from + 1, 0) }, (_, index) => from + index)

/** Lets all else that is due have its turn; unlike a timer of a page it does not wait some milliseconds each time. */
export function nextTurn(): Promise<void> {
  // As each runtime has it; the types are those of Node's own module.
  const { port1, port2 } = new MessageChannel() as unknown as {
    port1: { onmessage: () => void; close: () => void }
    port2: { postMessage: (value: unknown) => void }
  }
  return new Promise((resolve) => {
    port1.onmessage = () => {
      port1.close()
      resolve()
    }
    port2.postMessage(undefined)
  })
}
