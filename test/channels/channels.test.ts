import { expect, onTestFinished, test } from 'vitest'
import type { ChannelState, InboundMessage } from '../../src/channels/channel.ts'
import { Channels } from '../../src/channels/channels.ts'
import type { Config } from '../../src/generated/types.ts'
import { createLogRecord, stored } from '../support/channel-context.ts'
import { TelegramServer } from '../support/telegram-server.ts'
import { WebhookReceiver } from '../support/webhook-receiver.ts'

const { secret } = WebhookReceiver
const waiting = { timeout: 10_000, interval: 20 }

function build(configs: Config['channels']) {
  const { log, lines } = createLogRecord()
  const received: [string, InboundMessage][] = []
  const reports: [string, ChannelState][] = []
  const channels = new Channels(configs, {
    log,
    receive: (channel, message) => {
      received.push([channel, message])
      return Promise.resolve(stored(channel, message))
    },
    report: (channel, state) => reports.push([channel, state]),
  })
  onTestFinished(() => channels.stop())
  return { channels, received, reports, lines }
}

async function place() {
  const telegram = await TelegramServer.start()
  const webhook = await WebhookReceiver.start()
  onTestFinished(async () => {
    await telegram[Symbol.asyncDispose]()
    await webhook[Symbol.asyncDispose]()
  })
  const configs = {
    telegram: {
      type: 'telegram',
      enabled: true,
      botToken: telegram.token,
      apiRoot: telegram.apiRoot,
    },
    support: { type: 'webhook', enabled: true, url: webhook.url, secret },
    old: { type: 'webhook', enabled: false, url: webhook.url, secret },
  } satisfies Config['channels']
  return { telegram, webhook, configs }
}

const outbound = (channel: string) => ({
  id: 'message-1',
  channel,
  userId: '456',
  message: 'Hello from API!',
  createdAt: new Date(),
})

test('lists what is configured, before anything is started', async () => {
  const { configs } = await place()
  const { channels } = build(configs)
  expect(channels.names()).toEqual(['telegram', 'support', 'old'])
  expect(channels.has('support')).toBe(true)
  expect(channels.has('constructor')).toBe(false)
  expect(channels.get('nobody')).toBeUndefined()
  expect(channels.states()).toEqual({
    telegram: { status: 'disconnected', reason: 'not started' },
    support: { status: 'disconnected', reason: 'not started' },
    old: { status: 'disconnected', reason: 'disabled in the configuration' },
  })
})

test('starts all, tells of each change once, and stops all', async () => {
  const { configs, telegram } = await place()
  const { channels, received, reports, lines } = build(configs)
  channels.start()
  await expect.poll(() => channels.states()['telegram'], waiting).toEqual({ status: 'connected' })
  expect(channels.states()['support']).toEqual({ status: 'connected' })
  await telegram.say('Is anybody there?')
  await expect.poll(() => received, waiting).toHaveLength(1)
  expect(received[0]).toMatchObject(['telegram', { userId: '456', message: 'Is anybody there?' }])

  const signal = AbortSignal.timeout(20_000)
  const support = channels.get('support')
  expect(await support?.send(outbound('support'), signal)).toEqual({ outcome: 'sent' })
  expect(await support?.send(outbound('support'), signal)).toEqual({ outcome: 'sent' })
  await channels.stop()
  expect(reports).toEqual([
    ['telegram', { status: 'connecting' }],
    ['support', { status: 'connected' }],
    ['telegram', { status: 'connected' }],
    ['support', { status: 'disconnected', reason: 'stopped' }],
    ['telegram', { status: 'disconnected', reason: 'stopped' }],
  ])
  const log = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(log).toContainEqual(expect.objectContaining({ channel: 'telegram', msg: 'connected' }))
  expect(lines.join('')).not.toContain(telegram.token)
})

test('a disabled channel stays where it is and holds its messages', async () => {
  const { configs, webhook } = await place()
  const { channels } = build(configs)
  channels.start()
  const outcome = await channels.get('old')?.send(outbound('old'), AbortSignal.timeout(1_000))
  expect(outcome).toMatchObject({ outcome: 'later' })
  expect(webhook.deliveries).toEqual([])
  expect(channels.states()['old']?.status).toBe('disconnected')
})

test('opens webhooks only for webhook channels that are enabled', async () => {
  const { configs, webhook } = await place()
  const { channels } = build(configs)
  const body = Buffer.from('{"userId":"user-456","message":"Hello"}')
  const headers = webhook.sign('msg_1', body)
  expect(channels.openWebhook('support', { headers, body })).toMatchObject({ externalId: 'msg_1' })
  for (const name of ['telegram', 'old', 'nobody']) {
    expect(() => channels.openWebhook(name, { headers, body })).toThrow(
      expect.objectContaining({ kind: 'notFound' }) as Error,
    )
  }
})

test('one that can not work does not keep the others from it', async () => {
  const { configs } = await place()
  const { channels, lines } = build({
    ...configs,
    broken: { ...configs.support, secret: '[redacted]' },
  })
  channels.start()
  expect(channels.states()['broken']).toEqual({
    status: 'error',
    reason: 'The webhook secret is not valid base64.',
  })
  expect(channels.states()['support']).toEqual({ status: 'connected' })
  expect(lines.join('')).toContain('not valid base64')
})
