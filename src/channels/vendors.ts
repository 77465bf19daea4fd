import type { ChannelConfig } from '../generated/types.ts'
import type { Channel, ChannelContext, WebhookReceiver } from './channel.ts'
import { createDiscord } from './discord/discord.ts'
import { createTelegram } from './telegram/telegram.ts'
import { createWebchat } from './webchat/webchat.ts'
import { createWebhook } from './webhook/webhook.ts'

type ConfigByType = { [C in ChannelConfig as C['type']]: C }
type ChannelType = keyof ConfigByType
type Made = Channel | (Channel & WebhookReceiver)
type Factory<T extends ChannelType> = (config: ConfigByType[T], context: ChannelContext) => Made

/** Every vendor. A type of the contract without one does not compile. */
const factories: { [T in ChannelType]: Factory<T> } = {
  telegram: createTelegram,
  discord: createDiscord,
  webhook: createWebhook,
  webchat: createWebchat,
}

/** Makes the channel of this configuration; it does nothing before its `start`. */
export const makeChannel = (config: ChannelConfig, context: ChannelContext): Made =>
  makeOf(config.type, config, context)

/** The type parameter ties a vendor's configuration to its factory. */
const makeOf = <T extends ChannelType>(
  type: T,
  config: ConfigByType[T],
  context: ChannelContext,
): Made => factories[type](config, context)
