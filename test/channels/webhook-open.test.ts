import { expect, test } from 'vitest'
import { createWebhook } from '../../src/channels/webhook/webhook.ts'
import { GatewayError } from '../../src/kernel/errors.ts'
import { ChannelHouse } from '../support/channel-context.ts'
import { WebhookReceiver } from '../support/webhook-receiver.ts'

const { secret } = WebhookReceiver
const config = {
  type: 'webhook',
  enabled: true,
  maxPerMinute: 60,
  url: 'http://127.0.0.1:9/in',
  secret,
} as const
const body = Buffer.from(JSON.stringify({ userId: 'user-456', message: 'Is anybody there? ☎' }))

const channel = createWebhook(config, new ChannelHouse('support').context)
const sender = await WebhookReceiver.start()

function refusal(request: Parameters<typeof channel.open>[0]): GatewayError {
  try {
    channel.open(request)
  } catch (error) {
    if (error instanceof GatewayError) return error
    throw error
  }
  throw new Error('it was taken')
}

const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000)

test('opens what is signed', () => {
  expect(channel.open({ headers: sender.sign('msg_1', body), body })).toEqual({
    externalId: 'msg_1',
    userId: 'user-456',
    message: 'Is anybody there? ☎',
  })
})

test('finds the right one of several signatures', () => {
  const signed = sender.sign('msg_1', body)
  const signature = `v1,AAAA v2,BBBB ${signed['webhook-signature']}`
  const headers = { ...signed, 'webhook-signature': signature }
  expect(channel.open({ headers, body })).toMatchObject({ externalId: 'msg_1' })
})

test.each([-4, 4])('takes a timestamp that is %i minutes old', (minutes) => {
  const headers = sender.sign('msg_1', body, { at: minutesAgo(minutes) })
  expect(channel.open({ headers, body })).toMatchObject({ externalId: 'msg_1' })
})

test.each([-6, 6])('refuses a timestamp that is %i minutes old', (minutes) => {
  const headers = sender.sign('msg_1', body, { at: minutesAgo(minutes) })
  expect(refusal({ headers, body }).kind).toBe('unauthorized')
})

test('refuses a body that was changed', () => {
  const headers = sender.sign('msg_1', body)
  const changed = Buffer.from(body.toString().replace('anybody', 'nobody'))
  expect(refusal({ headers, body: changed }).kind).toBe('unauthorized')
})

test.each([
  { 'webhook-id': 'msg_2' },
  { 'webhook-timestamp': String(Math.floor(Date.now() / 1_000) - 60) },
  { 'webhook-timestamp': 'now' },
  { 'webhook-signature': 'v1,AAAA' },
  { 'webhook-signature': 'v1' },
  { 'webhook-id': undefined },
  { 'webhook-timestamp': undefined },
  { 'webhook-signature': undefined },
])('refuses headers with %o', (wrong) => {
  const headers = { ...sender.sign('msg_1', body), ...wrong }
  expect(refusal({ headers, body }).kind).toBe('unauthorized')
})

test('refuses another secret', () => {
  const other = createWebhook(
    { ...config, secret: 'whsec_b3RoZXItc2VjcmV0LW9mLXRoZS13ZWJob29rMTIz' },
    new ChannelHouse('support').context,
  )
  expect(() => other.open({ headers: sender.sign('msg_1', body), body })).toThrow(GatewayError)
})

test('does not say which part was wrong, nor the secret', () => {
  const headers = { ...sender.sign('msg_1', body), 'webhook-signature': 'v1,AAAA' }
  const error = refusal({ headers, body })
  expect(error.message).toBe('The webhook signature or its timestamp is wrong.')
  expect(String(error.cause)).not.toMatch(/canary|whsec|Y2FuYXJ5/)
})

test('refuses a signed body that is no JSON, or no UTF-8', () => {
  const text = 'hello'
  const wrong = refusal({ headers: sender.sign('msg_1', text), body: Buffer.from(text) })
  expect(wrong.kind).toBe('invalid')
  const latin = Buffer.from('{"userId":"u","message":"\xe9"}', 'latin1')
  expect(refusal({ headers: sender.sign('msg_1', latin), body: latin }).kind).toBe('invalid')
})

test('is not available with a secret that can not be read', () => {
  const broken = createWebhook(
    { ...config, secret: '[redacted]' },
    new ChannelHouse('support').context,
  )
  expect(() => broken.open({ headers: sender.sign('msg_1', body), body })).toThrow(
    expect.objectContaining({ kind: 'unavailable' }) as Error,
  )
})
