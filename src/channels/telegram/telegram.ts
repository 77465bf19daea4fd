import type { TelegramConfig } from '../../generated/types.ts'
import { createBotChannel } from '../bot-channel.ts'
import type { Channel, ChannelContext } from '../channel.ts'

/** In UTF-16 units. */
const longestText = 4_096

/** A Telegram bot, by long polling. */
export function createTelegram(config: TelegramConfig, context: ChannelContext): Channel {
  return createBotChannel({
    vendor: 'Telegram',
    token: config.botToken,
    // Telegram has nothing by which it would know a repeat.
    dropsRepeatsForMs: 0,
    // Cut in two, markup would be refused, or look otherwise; and only Telegram knows how long it is without.
    fits: (text) => config.parseMode !== undefined || text.length <= longestText,
    context,
    open: async (scrubbed) => {
      const { Bot } = await import('./bot.ts')
      return new Bot(config, scrubbed)
    },
  })
}
