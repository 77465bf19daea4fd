import { onTestFinished } from 'vitest'
import type {
  Admission,
  Channel,
  OutboundMessage,
  SendOutcome,
} from '../../src/channels/channel.ts'
import { Delivery } from '../../src/conversations/delivery.ts'
import { Outbox } from '../../src/conversations/outbox.ts'
import type { ErrorReport, Event, Message } from '../../src/generated/types.ts'
import { EventLog } from '../../src/events/event-log.ts'
import { createLog, type Log } from '../../src/kernel/log.ts'
import type { Store } from '../../src/store/store.ts'
import { openTestStore, type StoreKind } from '../support/stores.ts'

export const silent: Log = createLog('silent')

export interface Attempt extends OutboundMessage {
  /** 1 for the first one of this message, in any part. */
  number: number
  signal: AbortSignal
}

type Script = (attempt: Attempt) => SendOutcome | Promise<SendOutcome>

export const sent: SendOutcome = { outcome: 'sent' }
export const later: SendOutcome = { outcome: 'later', reason: 'Come back later.' }
export const never: SendOutcome = { outcome: 'never', reason: 'There is no such user.' }
export const unknown: SendOutcome = { outcome: 'unknown', reason: 'The connection broke.' }

/** A channel to nowhere, which does what the test says. */
export class ScriptedChannel implements Channel {
  readonly dropsRepeatsForMs: number
  readonly needsConnection = false
  readonly attempts: Attempt[] = []
  script: Script

  /** Longer texts are split. */
  maxLength = Infinity
  admission: (userId: string) => Admission = () => ({ waitMs: 0, of: 'conversation' })

  constructor(script: Script = () => sent, { dropsRepeatsForMs = 0 } = {}) {
    this.script = script
    this.dropsRepeatsForMs = dropsRepeatsForMs
  }

  get texts(): string[] {
    return this.attempts.map(({ message }) => message)
  }

  fits(text: string): boolean {
    return text.length <= this.maxLength
  }

  admit(userId: string): Promise<Admission> {
    return Promise.resolve(this.admission(userId))
  }

  start(): void {
    // There is nothing to connect to.
  }

  async send(message: OutboundMessage, signal: AbortSignal): Promise<SendOutcome> {
    const number = this.attempts.filter(({ id }) => id === message.id).length + 1
    const attempt = { ...message, number, signal }
    this.attempts.push(attempt)
    return await this.script(attempt)
  }

  stop(): Promise<void> {
    return Promise.resolve()
  }
}

/** A send that ends only when it is told that no time is left. */
export const hang: Script = ({ signal }) =>
  new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      resolve(unknown)
    })
  })

export interface PostOffice {
  store: Store
  outbox: Outbox
  delivery: Delivery
  send: (message: string, to?: { channel?: string; userId?: string }) => Promise<Message>
  status: (id: string) => Promise<Message['status']>
  events: () => Promise<Event[]>
  errors: () => Promise<ErrorReport[]>
}

interface Settings {
  kind?: StoreKind
  store?: Store
  retryDelays?: number[]
  onUnknown?: 'park' | 'resend'
  /** Not at once. */
  start?: boolean
}

/** An outbox and a running delivery on a real store. */
export async function openPostOffice(
  channels: Record<string, Channel>,
  { kind, retryDelays = [], onUnknown = 'park', start = true, ...settings }: Settings = {},
): Promise<PostOffice> {
  const store = settings.store ?? (await openTestStore(kind))
  const delivery = new Delivery({
    store,
    log: silent,
    delivery: () => ({ retryDelays, onUnknown }),
  })
  const outbox = new Outbox({
    store,
    hasChannel: (name) => name in channels,
    onQueued: (channel) => {
      delivery.wake(channel)
    },
  })
  if (start) startDelivery(delivery, channels)
  onTestFinished(() => delivery.stop(AbortSignal.abort()))
  const events = await EventLog.open(store, silent)
  onTestFinished(() => events[Symbol.asyncDispose]())
  const list = async () => (await events.list({ limit: 10_000 })).events
  return {
    store,
    outbox,
    delivery,
    send: async (message, { channel = 'chat', userId = 'user-1' } = {}) =>
      (await outbox.send({ channel, userId, message }, { caller: 'test' })).message,
    status: async (id) => (await outbox.get(id)).status,
    events: list,
    errors: async () =>
      (await list()).flatMap(({ type, payload }) => (type === 'error' ? [payload] : [])),
  }
}

/** @param isReady asked by the lanes before each claim */
export function startDelivery(
  delivery: Delivery,
  channels: Record<string, Channel>,
  isReady: (name: string) => boolean = () => true,
): void {
  for (const [name, channel] of Object.entries(channels)) {
    delivery.open({ name, channel, isReady: () => isReady(name) })
  }
}
