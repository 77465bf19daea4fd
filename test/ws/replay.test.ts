import { setTimeout as sleep, setImmediate as nextTurn } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { EventLog } from '../../src/events/event-log.ts'
import type { EventFrame, EventSink, EventStream } from '../../src/events/event-stream.ts'
import { eventValidators } from '../../src/generated/events.ts'
import { postInbound, support } from '../support/posting.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { numbers, StreamClient } from '../support/stream-client.ts'
import { WebhookReceiver } from '../support/webhook-receiver.ts'
import { appendErrors, openStreamHouse } from './stream-house.ts'

describe('the event stream of a server', () => {
  let receiver: WebhookReceiver
  let server: TestServer

  beforeAll(async () => {
    receiver = await WebhookReceiver.start()
    server = await startTestServer({
      config: { ...support(receiver), rateLimits: { enabled: false } },
    })
  })

  afterAll(async () => {
    await server[Symbol.asyncDispose]()
    await receiver[Symbol.asyncDispose]()
  })

  /** The number of the newest event. */
  const last = async (): Promise<number> => {
    const response = await server.fetch('/api/events?types=tool:invoked')
    return ((await response.json()) as { nextAfter: number }).nextAfter
  }

  /** Messages of many users at once, as fast as the server takes them. */
  const postAtFullSpeed = (writers: number, each: number): Promise<unknown> =>
    Promise.all(
      Array.from({ length: writers }, async (_, writer) => {
        for (let n = 0; n < each; n++) {
          await postInbound({ server, receiver }, { userId: `${writer}-${n % 7}` })
        }
      }),
    )

  it('shows what happens from then on, in frames as the contract says', async () => {
    await postInbound({ server, receiver })
    const before = await last()
    await using client = await StreamClient.open(server.url)
    await postInbound({ server, receiver }, { userId: 'Grüße 🦞' })
    const response = await server.fetch('/api/messages', {
      json: { channel: 'support', userId: 'Grüße 🦞', message: 'Hello' },
    })
    expect(response.status).toBe(202)
    await client.reach(before + 3)
    expect(client.events).toMatchObject([
      { id: before + 1, type: 'session:created', payload: { userId: 'Grüße 🦞' } },
      { id: before + 2, type: 'message:received', payload: { message: 'Hi' } },
      { id: before + 3, type: 'message:sent', payload: { message: 'Hello' } },
    ])
    for (const event of client.events) expect(eventValidators[event.type](event)).toBe(true)
  })

  it('replays what came after a number and goes on live, without gap or repeat, at full speed', async () => {
    const start = await last()
    const clients: { after: number; client: StreamClient }[] = []
    let posting = true
    const posted = postAtFullSpeed(8, 60).finally(() => (posting = false))
    const isPosting = () => posting
    while (isPosting()) {
      const after = Math.floor(Math.random() * (start + 1))
      clients.push({ after, client: await StreamClient.open(server.url, { after }) })
      await sleep(Math.random() * 20)
    }
    await posted
    const end = await last()
    expect(clients.length).toBeGreaterThan(5)
    for (const { after, client } of clients) {
      await client.reach(end)
      expect(client.ids).toEqual(numbers(after + 1, end))
      await client[Symbol.asyncDispose]()
    }
  })

  it('begins without after somewhere at the end, and has no gap from there', async () => {
    const start = await last()
    const posting = postAtFullSpeed(8, 40)
    const clients: StreamClient[] = []
    for (let n = 0; n < 20; n++) clients.push(await StreamClient.open(server.url))
    await posting
    const end = await last()
    for (const client of clients) {
      await client.reach(end)
      expect(client.ids).toEqual(numbers(client.ids[0] ?? 0, end))
      expect(client.ids[0]).toBeGreaterThan(start)
      await client[Symbol.asyncDispose]()
    }
  })

  it('gives the same events as the HTTP API, filtered by type as there', async () => {
    await using all = await StreamClient.open(server.url, { after: 0 })
    await using some = await StreamClient.open(server.url, {
      after: 0,
      types: 'session:created,message:sent',
    })
    await postInbound({ server, receiver }, { userId: 'a-new-one' })
    const end = await last()
    await all.reach(end)
    await some.reach(end - 1)
    const wanted = all.events.filter(
      ({ type }) => type === 'session:created' || type === 'message:sent',
    )
    expect(some.events).toEqual(wanted)
    const response = await server.fetch('/api/events?after=0&limit=200')
    const { events } = (await response.json()) as { events: unknown[] }
    expect(all.events.slice(0, 200)).toEqual(events)
  })

  it('refuses a future number with 4400', async () => {
    const client = await StreamClient.open(server.url, { after: (await last()) + 1 })
    const { code, reason } = await client.closed
    expect(code).toBe(4400)
    expect(reason).toMatch(/^futureCursor:/)
    expect(client.events).toEqual([])
  })
})

describe('a replay', () => {
  it('misses nothing that happens in the very turn in which it has reached the end', async () => {
    const { url } = await openStreamHouse({ events: new RacingLog(50) })
    await using client = await StreamClient.open(url, { after: 0 })
    await client.reach(50)
    expect(client.ids).toEqual(numbers(1, 50))
  })

  it('ends with 4410 when the log begins later than that', async () => {
    const { url, store } = await openStreamHouse()
    await appendErrors(store, 50)
    await store.write((tables) => tables.events.trim({ before: 0, keep: 10, limit: 1_000 }))
    const late = await StreamClient.open(url, { after: 39 })
    expect(await late.closed).toMatchObject({
      code: 4410,
      reason: expect.stringMatching(/^outdatedCursor:/) as string,
    })
    expect(late.events).toEqual([])
    await using inTime = await StreamClient.open(url, { after: 40 })
    await inTime.reach(50)
    expect(inTime.ids).toEqual(numbers(41, 50))
  })

  it('ends with 4410 when the log is cut ahead of a consumer that is too slow to get there', async () => {
    const { url, store } = await openStreamHouse({ maxBuffered: 1_000, stallMs: 60_000 })
    for (let n = 0; n < 40; n++) await appendErrors(store, 100, 4_000)
    const client = await StreamClient.open(url, { after: 0 })
    client.socket.pause()
    await store.write((tables) => tables.events.trim({ before: 0, keep: 10, limit: 10_000 }))
    client.socket.resume()
    expect((await client.closed).code).toBe(4410)
    // What it was given until then has no gap.
    expect(client.ids).toEqual(numbers(1, client.ids.length))
  })

  it('lets others have their turn, however long it is', async () => {
    const { url, store } = await openStreamHouse()
    for (let n = 0; n < 10; n++) await appendErrors(store, 2_000)
    await store.write((tables) =>
      EventLog.append(tables, 'session:created', {
        id: 'session-1',
        channel: 'support',
        userId: 'user-1',
        messageCount: 0,
        lastActivity: '2026-02-14T12:00:00.000Z',
      }),
    )
    // With a type that is rare nothing waits for the consumer.
    await using client = await StreamClient.open(url, { after: 0, types: 'session:created' })
    let turns = 0
    while (client.events.length === 0) {
      await nextTurn()
      turns += 1
    }
    expect(client.ids).toEqual([20_001])
    expect(turns).toBeGreaterThan(50)
  })
})

/** A log that grows at the worst moment: when somebody has just seen how far it goes. */
class RacingLog implements EventStream {
  readonly #end: number
  readonly #sinks = new Set<EventSink>()
  #position = 0

  constructor(end: number) {
    this.#end = end
  }

  get position(): number {
    queueMicrotask(() => {
      this.#grow()
    })
    return this.#position
  }

  checkCursor(): Promise<undefined> {
    return Promise.resolve(undefined)
  }

  read(after: number): Promise<EventFrame[]> {
    return Promise.resolve(numbers(after + 1, this.#position).map(frameOf))
  }

  subscribe(sink: EventSink): () => void {
    this.#sinks.add(sink)
    return () => this.#sinks.delete(sink)
  }

  #grow(): void {
    if (this.#position === this.#end) return
    this.#position += 1
    for (const sink of this.#sinks) sink.deliver([frameOf(this.#position)])
    setImmediate(() => {
      this.#grow()
    })
  }
}

const frameOf = (id: number): EventFrame => ({
  id,
  type: 'error',
  frame: Buffer.from(
    JSON.stringify({
      id,
      type: 'error',
      time: '2026-02-14T12:00:00.000Z',
      payload: { code: 'INTERNAL_ERROR', message: 'Hi', source: 'channel' },
    }),
  ),
})
