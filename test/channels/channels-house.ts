import { onTestFinished } from 'vitest'
import type { Channel, ChannelState, InboundMessage } from '../../src/channels/channel.ts'
import { Channels } from '../../src/channels/channels.ts'
import type { Config } from '../../src/generated/types.ts'
import { createLogRecord, stored } from '../support/channel-context.ts'
import { TelegramServer } from '../support/telegram-server.ts'
import { WebhookReceiver } from '../support/webhook-receiver.ts'

type Configs = Config['channels']

const { secret } = WebhookReceiver
export const waiting = { timeout: 10_000, interval: 20 }

export function build(configs: Configs) {
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

export async function place() {
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

export const outbound = (channel: string) => ({
  id: 'message-1',
  channel,
  userId: '456',
  message: 'Hello from API!',
  offset: 0,
  createdAt: new Date(),
})

export const off = { status: 'disconnected', reason: 'disabled in the configuration' }
export const changing = { status: 'disconnected', reason: 'being changed' }
export const removed = { status: 'disconnected', reason: 'removed from the configuration' }
export const connecting = { status: 'connecting' }
export const connected = { status: 'connected' }
