import { discord } from './discord.ts'
import type { Vendor } from './peer.ts'
import { telegram } from './telegram.ts'
import { webchat } from './webchat.ts'
import { webhook } from './webhook.ts'

/** Every kind of channel that the contract knows: one without a peer does not compile. */
export const vendors: { [T in Vendor['type']]: Vendor & { type: T } } = {
  telegram: { ...telegram, type: 'telegram' },
  discord: { ...discord, type: 'discord' },
  webhook: { ...webhook, type: 'webhook' },
  webchat: { ...webchat, type: 'webchat' },
}

export const allVendors: Vendor[] = Object.values(vendors)
