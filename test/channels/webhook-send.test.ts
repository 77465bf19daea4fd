import { expect, test } from 'vitest'
import type { OutboundMessage, SendOutcome } from '../../src/channels/channel.ts'
import { retryAfterMs } from '../../src/channels/webhook/retry-after.ts'
import { createWebhook } from '../../src/channels/webhook/webhook.ts'
import { ChannelHouse } from '../support/channel-context.ts'
import { type Reply, WebhookReceiver } from '../support/webhook-receiver.ts'
import { until } from '../support/until.ts'

const { secret } = WebhookReceiver
const outbound: OutboundMessage = {
  id: 'message-01KAM3J6E5D4C3B2A1Z0Y9X8W7',
  channel: 'support',
  userId: 'user-456',
  message: 'We are here. 🙂',
  offset: 0,
  createdAt: new Date('2026-02-14T12:00:00.000Z'),
}

function start(url: string, wrong: { url?: string; secret?: string } = {}) {
  const house = new ChannelHouse('support')
  const config = {
    type: 'webhook',
    enabled: true,
    maxPerMinute: 60,
    url,
    secret,
    ...wrong,
  } as const
  const channel = createWebhook(config, house.context)
  channel.start()
  const send = (signal = AbortSignal.timeout(20_000)): Promise<SendOutcome> =>
    channel.send(outbound, signal)
  return { channel, house, send }
}

async function sendTo(reply: Reply): Promise<{ outcome: SendOutcome; host: string }> {
  await using receiver = await WebhookReceiver.start()
  receiver.reply(reply)
  const { send } = start(receiver.url)
  return { outcome: await send(), host: new URL(receiver.url).host }
}

test.concurrent(
  'posts the message of the contract, signed, under the same id each time',
  async () => {
    await using receiver = await WebhookReceiver.start()
    receiver.reply({ status: 503 }, { status: 200, body: '{}' })
    const { channel: hook, send } = start(receiver.url)
    expect(hook.dropsRepeatsForMs).toBe(Infinity)
    expect(await send()).toMatchObject({ outcome: 'later' })
    expect(await send()).toEqual({ outcome: 'sent' })
    expect(receiver.deliveries).toHaveLength(2)
    for (const { verified, headers, body } of receiver.deliveries) {
      expect(verified).toBe(true)
      expect(headers['webhook-id']).toBe(outbound.id)
      expect(headers['content-type']).toBe('application/json')
      const { id, channel, userId, message } = outbound
      const createdAt = '2026-02-14T12:00:00.000Z'
      expect(body).toEqual({ id, channel, userId, message, createdAt })
    }
  },
)

test.each([200, 201, 202, 204, 299])('%i means sent', async (status) => {
  expect((await sendTo({ status })).outcome).toEqual({ outcome: 'sent' })
})

test.each([301, 304, 307, 400, 401, 404, 410, 422])('%i means never', async (status) => {
  const { outcome, host } = await sendTo({ status, headers: { location: '/elsewhere' } })
  expect(outcome).toEqual({ outcome: 'never', reason: `${host} answered ${status}.` })
})

test.each([429, 500, 502, 503, 504])('%i means later', async (status) => {
  const { outcome, host } = await sendTo({ status })
  expect(outcome).toEqual({ outcome: 'later', reason: `${host} answered ${status}.` })
})

test.concurrent('does not follow a redirect', async () => {
  await using other = await WebhookReceiver.start()
  await sendTo({ status: 307, headers: { location: other.url } })
  expect(other.deliveries).toEqual([])
})

test.concurrent('hands on when to come again, in seconds or as a date', async () => {
  const seconds = await sendTo({ status: 429, headers: { 'retry-after': '120' } })
  expect(seconds.outcome).toMatchObject({ outcome: 'later', retryAfterMs: 120_000 })
  const at = new Date(Date.now() + 3_600_000).toUTCString()
  const { outcome } = await sendTo({ status: 503, headers: { 'retry-after': at } })
  expect(outcome).toMatchObject({ outcome: 'later' })
  const { retryAfterMs: wait = 0 } = outcome as { retryAfterMs?: number }
  expect(wait).toBeGreaterThan(3_500_000)
  expect(wait).toBeLessThanOrEqual(3_600_000)
})

test.concurrent('takes no nonsense for a time to come again', () => {
  expect(retryAfterMs(null)).toBeUndefined()
  expect(retryAfterMs('soon')).toBeUndefined()
  expect(retryAfterMs('')).toBeUndefined()
  expect(retryAfterMs('0')).toBe(0)
  expect(retryAfterMs('Wed, 21 Oct 2015 07:28:00 GMT')).toBe(0)
  expect(retryAfterMs('9'.repeat(30))).toBe(86_400_000)
})

test.concurrent('does not know whether it was taken when the connection breaks', async () => {
  const { outcome, host } = await sendTo('reset')
  const reason = `The connection to ${host} broke (ECONNRESET).`
  expect(outcome).toEqual({ outcome: 'unknown', reason })
})

test.concurrent('tries again when nobody listens', async () => {
  const receiver = await WebhookReceiver.start()
  const { url } = receiver
  await receiver[Symbol.asyncDispose]()
  const { send, house } = start(url)
  const reason = `${new URL(url).host} could not be reached (ECONNREFUSED).`
  expect(await send()).toEqual({ outcome: 'later', reason })
  expect(house.state).toEqual({ status: 'disconnected', reason })
})

test.concurrent('gives a receiver 15 seconds', async () => {
  const { outcome, host } = await sendTo('hang')
  const reason = `${host} did not answer within 15 s.`
  expect(outcome).toEqual({ outcome: 'unknown', reason })
})

test.concurrent(
  'does not know when the caller gives up, and that says nothing of the receiver',
  async () => {
    await using receiver = await WebhookReceiver.start()
    receiver.reply('hang')
    const { send, house } = start(receiver.url)
    const time = new AbortController()
    const outcome = send(time.signal)
    await until(() => {
      expect(receiver.deliveries).toHaveLength(1)
    })
    time.abort()
    expect(await outcome).toMatchObject({ outcome: 'unknown' })
    expect(house.state).toEqual({ status: 'connected' })
    expect(await send(AbortSignal.abort())).toMatchObject({ outcome: 'later' })
    expect(receiver.deliveries).toHaveLength(1)
  },
)

test.concurrent('does not read an endless answer', async () => {
  await using receiver = await WebhookReceiver.start()
  receiver.reply('endless')
  const { send } = start(receiver.url)
  expect(await send()).toEqual({ outcome: 'sent' })
  // What the operating system buffers on the way counts too.
  expect(receiver.streamed).toBeLessThan(50_000_000)
})

test.concurrent('is connected from its start on, and then as its last message fared', async () => {
  await using receiver = await WebhookReceiver.start()
  receiver.reply({ status: 429 }, { status: 500 }, { status: 200 })
  const { channel, house, send } = start(receiver.url)
  expect(house.state).toEqual({ status: 'connected' })
  expect(await send()).toMatchObject({ outcome: 'later' })
  expect(house.state).toEqual({ status: 'connected' })
  await send()
  const reason = `${new URL(receiver.url).host} answered 500.`
  expect(house.state).toEqual({ status: 'disconnected', reason })
  await send()
  expect(house.state).toEqual({ status: 'connected' })
  await channel.stop()
  expect(house.state).toEqual({ status: 'disconnected', reason: 'stopped' })
  expect(await send()).toMatchObject({ outcome: 'later' })
  expect(receiver.deliveries).toHaveLength(3)
})

test.each([
  [{ secret: 'whsec_[redacted]' }, 'The webhook secret is not valid base64.'],
  [{ secret: 'whsec_canary!' }, 'The webhook secret is not valid base64.'],
  [{ url: 'https://user:canary@127.0.0.1/in' }, 'The webhook url must not hold a password.'],
  [{ url: 'canary' }, 'The webhook url is not a valid URL.'],
])('says what is wrong with %o and holds its messages', async (wrong, reason) => {
  const { house, send } = start('http://127.0.0.1:9/in', wrong)
  expect(house.states).toEqual([{ status: 'error', reason }])
  expect(await send()).toEqual({ outcome: 'later', reason })
  expect(house.told).not.toContain('canary')
})

test.concurrent('never tells the secret, nor what else the url holds', async () => {
  const told: unknown[] = []
  await using receiver = await WebhookReceiver.start()
  receiver.reply({ status: 500 }, { status: 404 }, 'reset')
  const { house, send } = start(`${receiver.url}?token=canary-of-the-url`)
  for (let attempt = 0; attempt < 4; attempt += 1) told.push(await send())
  expect(JSON.stringify(told) + house.told).not.toMatch(/canary|whsec|Y2FuYXJ5/)
  expect(told).toHaveLength(4)
})
