import type { Channel } from '../../src/channels/channel.ts'
import { createTelegram } from '../../src/channels/telegram/telegram.ts'
import type { TelegramConfig } from '../../src/generated/types.ts'
import { ChannelHouse } from '../support/channel-context.ts'

/** A Telegram channel in its house; stopped at the end of the test. */
export class RunningTelegram extends ChannelHouse implements AsyncDisposable {
  readonly channel: Channel

  constructor(
    { apiRoot, token: botToken }: { apiRoot: string; token: string },
    more: Partial<TelegramConfig> = {},
  ) {
    super('telegram')
    const config: TelegramConfig = {
      type: 'telegram',
      enabled: true,
      maxPerMinute: 60,
      botToken,
      apiRoot,
      ...more,
    }
    this.channel = createTelegram(config, this.context)
  }

  static start(place: { apiRoot: string; token: string }): RunningTelegram {
    const running = new RunningTelegram(place)
    running.channel.start()
    return running
  }

  get texts(): string[] {
    return this.received.map(({ message }) => message)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.channel.stop()
  }
}
