import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it } from 'vitest'
import type {
  Event,
  EventPage,
  Message,
  MessagePage,
  SessionPage,
} from '../../src/generated/types.ts'
import { freePort } from '../support/gateway-process.ts'
import { numbers, StreamClient } from '../support/stream-client.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { WebhookReceiver } from '../support/webhook-receiver.ts'
import { ask, type Gateway, spawnGateway, urlOf } from './gateway.ts'

const kills = 20
const postsPerSecond = 200
const users = 25

it('loses nothing that it has acknowledged, however often it is killed', async () => {
  const begun = performance.now()
  await using receiver = await openReceiver()
  const folder = await temporaryFolder()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const start = (generation: number): Promise<Gateway> =>
    spawnGateway(folder, { port, config: configFor(`${receiver.url}?generation=${generation}`) })

  const follower = follow(url)
  const poster = postTo(url)
  for (let generation = 0; generation < kills; generation++) {
    const gateway = await start(generation)
    // Now and then while it starts and takes up what was left.
    if (generation % 5 !== 4) await urlOf(gateway)
    await sleep(Math.random() * 1_000)
    gateway.kill('SIGKILL')
    await gateway.ended
  }
  await start(kills)
  const { answers, repeated } = await poster.finish()
  const ids = [...answers.values()].toSorted()
  await expect.poll(() => receiver.ids.size, { timeout: 30_000 }).toBe(ids.length)
  const unfinished = async () => (await allMessages(url)).filter(({ status }) => status !== 'sent')
  await expect.poll(unfinished, { timeout: 30_000, interval: 500 }).toEqual([])
  const events = await allEvents(url)
  const { seen, connections } = await follower.finish(events.length)

  expect(new Set(ids).size).toBe(ids.length)
  const stored = await allMessages(url)
  expect(stored.map(({ id }) => id).toSorted()).toEqual(ids)
  expect([...receiver.ids].toSorted()).toEqual(ids)
  expect(events.map(({ id }) => id)).toEqual(numbers(1, events.length))
  expect(seen).toEqual(numbers(1, events.length))
  const told = events.flatMap(({ type, payload }) => (type === 'message:sent' ? [payload.id] : []))
  expect(told.toSorted()).toEqual(ids)
  expect(events.filter(({ type }) => type === 'error')).toEqual([])
  for (const user of usersOf(stored))
    expect(receiver.firstsOf(user)).toEqual(sortedIds(stored, user))
  // A process never sends twice, so each repeat is by one that found its predecessor killed in the middle of it.
  for (const generations of receiver.generations.values()) {
    expect(generations).toEqual([...new Set(generations)].toSorted((a, b) => a - b))
  }

  const deliveries = [...receiver.generations.values()].flat().length
  const seconds = Math.round((performance.now() - begun) / 1_000)
  console.info(
    `kill -9: ${kills} kills, ${ids.length} messages accepted, ${repeated} answered again to a repeated request, ` +
      `0 lost, ${deliveries - ids.length} delivered twice, ${events.length} events in ${connections} connections, ${seconds} s`,
  )
}, 180_000)

const configFor = (url: string) => ({
  channels: { support: { type: 'webhook', url, secret: WebhookReceiver.secret } },
  rateLimits: { enabled: false },
})

/** Takes every delivery, after some milliseconds, and remembers which process each came from. */
async function openReceiver() {
  const generations = new Map<string, number[]>()
  const firsts = new Map<string, string[]>()
  const server = createServer((request, response) => {
    const id = String(request.headers['webhook-id'])
    const generation = Number(request.url?.split('=')[1])
    const known = generations.get(id)
    if (known !== undefined) known.push(generation)
    else generations.set(id, [generation])
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      const { userId } = JSON.parse(Buffer.concat(chunks).toString()) as Message
      if (known === undefined) firsts.set(userId, [...(firsts.get(userId) ?? []), id])
      setTimeout(() => response.writeHead(204).end(), Math.random() * 30)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/in`,
    /** Of each message: which processes delivered it, in this order. */
    generations,
    get ids() {
      return new Set(generations.keys())
    },
    /** The messages of a user in the order in which each came for the first time. */
    firstsOf: (userId: string) => firsts.get(userId) ?? [],
    [Symbol.asyncDispose]: async () => {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

/** Resolves when the gateway answers again; one asks for all who wait, or they would leave it no time to. */
function waitFor(url: string): () => Promise<void> {
  let asking: Promise<void> | undefined
  const answers = () =>
    fetch(`${url}/health`).then(
      ({ ok }) => ok,
      () => false,
    )
  const poll = async (): Promise<void> => {
    while (!(await answers())) await sleep(20)
    asking = undefined
  }
  return () => (asking ??= poll())
}

/** Posts at a steady rate, and repeats each request under its key until it is answered with 202. */
function postTo(url: string) {
  const answers = new Map<string, string>()
  const answering = waitFor(url)
  let repeated = 0
  const post = async (number: number): Promise<void> => {
    const key = `key-${number}`
    const body = JSON.stringify({
      channel: 'support',
      userId: `user-${number % users}`,
      message: `${number}`,
    })
    const headers = { 'content-type': 'application/json', 'idempotency-key': key }
    for (;;) {
      try {
        const response = await ask(`${url}/api/messages`, { method: 'POST', headers, body })
        const { id } = (await response.json()) as Message
        if (response.status !== 202) throw new Error(`It answered ${response.status}.`)
        if (response.headers.has('idempotent-replayed')) repeated += 1
        answers.set(key, id)
        return
      } catch {
        await answering()
      }
    }
  }
  const posting: Promise<void>[] = []
  const begun = performance.now()
  const timer = setInterval(() => {
    const due = ((performance.now() - begun) / 1_000) * postsPerSecond
    while (posting.length < due) posting.push(post(posting.length))
  }, 25)
  return {
    /** Begins no more, and waits until all are answered. */
    finish: async () => {
      clearInterval(timer)
      await Promise.all(posting)
      return { answers, repeated }
    },
  }
}

/** Follows the event stream, connecting anew with `after` whenever it breaks. */
function follow(url: string) {
  const seen: number[] = []
  let connections = 0
  let client: StreamClient | undefined
  let finished = false
  const run = async (): Promise<void> => {
    while (!finished) {
      client = new StreamClient(url, { after: seen.at(-1) ?? 0, lean: true })
      client.socket.once('open', () => (connections += 1))
      await client.closed
      seen.push(...client.ids)
      await sleep(20)
    }
  }
  const running = run()
  return {
    /** Goes away when it has seen this event. */
    finish: async (last: number) => {
      await expect.poll(() => client?.ids.at(-1) ?? seen.at(-1), { timeout: 20_000 }).toBe(last)
      finished = true
      client?.socket.close()
      await running
      return { seen, connections }
    },
  }
}

async function get<T>(url: string): Promise<T> {
  const response = await ask(url)
  expect(response.status).toBe(200)
  return (await response.json()) as T
}

async function allMessages(url: string): Promise<Message[]> {
  const { sessions } = await get<SessionPage>(`${url}/api/sessions?limit=200`)
  const found: Message[] = []
  for (const { id } of sessions) {
    let cursor: string | undefined = ''
    while (cursor !== undefined) {
      const query = cursor === '' ? '' : `&cursor=${cursor}`
      const page: MessagePage = await get(`${url}/api/sessions/${id}/messages?limit=200${query}`)
      found.push(...page.messages)
      cursor = page.nextCursor
    }
  }
  return found
}

async function allEvents(url: string): Promise<Event[]> {
  const events: Event[] = []
  for (;;) {
    const after = events.at(-1)?.id ?? 0
    const page = await get<EventPage>(`${url}/api/events?limit=200&after=${after}`)
    if (page.events.length === 0) return events
    events.push(...page.events)
  }
}

const usersOf = (messages: Message[]): Set<string> => new Set(messages.map(({ userId }) => userId))

const sortedIds = (messages: Message[], user: string): string[] =>
  messages
    .filter(({ userId }) => userId === user)
    .map(({ id }) => id)
    .toSorted()
