import type { DiscordConfig } from '../../generated/types.ts'
import { createBotChannel } from '../bot-channel.ts'
import type { Channel, ChannelContext } from '../channel.ts'
import { fits } from './markup.ts'

/** A Discord bot. */
export function createDiscord(config: DiscordConfig, context: ChannelContext): Channel {
  return createBotChannel({
    vendor: 'Discord',
    token: config.botToken,
    // Discord's documentation says "the past few minutes"; two are what we rely on.
    dropsRepeatsForMs: 120_000,
    fits: (text) => fits(text, config),
    context,
    open: async (scrubbed) => {
      const { Bot } = await import('./bot.ts')
      return new Bot(config, scrubbed)
    },
  })
}
