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
import { numbers } from '../support/stream-client.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { WebhookReceiver } from '../support/webhook-receiver.ts'
import { ask, spawnGateway, urlOf } from './gateway.ts'
import { Follower, Poster, Receiver } from './traffic.ts'

const kills = 20
const load = { users: 25, perSecond: 200 }

it('loses nothing that it has acknowledged, however often it is killed', async () => {
  const begun = performance.now()
  await using receiver = await Receiver.start()
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  using poster = new Poster(url, load)
  await using follower = new Follower(url)
  await killAgainAndAgain(port, receiver)
  await poster.finish()
  const ids = [...poster.answers.values()].toSorted()
  await expect.poll(() => unfinished(url), { timeout: 40_000, interval: 500 }).toEqual([])

  expect(new Set(ids).size).toBe(ids.length)
  const messages = await allMessages(url)
  expect(messages.map(({ id }) => id).toSorted()).toEqual(ids)
  expect([...receiver.generations.keys()].toSorted()).toEqual(ids)
  for (const [user, firsts] of receiver.firsts) expect(firsts).toEqual(idsOf(messages, user))
  // One process never sends twice, so each repeat is by one that found its predecessor killed in the middle of it.
  for (const generations of receiver.generations.values()) {
    expect(generations).toEqual([...new Set(generations)].toSorted((a, b) => a - b))
  }

  const events = await allEvents(url)
  expect(events.map(({ id }) => id)).toEqual(numbers(1, events.length))
  const told = events.flatMap(({ type, payload }) => (type === 'message:sent' ? [payload.id] : []))
  expect(told.toSorted()).toEqual(ids)
  // Besides these each process tells that its channels are connected.
  const ofMessages = events.filter((event) => event.type !== 'channel:status')
  expect(ofMessages.length).toBe(ids.length + load.users)
  await follower.reach(events.length)
  expect(follower.seen).toEqual(numbers(1, events.length))

  console.info(
    `kill -9: ${kills} kills, ${ids.length} messages accepted, 0 lost, ${receiver.deliveries - ids.length} ` +
      `deliveries repeated, ${poster.replayed} requests answered again, ${events.length} events over ` +
      `${follower.connections} connections, ${Math.round((performance.now() - begun) / 1_000)} s`,
  )
}, 240_000)

/** Leaves one running. */
async function killAgainAndAgain(port: number, receiver: Receiver): Promise<void> {
  const folder = await temporaryFolder()
  const start = (generation: number) => {
    const { secret } = WebhookReceiver
    const support = { type: 'webhook', url: receiver.urlFor(generation), secret }
    const config = { channels: { support }, rateLimits: { enabled: false } }
    return spawnGateway(folder, { port, config })
  }
  for (let generation = 0; generation < kills; generation++) {
    const gateway = await start(generation)
    // Now and then while it starts and takes up what was left.
    if (generation % 5 !== 4) await urlOf(gateway)
    await sleep(Math.random() * 1_500)
    gateway.kill('SIGKILL')
    await gateway.ended
  }
  await start(kills)
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
    const path = `${url}/api/sessions/${id}/messages?limit=200`
    let next: string | undefined = path
    while (next !== undefined) {
      const { messages, nextCursor }: MessagePage = await get(next)
      found.push(...messages)
      next = nextCursor === undefined ? undefined : `${path}&cursor=${nextCursor}`
    }
  }
  return found
}

const unfinished = async (url: string): Promise<Message[]> =>
  (await allMessages(url)).filter(({ status }) => status !== 'sent')

async function allEvents(url: string): Promise<Event[]> {
  const events: Event[] = []
  for (;;) {
    const after = events.at(-1)?.id ?? 0
    const page = await get<EventPage>(`${url}/api/events?limit=200&after=${after}`)
    if (page.events.length === 0) return events
    events.push(...page.events)
  }
}

/** In the order in which they were accepted. */
const idsOf = (messages: Message[], user: string): string[] =>
  messages
    .filter(({ userId }) => userId === user)
    .map(({ id }) => id)
    .toSorted()
