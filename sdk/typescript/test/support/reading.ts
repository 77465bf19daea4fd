import { expect, onTestFinished } from 'vitest'
import { createLog } from '../../../../src/kernel/log.ts'
import { openStore } from '../../../../src/store/open-store.ts'
import type { Store } from '../../../../src/store/store.ts'
import { freePort } from '../../../../test/support/gateway-process.ts'
import { gatewayToken, type TestServer } from '../../../../test/support/server.ts'
import { temporaryFolder } from '../../../../test/support/temporary-folder.ts'
import { Api } from '../../src/api.ts'
import { type EventOptions, EventStream } from '../../src/events/stream.ts'
import type { Times } from '../../src/events/times.ts'
import type { ClientOptions, Event, EventType } from '../../src/index.ts'
import { resolveOptions } from '../../src/options.ts'
import { type CuttingProxy, openCuttingProxy } from './cutting-proxy.ts'
import { clientOf, openHouse, startHouse } from './house.ts'

/** As `expect.poll`, with time for a machine that is busy with other tests. */
export const soon = <T>(look: () => T) => expect.poll(look, { timeout: 15_000, interval: 10 })

/** What a test can wait for. */
export const shortTimes = {
  opening: 1_000,
  silence: 300,
  grace: 100,
  polling: 400,
  pollEvery: 20,
} satisfies Partial<Times>

/** A stream with other times than those of everybody. */
export function streamOf<T extends EventType = EventType>(
  baseUrl: string,
  options: EventOptions<T> & { times?: Partial<Times>; client?: ClientOptions } = {},
): EventStream<T> {
  const { times = shortTimes, client, ...rest } = options
  const settings = resolveOptions({ baseUrl, token: gatewayToken, ...client })
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
export async function proxyOf(url: string): Promise<CuttingProxy> {
  const proxy = await openCuttingProxy(url)
  onTestFinished(() => proxy[Symbol.asyncDispose]())
  return proxy
}

/** The real fetch, with something done after each answer of the event log's, before it is passed on. */
export const fetchThen =
  (after: (count: number) => Promise<Response | undefined>, count = { answers: 0 }) =>
  async (request: Request): Promise<Response> => {
    const response = await fetch(request)
    if (!request.url.includes('/api/events')) return response
    count.answers += 1
    return (await after(count.answers)) ?? response
  }

/** The events of the start: that the webhook channel and the web chat are there. */
export const begun = 2

/** Resolves when those are written that come from the start, after the event `before`. */
export const settled = (url: string, before = 0): Promise<void> =>
  soon(async () => (await clientOf(url).listEvents()).newest).toBe(before + begun)

/** @returns the address of a server that has just begun */
export async function openSettled(): Promise<string> {
  const { url } = await openHouse()
  await settled(url)
  return url
}

/** A server that can be stopped and started again, at the same address and with the same data. */
export class Restartable {
  readonly url: string
  readonly #dataDir: string
  readonly #port: number
  #server: TestServer | undefined

  private constructor(dataDir: string, port: number) {
    this.#dataDir = dataDir
    this.#port = port
    this.url = `http://127.0.0.1:${String(port)}`
  }

  static async open(): Promise<Restartable> {
    const house = new Restartable(await temporaryFolder(), await freePort())
    onTestFinished(() => house.stop())
    return house
  }

  async start(): Promise<void> {
    const env = { OPENCLAW_PORT: String(this.#port) }
    this.#server = await startHouse({ dataDir: this.#dataDir, env })
  }

  async stop(): Promise<void> {
    const server = this.#server
    this.#server = undefined
    await server?.[Symbol.asyncDispose]()
  }

  /** Its data, while it is stopped. */
  async inStore(work: (store: Store) => Promise<unknown>): Promise<void> {
    const { log, dataDir } = { log: createLog('silent'), dataDir: this.#dataDir }
    await using store = await openStore({ dataDir, databaseUrl: undefined, log })
    await work(store)
  }
}
