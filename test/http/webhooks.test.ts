import { afterAll, expect, test } from 'vitest'
import type { EventPage, Message, SessionPage } from '../../src/generated/types.ts'
import { errorOf } from '../support/http.ts'
import { gatewayToken, startTestServer } from '../support/server.ts'
import { WebhookReceiver } from '../support/webhook-receiver.ts'

const receiver = await WebhookReceiver.start()
const channel = { type: 'webhook', url: receiver.url, secret: WebhookReceiver.secret }
const server = await startTestServer({
  config: {
    channels: {
      support: channel,
      other: { ...channel, secret: `whsec_${'A'.repeat(32)}` },
      off: { ...channel, enabled: false },
    },
  },
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await receiver[Symbol.asyncDispose]()
})

const bodyOf = (userId: string, message = 'Is anybody there?'): string =>
  JSON.stringify({ userId, message })

interface Delivery {
  body: string
  headers: Record<string, string>
  to?: string
}

/** As another system does, which has no token. */
const deliver = ({ body, headers, to = 'support' }: Delivery): Promise<Response> =>
  server.fetch(`/hooks/${to}`, {
    method: 'POST',
    token: null,
    headers: { 'content-type': 'application/json', ...headers },
    body,
  })

const sessionsOf = async (userId: string): Promise<SessionPage['sessions']> => {
  const response = await server.fetch(`/api/sessions?userId=${userId}`)
  return ((await response.json()) as SessionPage).sessions
}

const unauthorized = { status: 401, code: 'UNAUTHORIZED' }
const minute = 60_000

test('a signed message is stored before the 202, with its session and events', async () => {
  const body = bodyOf('user-1')
  const response = await deliver({ body, headers: receiver.sign('msg_1', body) })
  expect(response.status).toBe(202)
  const message = (await response.json()) as Message
  expect(message).toMatchObject({
    channel: 'support',
    userId: 'user-1',
    direction: 'inbound',
    message: 'Is anybody there?',
    status: 'received',
  })
  expect(await sessionsOf('user-1')).toMatchObject([{ id: message.sessionId, messageCount: 1 }])
  const { events } = (await (await server.fetch('/api/events')).json()) as EventPage
  const ofMessages = events.filter(({ type }) => type !== 'channel:status')
  expect(ofMessages.map(({ type }) => type)).toEqual(['session:created', 'message:received'])
  expect(ofMessages[1]?.payload).toEqual(message)
})

test('a repeated id is one message, also at once and with a new signature', async () => {
  const body = bodyOf('user-2')
  const later = new Date(Date.now() + 1_000)
  const responses = await Promise.all([
    ...Array.from({ length: 10 }, () => deliver({ body, headers: receiver.sign('msg_2', body) })),
    deliver({ body, headers: receiver.sign('msg_2', body, { at: later }) }),
  ])
  expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([202]))
  const messages = await Promise.all(responses.map((response) => response.text()))
  expect(new Set(messages).size).toBe(1)
  expect(await sessionsOf('user-2')).toMatchObject([{ messageCount: 1 }])
})

test('another id is another message', async () => {
  const body = bodyOf('user-3')
  for (const id of ['msg_3a', 'msg_3b']) {
    expect((await deliver({ body, headers: receiver.sign(id, body) })).status).toBe(202)
  }
  expect(await sessionsOf('user-3')).toMatchObject([{ messageCount: 2 }])
})

test.each<[string, (body: string) => Delivery]>([
  ['no signature', (body) => ({ body, headers: without('webhook-signature', body) })],
  [
    'a signature of something else',
    (body) => ({ body, headers: receiver.sign('msg_4', body.replace('anybody', 'nobody')) }),
  ],
  [
    'a signature of another id',
    (body) => ({ body, headers: { ...receiver.sign('msg_4', body), 'webhook-id': 'msg_5' } }),
  ],
  [
    'a signature without its version',
    (body) => ({
      body,
      headers: {
        ...receiver.sign('msg_4', body),
        'webhook-signature': receiver.sign('msg_4', body)['webhook-signature'].slice(3),
      },
    }),
  ],
  [
    'the same document with other spaces',
    (body) => ({ body: body.replace(':', ': '), headers: receiver.sign('msg_4', body) }),
  ],
  [
    "another channel's secret",
    (body) => ({ body, headers: receiver.sign('msg_4', body), to: 'other' }),
  ],
  [
    'an old timestamp',
    (body) => ({
      body,
      headers: receiver.sign('msg_4', body, { at: new Date(Date.now() - 6 * minute) }),
    }),
  ],
  [
    'a timestamp of the future',
    (body) => ({
      body,
      headers: receiver.sign('msg_4', body, { at: new Date(Date.now() + 6 * minute) }),
    }),
  ],
  [
    "the gateway's token instead",
    (body) => ({
      body,
      headers: {
        ...without('webhook-signature', body),
        authorization: `Bearer ${gatewayToken}`,
      },
    }),
  ],
])('%s is refused', async (_name, delivery) => {
  await errorOf(await deliver(delivery(bodyOf('user-4'))), unauthorized)
  expect(await sessionsOf('user-4')).toEqual([])
})

test.each(['none', 'off', 'telegram'])('there is no webhook channel %s', async (to) => {
  const body = bodyOf('user-5')
  const response = await deliver({ body, headers: receiver.sign('msg_6', body), to })
  await errorOf(response, { status: 404, code: 'NOT_FOUND' })
})

test.each([
  ['webhook-id', 'header.webhook-id'],
  ['webhook-timestamp', 'header.webhook-timestamp'],
])('%s is needed', async (name, field) => {
  const body = bodyOf('user-6')
  const error = await errorOf(await deliver({ body, headers: without(name, body) }), {
    status: 400,
    code: 'INVALID_REQUEST',
  })
  expect(error.details.issues?.map((issue) => issue.field)).toEqual([field])
})

test.each([
  ['{"userId":"user-7"}', 'body.message'],
  ['{"userId":"user-7","message":1}', 'body.message'],
  ['{"userId":"user-7","message":"a\\u0000"}', 'body.message'],
  ['{"userId":"user-7","message":"a","more":1}', 'body.more'],
])('a signed %s breaks the contract all the same', async (body, field) => {
  const error = await errorOf(await deliver({ body, headers: receiver.sign('msg_7', body) }), {
    status: 400,
    code: 'INVALID_REQUEST',
  })
  expect(error.details.issues?.map((issue) => issue.field)).toEqual([field])
})

function without(name: string, body: string): Record<string, string> {
  const headers: Record<string, string> = receiver.sign('msg_8', body)
  return Object.fromEntries(Object.entries(headers).filter(([key]) => key !== name))
}

test('a flood of one user does not use up what the address may send for the others', async () => {
  await using busy = await startTestServer({ config: { channels: { support: channel } } })
  const send = async (userId: string, id: string): Promise<Response> => {
    const body = bodyOf(userId)
    return busy.fetch('/hooks/support', {
      method: 'POST',
      token: null,
      headers: { 'content-type': 'application/json', ...receiver.sign(id, body) },
      body,
    })
  }
  const statuses = new Map<number, number>()
  for (let n = 0; n < 250; n++) {
    const { status } = await send('flooder', `flood_${n}`)
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
  }
  expect(Object.fromEntries(statuses)).toEqual({ 202: 60, 429: 190 })
  expect((await send('somebody', 'msg_1')).status).toBe(202)
  // A repeat of what is stored is no flood.
  expect((await send('flooder', 'flood_0')).status).toBe(202)
})
