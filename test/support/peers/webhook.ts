import { expect } from 'vitest'
import type { ErrorResponse } from '../../../src/generated/types.ts'
import { WebhookReceiver } from '../webhook-receiver.ts'
import { Front } from './front.ts'
import type { Peer, Said, Vendor } from './peer.ts'

interface Posted {
  id: string
  body: string
}

async function post(url: string, receiver: WebhookReceiver, { id, body }: Posted): Promise<Said> {
  const response = await fetch(`${url}/hooks/subject`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...receiver.sign(id, body) },
    body,
  })
  const answer = (await response.json()) as ErrorResponse
  if (response.status === 202) return { taken: true }
  const code = `${response.status} ${answer.error.code}`
  const wait = response.headers.get('retry-after')
  return { taken: false, code, ...(wait === null ? {} : { retryAfter: Number(wait) }) }
}

async function open(): Promise<Peer> {
  await using opened = new AsyncDisposableStack()
  const receiver = opened.use(await WebhookReceiver.start())
  const front = opened.use(
    await Front.open({ service: () => new URL(receiver.url).origin, isSend: () => true }),
  )
  const last = new Map<number, Posted>()
  let gateway = ''
  const posting = (user: number, parts: object): Promise<Said> => {
    const posted = {
      id: `msg_${crypto.randomUUID()}`,
      body: JSON.stringify({ userId: addressOf(user), ...parts }),
    }
    last.set(user, posted)
    return post(gateway, receiver, posted)
  }
  const resources = opened.move()
  return {
    config: { type: 'webhook', url: `${front.url}/in`, secret: WebhookReceiver.secret },
    front,
    meet: (url) => {
      gateway = url
    },
    address: addressOf,
    say: (user, message) => posting(user, { message }),
    sayMore: posting,
    repeat: (user) => post(gateway, receiver, last.get(user) ?? { id: '', body: '' }),
    // As the standard has it, a receiver drops what comes with an id that it has seen.
    arrived: (user) => {
      const seen = new Map(
        receiver.deliveries
          .filter(({ verified, body }) => verified && body.userId === addressOf(user))
          .map(({ headers, body }) => [headers['webhook-id'], body.message]),
      )
      return [...seen.values()]
    },
    leave: () => front.disconnect(),
    comeBack: () => front.connect(),
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  }
}

const addressOf = (user: number): string => `user-${user}`

export const webhook: Vendor = {
  type: 'webhook',
  open,
  sender: {
    absent: 'what is posted names the conversation and nobody in it',
    instead: async (house) => {
      await house.peer.say(0, 'Who am I?')
      const [received] = await house.received(1)
      expect(received).not.toHaveProperty('sender')
    },
  },
  later: {
    fate: (seconds) =>
      seconds === undefined
        ? { status: 503 }
        : { status: 429, headers: { 'retry-after': String(seconds) } },
    reason: /answered (503|429)\.$/,
  },
  never: { fate: { status: 410 }, reason: /answered 410\.$/ },
  lost: { status: 'sent', attempts: ['unknown', 'sent'] },
  plain: 'Hello *from* <b>API</b>!',
  longest: Infinity,
  connection: { by: 'sending', reason: /could not be reached \(ECONNREFUSED\)|The connection to/ },
  token: {
    absent: 'the secret signs; only the receiver can tell that it is wrong',
    instead: async (house) => {
      const secret = `whsec_${'B'.repeat(32)}`
      await house.patch({ channels: { subject: { secret } } })
      const message = await house.send(0, 'Signed by a stranger')
      expect((await house.ended(message)).status).toBe('sent')
      expect(await house.peer.arrived(0)).toEqual([])
      expect(await house.peer.say(0, 'Hi')).toEqual({ taken: false, code: '401 UNAUTHORIZED' })
    },
  },
  refusal: { stranger: '403 FORBIDDEN', flood: '429 RATE_LIMITED' },
  hostile: {
    long: '400 INVALID_REQUEST',
    nul: '400 INVALID_REQUEST',
    surrogates: '400 INVALID_REQUEST',
  },
  attachment: {
    absent: 'the contract knows a text and nothing beside it',
    instead: async (house) => {
      const said = await house.peer.sayMore?.(0, { message: 'As agreed', attachment: 'offer.pdf' })
      expect(said).toEqual({ taken: false, code: '400 INVALID_REQUEST' })
    },
  },
}
