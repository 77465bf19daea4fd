import { expect, onTestFinished, test } from 'vitest'
import type { Channel, ChannelState, InboundMessage } from '../../src/channels/channel.ts'
import { Channels } from '../../src/channels/channels.ts'
import type { Config } from '../../src/generated/types.ts'
import { createLogRecord, stored } from '../support/channel-context.ts'
import { TelegramServer } from '../support/telegram-server.ts'
import { WebhookReceiver } from '../support/webhook-receiver.ts'

type Configs = Config['channels']

const { secret } = WebhookReceiver
const waiting = { timeout: 10_000, interval: 20 }

function build(configs: Configs) {
  const { log, lines } = createLogRecord()
  const received: [string, InboundMessage][] = []
  const reports: [string, ChannelState][] = []
  const open = new Map<string, Channel>()
  let closing: Promise<unknown> = Promise.resolve()
  /** Lets channels wait before they close. @returns a function that lets them go on */
  const holdClosing = (): (() => void) => {
    const { promise, resolve } = Promise.withResolvers<undefined>()
    closing = promise
    return () => {
      resolve(undefined)
    }
  }
  const channels = new Channels(configs, {
    log,
    receive: (channel, message) => {
      received.push([channel, message])
      return Promise.resolve(stored(channel, message))
    },
    find: () => Promise.resolve(undefined),
    positions: () => Promise.resolve([]),
    fault: () => undefined,
    report: (channel, state) => reports.push([channel, state]),
    opened: (name, channel) => open.set(name, channel),
    closing: async (name) => {
      await closing
      open.delete(name)
    },
  })
  onTestFinished(() => channels.stop())
  const state = (name: string) => channels.list().find((channel) => channel.name === name)?.state
  const reportsOf = (name: string) => reports.filter(([of]) => of === name).map(([, is]) => is)
  return { channels, received, reports, reportsOf, lines, open, holdClosing, state }
}

async function place() {
  const telegram = await TelegramServer.start()
  const webhook = await WebhookReceiver.start()
  onTestFinished(async () => {
    await telegram[Symbol.asyncDispose]()
    await webhook[Symbol.asyncDispose]()
  })
  const { token: botToken, apiRoot } = telegram
  const common = { enabled: true, maxPerMinute: 60 }
  const configs = {
    telegram: { ...common, type: 'telegram', botToken, apiRoot },
    support: { ...common, type: 'webhook', url: webhook.url, secret },
    old: { ...common, type: 'webhook', enabled: false, url: webhook.url, secret },
  } satisfies Configs
  return { telegram, webhook, configs }
}

const outbound = (channel: string) => ({
  id: 'message-1',
  channel,
  userId: '456',
  message: 'Hello from API!',
  offset: 0,
  createdAt: new Date(),
})

const off = { status: 'disconnected', reason: 'disabled in the configuration' }
const changing = { status: 'disconnected', reason: 'being changed' }
const removed = { status: 'disconnected', reason: 'removed from the configuration' }
const connecting = { status: 'connecting' }
const connected = { status: 'connected' }

test('lists what is configured, before anything is started', async () => {
  const { configs } = await place()
  const { channels } = build(configs)
  expect(channels.has('support')).toBe(true)
  expect(channels.has('constructor')).toBe(false)
  const state = { status: 'disconnected', reason: 'not started' }
  expect(channels.list()).toEqual([
    { name: 'telegram', type: 'telegram', state },
    { name: 'support', type: 'webhook', state },
    { name: 'old', type: 'webhook', state: off },
  ])
})

test('starts all, tells of each change once, and stops all', async () => {
  const { configs, telegram } = await place()
  const { channels, received, reports, lines, open, state } = build(configs)
  channels.start()
  await expect.poll(() => state('telegram'), waiting).toEqual(connected)
  expect(state('support')).toEqual(connected)
  expect([...open.keys()].toSorted()).toEqual(['support', 'telegram'])
  await telegram.say('Is anybody there?')
  await expect.poll(() => received, waiting).toHaveLength(1)
  expect(received[0]).toMatchObject(['telegram', { userId: '456', message: 'Is anybody there?' }])

  const send = () => open.get('support')?.send(outbound('support'), AbortSignal.timeout(20_000))
  expect(await send()).toEqual({ outcome: 'sent' })
  expect(await send()).toEqual({ outcome: 'sent' })
  await channels.stop()
  expect(open.size).toBe(0)
  expect(reports.toSorted()).toEqual([
    ['support', connected],
    ['telegram', connecting],
    ['telegram', connected],
  ])
  const log = lines.map((line) => JSON.parse(line) as Record<string, unknown>)
  expect(log).toContainEqual(expect.objectContaining({ channel: 'telegram', msg: 'connected' }))
  expect(lines.join('')).not.toContain(telegram.token)
})

test('one that is disabled is not made, and takes no webhooks', async () => {
  const { configs, webhook } = await place()
  const { channels, open, state } = build(configs)
  channels.start()
  await expect.poll(() => state('support'), waiting).toEqual(connected)
  expect(open.has('old')).toBe(false)
  expect(channels.isReady('old')).toBe(false)
  expect(state('old')).toEqual(off)
  expect(webhook.deliveries).toEqual([])
})

test('takes webhooks only for webhook channels that are enabled', async () => {
  const { configs, webhook } = await place()
  const { channels, received, state } = build(configs)
  channels.start()
  await expect.poll(() => state('support'), waiting).toEqual(connected)
  const body = Buffer.from('{"userId":"user-456","message":"Hello"}')
  const headers = webhook.sign('msg_1', body)
  await channels.receiveWebhook('support', { headers, body })
  expect(received).toMatchObject([['support', { externalId: 'msg_1', userId: 'user-456' }]])
  for (const name of ['telegram', 'old', 'nobody']) {
    await expect(channels.receiveWebhook(name, { headers, body })).rejects.toMatchObject({
      kind: 'notFound',
    })
  }
})

test('one that can not work does not keep the others from it', async () => {
  const { configs } = await place()
  const { channels, lines, state } = build({
    ...configs,
    broken: { ...configs.support, secret: '[redacted]' },
  })
  channels.start()
  await expect
    .poll(() => state('broken'), waiting)
    .toEqual({ status: 'error', reason: 'The webhook secret is not valid base64.' })
  expect(state('support')).toEqual(connected)
  expect(lines.join('')).toContain('not valid base64')
})

test('adds, changes, disables and removes one without touching the others', async () => {
  const { configs, telegram } = await place()
  const { support } = configs
  const { channels, reportsOf, open, state } = build({ telegram: configs.telegram })
  channels.start()
  await expect.poll(() => state('telegram'), waiting).toEqual(connected)
  const bot = open.get('telegram')

  channels.apply({ telegram: configs.telegram, support })
  expect(channels.has('support')).toBe(true)
  await expect.poll(() => state('support'), waiting).toEqual(connected)
  const first = open.get('support')

  const elsewhere = { ...support, url: `${support.url}/other` }
  channels.apply({ telegram: configs.telegram, support: elsewhere })
  await expect.poll(() => reportsOf('support'), waiting).toEqual([connected, changing, connected])
  expect(open.get('support')).not.toBe(first)

  channels.apply({ telegram: configs.telegram, support: { ...support, enabled: false } })
  await expect.poll(() => state('support'), waiting).toEqual(off)
  expect(open.has('support')).toBe(false)

  channels.apply({ telegram: { ...configs.telegram } })
  expect(channels.has('support')).toBe(false)
  await expect(
    channels.receive('support', { externalId: '1', userId: 'user-1', message: 'Hi' }),
  ).rejects.toMatchObject({ kind: 'notFound' })

  expect(open.get('telegram')).toBe(bot)
  expect(reportsOf('telegram')).toEqual([connecting, connected])
  expect(telegram.calls('getMe')).toHaveLength(1)
})

test('lets what is being sent end before it goes over to the new configuration', async () => {
  const { configs } = await place()
  const { support } = configs
  const { channels, holdClosing, open, state, reportsOf } = build({ support })
  channels.start()
  await expect.poll(() => state('support'), waiting).toEqual(connected)
  const first = open.get('support')
  const release = holdClosing()
  channels.apply({ support: { ...support, url: `${support.url}/1` } })
  channels.apply({ support: { ...support, url: `${support.url}/2` } })
  const sending = first?.send(outbound('support'), AbortSignal.timeout(20_000))
  expect(await sending).toEqual({ outcome: 'sent' })
  expect(open.get('support')).toBe(first)
  release()
  await expect.poll(() => open.get('support') !== first, waiting).toBe(true)
  await expect.poll(() => state('support'), waiting).toEqual(connected)
  expect(reportsOf('support').filter(({ status }) => status === 'error')).toEqual([])
})

test('one that is removed and comes back at once begins when its predecessor has ended', async () => {
  const { configs } = await place()
  const { support } = configs
  const { channels, holdClosing, reportsOf, open, state } = build({ support })
  channels.start()
  await expect.poll(() => state('support'), waiting).toEqual(connected)
  const release = holdClosing()
  channels.apply({})
  channels.apply({ support })
  expect(state('support')).toEqual({ status: 'disconnected', reason: 'not started' })
  release()
  await expect.poll(() => reportsOf('support'), waiting).toEqual([connected, removed, connected])
  expect(open.has('support')).toBe(true)
})

test('one that is removed before it began never begins', async () => {
  const { configs } = await place()
  const { support } = configs
  const { channels, holdClosing, reportsOf, open, state } = build({ support })
  channels.start()
  await expect.poll(() => state('support'), waiting).toEqual(connected)
  const release = holdClosing()
  channels.apply({})
  channels.apply({ support })
  channels.apply({})
  release()
  await expect.poll(() => reportsOf('support').at(-1), waiting).toEqual(removed)
  await channels.stop()
  expect(open.size).toBe(0)
  expect(reportsOf('support')).toEqual([connected, removed])
})

test('what changes before the start is started as it then is', async () => {
  const { configs } = await place()
  const { channels, reports, state } = build({ support: configs.support })
  channels.apply({ other: configs.support })
  expect(reports).toEqual([])
  channels.start()
  await expect.poll(() => state('other'), waiting).toEqual(connected)
  expect(channels.has('support')).toBe(false)
  expect(reports).toEqual([['other', connected]])
})

test('takes over who may write, and how much, without closing anything', async () => {
  const { configs, telegram } = await place()
  const { channels, reportsOf, open, state } = build({ telegram: configs.telegram })
  channels.start()
  await expect.poll(() => state('telegram'), waiting).toEqual(connected)
  const bot = open.get('telegram')
  const receive = (userId: string) =>
    channels.receive('telegram', { externalId: `${userId}-1`, userId, message: 'Hi' })
  for (let n = 1; n <= 10; n++) {
    channels.apply({ telegram: { ...configs.telegram, allow: ['user-1'], maxPerMinute: n } })
  }
  await expect(receive('stranger')).rejects.toMatchObject({ kind: 'forbidden' })
  expect(await receive('user-1')).toMatchObject({ userId: 'user-1' })
  channels.apply({ telegram: { ...configs.telegram, parseMode: 'HTML' } })
  await expect
    .poll(() => reportsOf('telegram'), waiting)
    .toEqual([connecting, connected, changing, connecting, connected])
  expect(open.get('telegram')).not.toBe(bot)
  expect(telegram.calls('getMe')).toHaveLength(2)
})

test('goes over to the newest of many configurations at once', async () => {
  const { configs, telegram } = await place()
  const { channels, reportsOf, state } = build({ telegram: configs.telegram })
  channels.start()
  await expect.poll(() => state('telegram'), waiting).toEqual(connected)
  for (let n = 1; n <= 10; n++) {
    channels.apply({
      telegram: { ...configs.telegram, apiRoot: `${telegram.apiRoot}${'/'.repeat(n)}` },
    })
  }
  await expect
    .poll(() => reportsOf('telegram'), waiting)
    .toEqual([connecting, connected, changing, connecting, connected])
  expect(telegram.calls('getMe')).toHaveLength(2)
})

test('takes nothing in from the moment at which it is disabled, while what is being sent ends', async () => {
  const { configs } = await place()
  const { support } = configs
  const { channels, holdClosing, open, state } = build({ support })
  channels.start()
  await expect.poll(() => state('support'), waiting).toEqual(connected)
  const release = holdClosing()
  channels.apply({ support: { ...support, enabled: false } })
  await expect.poll(() => state('support'), waiting).toEqual(off)
  expect(open.has('support')).toBe(true)
  await expect(
    channels.receive('support', { externalId: '1', userId: 'user-1', message: 'Hi' }),
  ).rejects.toMatchObject({ kind: 'unavailable' })
  release()
  await expect.poll(() => open.has('support'), waiting).toBe(false)
})

test('tells no reason that is longer than the contract has room for', async () => {
  const { configs } = await place()
  const long = `http://${'a'.repeat(2_000)}.invalid/in`
  const { channels, open, state } = build({ support: { ...configs.support, url: long } })
  channels.start()
  await expect.poll(() => state('support'), waiting).toEqual(connected)
  await open.get('support')?.send(outbound('support'), AbortSignal.timeout(20_000))
  expect(state('support')?.reason).toHaveLength(500)
})
