import { beforeEach, describe, expect, it } from 'vitest'
import {
  type ClientOptions,
  ConflictError,
  type Listener,
  type ListenerOptions,
  type Message,
  type SendMessageRequest,
} from '../src/index.ts'
import { listen as listenAt, type Place, places } from './support/bots.ts'
import { usePeer } from './support/peer.ts'
import { sleep } from './support/platform.ts'
import { numbers } from './support/reading.ts'
import { soon } from './support/soon.ts'

/** An answer of a bot as it goes over the network. */
interface Sent {
  key: string | null
  body: SendMessageRequest
  response: Response
  text: string
}

/** A client that keeps its answers. */
function recording(): { sent: Sent[]; options: ClientOptions } {
  const sent: Sent[] = []
  const keep = async (request: Request): Promise<Response> => {
    if (request.method !== 'POST') return fetch(request)
    const body = (await request.clone().json()) as SendMessageRequest
    const response = await fetch(request)
    const text = await response.clone().text()
    sent.push({ key: request.headers.get('idempotency-key'), body, response, text })
    return response
  }
  return { sent, options: { fetch: keep } }
}

let place: Place

describe.each(places)('On %s', (_name, open) => {
  beforeEach(async () => {
    place = await open()
  })
  describe('a bot', answering)
  describe('a bot', dealing)
  describe('a bot', choosing)
  describe('a bot', remembering)
})

const listen = (options: ListenerOptions = {}, client: ClientOptions = {}): Listener =>
  listenAt(place.client(client), options)

/** Has it answer one message, and no other. */
async function answerOne(
  { options = {}, client = {} }: { options?: ListenerOptions; client?: ClientOptions },
  ...texts: string[]
): Promise<{ payload: Message; answers: Message[] }> {
  const answers: Message[] = []
  let payload: Message | undefined
  const listener = listen(options, client)
  for (const text of texts) {
    listener.on('message:received', async (message, reply) => {
      listener.close()
      payload = message
      answers.push(await reply(text))
    })
  }
  await listener.closed
  if (payload === undefined) throw new Error('No message came.')
  return { payload, answers }
}

function answering(): void {
  it('answers where the message came from, and reads what the contract says of that', async () => {
    await place.bring(1)
    const { sent, options: client } = recording()
    const { payload, answers } = await answerOne({ client }, 'from the first', 'from the second')
    const { id, channel, userId } = payload
    expect(sent.map(({ key, body }) => ({ key, body }))).toEqual([
      { key: `reply-${id}-1`, body: { channel, userId, message: 'from the first' } },
      { key: `reply-${id}-2`, body: { channel, userId, message: 'from the second' } },
    ])
    expect(answers).toEqual(sent.map(({ text }) => JSON.parse(text) as Message))
    const judge = await usePeer('judge')
    for (const { response, text } of sent) {
      expect(response.status).toBe(202)
      const { status, headers } = response
      const answer = { status, headers: [...headers], body: text }
      expect(await judge.faultsOf('sendMessage', answer)).toEqual([])
    }
  })

  it('that is started again and sees the same message again repeats its answer', async () => {
    await place.bring(1)
    const { sent, options: client } = recording()
    const ids: (string | undefined)[] = []
    for (let starts = 0; starts < 3; starts += 1) {
      const { answers } = await answerOne({ client }, 'once')
      ids.push(...answers.map(({ id }) => id))
    }
    expect(ids).toEqual([ids[0], ids[0], ids[0]])
    expect(new Set(sent.map(({ key }) => key)).size).toBe(1)
    const replayed = sent.map(({ response }) => response.headers.get('idempotent-replayed'))
    expect(replayed).toEqual([null, 'true', 'true'])
  })

  it('clashes with another one that answers the same message, unless each has a name', async () => {
    await place.bring(1)
    const errors: unknown[] = []
    const onError = (error: unknown) => errors.push(error)
    for (const name of ['greeter', 'helper']) await answerOne({ options: { name, onError } }, name)
    expect(errors).toEqual([])
    for (const text of ['one', 'two']) await answerOne({ options: { onError } }, text)
    expect(errors).toEqual([expect.any(ConflictError)])
  })
}

function dealing(): void {
  it('has its handlers called one after the other, in the order of the events', async () => {
    await place.bring(5)
    const seen: string[] = []
    const ids: number[] = []
    const types = new Set<string>()
    const deal = async (payload: object, event: { id: number; type: string; payload: object }) => {
      expect(payload).toBe(event.payload)
      types.add(event.type)
      ids.push(event.id)
      seen.push(`begin ${String(event.id)}`)
      await sleep(Math.random() * 10)
      seen.push(`end ${String(event.id)}`)
    }
    const errors: unknown[] = []
    const listener = listen({ onError: (error) => errors.push(error) })
      .on('message:received', (payload, _reply, event) => deal(payload, event))
      .on('session:created', deal)
    await soon(() => seen.length).toBeGreaterThanOrEqual(20)
    listener.close()
    await listener.closed
    expect(errors).toEqual([])
    expect(types).toEqual(new Set(['message:received', 'session:created']))
    expect(ids).toEqual(numbers(ids[0] ?? 0, (ids[0] ?? 0) + ids.length - 1))
    expect(seen).toEqual(ids.flatMap((id) => [`begin ${String(id)}`, `end ${String(id)}`]))
  })

  it('whose handler throws tells onError, and gets the next event', async () => {
    await place.bring(2)
    const seen: number[] = []
    const errors: unknown[] = []
    listen({ onError: (error) => errors.push(error) }).on(
      'message:received',
      async (_message, _reply, { id }) => {
        seen.push(id)
        await Promise.resolve()
        if (seen.length === 1) throw new Error('It broke.')
      },
    )
    await soon(() => seen.length).toBeGreaterThanOrEqual(2)
    expect(errors).toEqual([new Error('It broke.')])
  })
}

function choosing(): void {
  it('asks for all the types that were set together, and for no others', async () => {
    const urls: string[] = []
    class Told extends place.Socket {
      constructor(url: string) {
        super(url)
        urls.push(url)
      }
    }
    listen({}, { WebSocket: Told })
      .on('session:created', () => undefined)
      .on('message:received', () => undefined)
      .on('message:received', () => undefined)
    await soon(() => urls).toHaveLength(1)
    expect(new URL(urls[0] ?? '').searchParams.get('types')).toBe(
      'session:created,message:received',
    )
  })

  it('brings a type that is added later too, and nothing twice', async () => {
    await place.bring(1)
    const messages: number[] = []
    const sessions: number[] = []
    const listener = listen().on('message:received', (_message, _reply, { id }) =>
      messages.push(id),
    )
    await soon(() => messages.length).toBeGreaterThan(0)
    listener.on('session:created', (_session, { id }) => sessions.push(id))
    await place.bring(1)
    await soon(() => Math.min(sessions.length, messages.length - 1)).toBeGreaterThan(0)
    expect(Math.min(...sessions)).toBeGreaterThan(messages[0] ?? Infinity)
    for (const ids of [messages, sessions]) {
      expect(ids).toEqual([...new Set(ids)].toSorted((a, b) => a - b))
    }
  })
}

function remembering(): void {
  it('is told where it stands before its first event', async () => {
    const { newest } = await place.client().listEvents()
    const seen: number[] = []
    listen({ after: undefined, onPosition: (id) => seen.push(id) }).on(
      'message:received',
      () => undefined,
    )
    await soon(() => seen[0]).toBe(newest)
  })

  it('is told after each event where to begin the next time', async () => {
    await place.bring(2)
    const seen: string[] = []
    const ids: number[] = []
    const listener = listen({ onPosition: (id) => seen.push(`at ${String(id)}`) })
    listener.on('message:received', async (_message, _reply, { id }) => {
      await sleep(5)
      ids.push(id)
      seen.push(`dealt with ${String(id)}`)
    })
    await soon(() => seen.length).toBeGreaterThanOrEqual(4)
    listener.close()
    await listener.closed
    expect(seen).toEqual(ids.flatMap((id) => [`dealt with ${String(id)}`, `at ${String(id)}`]))
    const last = ids.at(-1)
    await place.bring(1)
    const later: number[] = []
    listen({ after: last }).on('message:received', (_message, _reply, { id }) => later.push(id))
    await soon(() => later.length).toBeGreaterThan(0)
    expect(later[0]).toBeGreaterThan(last ?? Infinity)
  })
}
