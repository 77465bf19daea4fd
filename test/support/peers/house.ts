import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect } from 'vitest'
import type {
  Channel,
  ChannelChange,
  ChannelList,
  ErrorReport,
  Event,
  Message,
  Session,
  SessionPage,
  Status,
} from '../../../src/generated/types.ts'
import { startTestServer, type TestServer } from '../server.ts'
import { StreamClient } from '../stream-client.ts'
import type { Peer, Vendor } from './peer.ts'
import { until } from '../until.ts'

/** The channel that is tested. */
export const subject = 'subject'

export interface HouseOptions {
  /** Parts of the channel's configuration beside those that its peer has. */
  channel?: Record<string, unknown>
  delivery?: { retryDelays?: number[]; onUnknown?: 'park' | 'resend' }
  /** Other channels. */
  channels?: Record<string, unknown>
  /** Without the channel, which a test then adds. */
  empty?: boolean
  /** Does not wait until the channel is connected. */
  impatient?: boolean
}

type Payload<T extends Event['type']> = Extract<Event, { type: T }>['payload']

const soon = Array.from({ length: 50 }, (_, index) => (index < 30 ? 0.2 : 1))

/** A real server with one channel, the other side of it, and a client that watches all events. */
export class House implements AsyncDisposable {
  readonly peer: Peer
  readonly server: TestServer
  readonly #watcher: StreamClient
  readonly #resources: AsyncDisposableStack

  private constructor(parts: { peer: Peer; server: TestServer; watcher: StreamClient }) {
    this.peer = parts.peer
    this.server = parts.server
    this.#watcher = parts.watcher
    this.#resources = new AsyncDisposableStack()
  }

  static async open(vendor: Vendor, options: HouseOptions = {}): Promise<House> {
    await using opened = new AsyncDisposableStack()
    const peer = opened.use(await vendor.open())
    const own = options.empty === true ? {} : { [subject]: { ...peer.config, ...options.channel } }
    const config = {
      channels: { ...options.channels, ...own },
      delivery: { retryDelays: soon, ...options.delivery },
      rateLimits: { enabled: false },
    }
    const server = opened.use(await startTestServer({ config }))
    peer.meet(server.url)
    const watcher = opened.use(await StreamClient.open(server.url, { after: 0 }))
    const house = new House({ peer, server, watcher })
    house.#resources.use(opened.move())
    if (options.empty !== true && options.impatient !== true) await house.connected()
    return house
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#resources.disposeAsync()
  }

  /** Sends to a user, which is accepted. */
  send(user: number, message: string, key?: string): Promise<Message> {
    return this.sendTo(this.peer.address(user), message, key)
  }

  async sendTo(userId: string, message: string, key?: string): Promise<Message> {
    const response = await this.post(userId, message, key)
    expect(response.status).toBe(202)
    return (await response.json()) as Message
  }

  post(userId: string, message: string, key?: string): Promise<Response> {
    const json = { channel: subject, userId, message }
    const headers = key === undefined ? {} : { 'idempotency-key': key }
    return this.server.fetch('/api/messages', { json, headers })
  }

  async get<T>(path: string): Promise<T> {
    const response = await this.server.fetch(path)
    expect(response.status).toBe(200)
    return (await response.json()) as T
  }

  message({ id }: Message): Promise<Message> {
    return this.get(`/api/messages/${id}`)
  }

  /** The message when nothing more happens to it. */
  ended(message: Message, timeoutMs?: number): Promise<Message> {
    return until(async () => {
      const now = await this.message(message)
      expect(now.status).toMatch(/^(sent|failed|unknown)$/)
      return now
    }, timeoutMs)
  }

  /** The payloads of all events of this type, in order. */
  events<T extends Event['type']>(type: T): Payload<T>[] {
    return this.#watcher.events.flatMap((event) =>
      event.type === type ? [event.payload as Payload<T>] : [],
    )
  }

  /** What came in over the channel, when it is as many as this. */
  received(count: number): Promise<Message[]> {
    return until(() => {
      const messages = this.events('message:received')
      expect(messages).toHaveLength(count)
      return messages
    })
  }

  /** All that was told of the connection of a channel. */
  async states(of = subject): Promise<ChannelChange[]> {
    await this.upToDate()
    return this.events('channel:status').filter(({ channel }) => channel === of)
  }

  errors(): ErrorReport[] {
    return this.events('error')
  }

  /** Waits until the watcher has seen every event that there is. */
  async upToDate(): Promise<void> {
    await until(async () => {
      const { events } = await this.get<{ events: Event[] }>(
        `/api/events?after=${this.#watcher.ids.at(-1) ?? 0}`,
      )
      expect(events).toEqual([])
    })
  }

  async channels(): Promise<Channel[]> {
    return (await this.get<ChannelList>('/api/channels')).channels
  }

  async channel(of = subject): Promise<Channel> {
    const channel = (await this.channels()).find(({ name }) => name === of)
    if (channel === undefined) throw new Error(`There is no channel ${of}.`)
    return channel
  }

  /** Waits for this state, which all places tell alike. */
  async hasState(status: Channel['status'], reason: RegExp | undefined): Promise<void> {
    await until(async () => {
      const said = { status, ...(reason === undefined ? {} : { reason: matching(reason) }) }
      const channel = await this.channel()
      expect(channel).toMatchObject(said)
      if (reason === undefined) expect(channel).not.toHaveProperty('reason')
      const all = await this.get<Status>('/api/status')
      expect(all.channels[subject]).toBe(status)
      expect(all.channelReasons[subject]).toBe(channel.reason)
      expect((await this.states()).at(-1)).toEqual({ channel: subject, ...pick(channel) })
    }, 20_000)
  }

  connected(): Promise<void> {
    return this.hasState('connected', undefined)
  }

  async sessions(): Promise<Session[]> {
    return (await this.get<SessionPage>('/api/sessions')).sessions
  }

  async patch(json: object): Promise<void> {
    const headers = { 'content-type': 'application/merge-patch+json' }
    const response = await this.server.fetch('/api/config', { method: 'PATCH', headers, json })
    expect({ status: response.status, body: await response.text() }).toMatchObject({ status: 200 })
  }

  /** Writes the configuration file anew, its channels changed. */
  async rewrite(channels: (before: Record<string, object>) => object): Promise<void> {
    const file = join(dirname(this.server.dataDir), 'openclaw.json')
    const config = JSON.parse(await readFile(file, 'utf8')) as { channels: Record<string, object> }
    await writeFile(file, JSON.stringify({ ...config, channels: channels(config.channels) }))
  }
}

const matching = (reason: RegExp): unknown => expect.stringMatching(reason)

const pick = ({ status, reason }: Channel) => ({
  status,
  ...(reason === undefined ? {} : { reason }),
})
