import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Webhook } from 'standardwebhooks'
import type { Message } from '../../src/generated/types.ts'
import { openTrialHouse, timeout } from './generated/house.ts'
import type { Wire } from './generated/wire.ts'

const secret = `whsec_${'A'.repeat(32)}`
const config = {
  // Nobody listens there, and nothing is sent twice: what is queued stays.
  channels: {
    support: { type: 'webhook', url: 'http://127.0.0.1:9/in', secret, maxPerMinute: 100_000 },
    chat: { type: 'webchat' },
  },
  delivery: { retryDelays: [3600] },
}
const { server, expectAll } = await openTrialHouse(config)

/** Conversations with users of this name and a number, of one message each. */
const conversationsWith = (user: string): Promise<Message[]> =>
  Promise.all(
    Array.from({ length: 80 }, async (_, index) => {
      const json = { channel: 'support', userId: `${user}-${index}`, message: 'Hello' }
      return (await (await server.fetch('/api/messages', { json })).json()) as Message
    }),
  )
const messages = await conversationsWith('user')
const schemaIds = fc.stringMatching(/^[A-Za-z0-9_-]{1,80}$/u)
const sessionsOf = (known: Message[]): fc.Arbitrary<string> =>
  fc.oneof(fc.constantFrom(...known.map(({ sessionId }) => sessionId)), schemaIds)
const sessionIds = sessionsOf(messages)
/** Those that others do not ask for. */
const leaving = await conversationsWith('leaving')
const messageIds = fc.oneof(fc.constantFrom(...messages.map(({ id }) => id)), schemaIds)
const names = fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,63}$/u)
const channels = fc.oneof(
  { arbitrary: fc.constantFrom('support', 'chat'), weight: 4 },
  { arbitrary: names, weight: 1 },
)

/** The cursor of a first page. */
async function cursorOf(path: string): Promise<string> {
  const page = (await (await server.fetch(`${path}?limit=1`)).json()) as { nextCursor: string }
  return page.nextCursor
}
const sessionsCursor = await cursorOf('/api/sessions')
await server.fetch('/api/messages', {
  json: { channel: 'support', userId: 'user-0', message: 'Two' },
})
const messagesCursor = await cursorOf(`/api/sessions/${messages[0]?.sessionId ?? ''}/messages`)
const cursors = (own: string): fc.Arbitrary<string> =>
  fc.oneof(
    { arbitrary: fc.constant(own), weight: 3 },
    { arbitrary: fc.stringMatching(/^[A-Za-z0-9_-]{1,512}$/u), weight: 1 },
  )
const noCursor = { status: 400, rule: 'cursor', field: 'query.cursor' }

describe('generated requests', { timeout }, () => {
  test('of listSessions are answered as the contract says', async () => {
    const parameters = { channel: channels, cursor: cursors(sessionsCursor) }
    const { succeeded } = await expectAll('listSessions', {
      parameters,
      beforeBreaking: { parameters: { ...parameters, cursor: fc.constant(sessionsCursor) } },
      refusals: [noCursor],
    })
    expect(succeeded).toBeGreaterThan(200)
  })

  test('of listSessionMessages are answered as the contract says', async () => {
    const options = {
      parameters: { id: sessionIds, cursor: cursors(messagesCursor) },
      beforeBreaking: { parameters: { id: sessionIds, cursor: fc.constant(messagesCursor) } },
      refusals: [noCursor, { status: 404 }],
    }
    const { succeeded } = await expectAll('listSessionMessages', options)
    expect(succeeded).toBeGreaterThan(50)
  })

  test('of listEvents are answered as the contract says', async () => {
    const parameters = { after: fc.oneof(fc.nat({ max: 150 }), fc.maxSafeNat()).map(String) }
    const refusals = [{ status: 400, rule: 'futureCursor', field: 'query.after' }]
    const { succeeded } = await expectAll('listEvents', { parameters, refusals })
    expect(succeeded).toBeGreaterThan(200)
  })

  test.each([
    ['getSession', sessionIds],
    ['getMessage', messageIds],
    ['deleteSession', sessionsOf(leaving)],
  ] as const)('of %s are answered as the contract says', async (operation, id) => {
    const { succeeded } = await expectAll(operation, {
      parameters: { id },
      refusals: [{ status: 404 }],
    })
    expect(succeeded).toBeGreaterThan(50)
  })

  test('of sendMessage are answered as the contract says', async () => {
    const { succeeded } = await expectAll('sendMessage', {
      instead: { ChannelName: channels },
      refusals: [
        { status: 400, rule: 'configured', field: 'body.channel' },
        { status: 409, rule: 'idempotency', field: 'header.idempotency-key' },
      ],
    })
    expect(succeeded).toBeGreaterThan(200)
  })

  test('of receiveWebhook are answered as the contract says', async () => {
    const now = Math.floor(Date.now() / 1_000)
    const times = fc.oneof(
      { arbitrary: fc.constant(String(now)), weight: 4 },
      { arbitrary: fc.stringMatching(/^[0-9]{1,12}$/u), weight: 1 },
    )
    const { succeeded } = await expectAll('receiveWebhook', {
      parameters: {
        channel: fc.oneof({ arbitrary: fc.constant('support'), weight: 4 }, names),
        'webhook-timestamp': times,
      },
      finish: signed,
      refusals: [{ status: 401 }, { status: 404 }],
    })
    expect(succeeded).toBeGreaterThan(200)
  })
})

/** As the channel's other side signs what it sends, whether it is right or not. */
function signed(wire: Wire): Wire {
  const { 'webhook-id': id = '', 'webhook-timestamp': time = '' } = wire.headers
  const at = new Date(Number(/^\d{1,12}$/.test(time) ? time : 0) * 1_000)
  const signature = new Webhook(secret).sign(id, at, (wire.body ?? '').toString())
  return { ...wire, headers: { ...wire.headers, 'webhook-signature': signature } }
}
