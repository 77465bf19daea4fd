import { expect } from 'vitest'
import type { Channel, OutboundMessage, Position } from '../../src/channels/channel.ts'
import { createDiscord } from '../../src/channels/discord/discord.ts'
import type { ChannelStatus, DiscordConfig } from '../../src/generated/types.ts'
import { ChannelHouse } from '../support/channel-context.ts'
import { DiscordServer } from '../support/discord-server.ts'
import { until } from '../support/until.ts'

type Settings = Partial<Pick<DiscordConfig, 'allowedChannels' | 'markup' | 'mentions'>>

interface Place {
  apiRoot: string
  token: string
}

/** A Discord channel in its house; stopped at the end of the test. */
export class RunningDiscord extends ChannelHouse implements AsyncDisposable {
  readonly channel: Channel
  /** Calls of `positions` that are still to fail. */
  unread = 0
  /** Whether messages are dropped, as those of a flood. */
  isDropping = false

  constructor({ apiRoot, token: botToken }: Place, settings: Settings = {}) {
    super('discord')
    const config: DiscordConfig = {
      type: 'discord',
      enabled: true,
      maxPerMinute: 60,
      botToken,
      apiRoot,
      allowedChannels: [],
      mentions: 'none',
      markup: 'plain',
      ...settings,
    }
    this.channel = createDiscord(config, {
      ...this.context,
      positions: (limit) => this.#positions(limit),
      take: (message) => (this.isDropping ? this.#drop() : this.context.take(message)),
    })
  }

  static start(place: Place, settings?: Settings, positions: Position[] = []): RunningDiscord {
    const running = new RunningDiscord(place, settings)
    running.positions = positions
    running.channel.start()
    return running
  }

  static async connected(
    place: Place,
    settings?: Settings,
    positions?: Position[],
  ): Promise<RunningDiscord> {
    const running = RunningDiscord.start(place, settings, positions)
    await running.isConnected()
    return running
  }

  async becomes(status: ChannelStatus): Promise<void> {
    await until(() => {
      expect(this.state?.status).toBe(status)
    })
  }

  async isConnected(): Promise<void> {
    await until(() => {
      expect(this.state).toEqual({ status: 'connected' })
    })
  }

  /** What a store would hold: repeats of a message change nothing. */
  get texts(): string[] {
    const firsts = new Map<string, string>()
    for (const { externalId, message } of this.received) {
      if (!firsts.has(externalId)) firsts.set(externalId, message)
    }
    return [...firsts.values()]
  }

  /** What the store would answer. */
  get stored(): Position[] {
    const newest = new Map(this.received.map(({ userId, externalId }) => [userId, externalId]))
    return [...newest].map(([userId, externalId]) => ({ userId, externalId }))
  }

  #drop(): Promise<void> {
    this.calls += 1
    return Promise.resolve()
  }

  #positions(limit: number): Promise<Position[]> {
    if (this.unread === 0) return this.context.positions(limit)
    this.unread -= 1
    return Promise.reject(new Error('the positions can not be read'))
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.channel.stop()
  }
}

export const outbound = (parts: Partial<OutboundMessage> = {}): OutboundMessage => ({
  id: 'message-1',
  channel: 'discord',
  userId: '1150000000000000001',
  message: 'Hello!',
  offset: 0,
  createdAt: new Date(),
  ...parts,
})

/** Somewhere else a bot connects three times: longer than the first pause of one that tries again. */
export async function timePasses(): Promise<void> {
  await using server = await DiscordServer.start()
  await using bot = await RunningDiscord.connected(server)
  for (let cut = 0; cut < 2; cut += 1) {
    server.cut()
    await bot.becomes('disconnected')
    await bot.isConnected()
  }
}
