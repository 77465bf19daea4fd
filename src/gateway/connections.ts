import { Channels } from '../channels/channels.ts'
import type { LiveConfig } from '../config/live-config.ts'
import { Delivery } from '../conversations/delivery.ts'
import { Inbox } from '../conversations/inbox.ts'
import type { Log } from '../kernel/log.ts'
import type { Store } from '../store/store.ts'
import type { Reports } from './reports.ts'

/** The channels as they are configured at each time, what they receive, and what they deliver. */
export interface Connections {
  channels: Channels
  delivery: Delivery
}

/** Nothing comes or goes before the channels are started. */
export function openConnections(options: {
  store: Store
  config: LiveConfig
  log: Log
  reports: Reports
}): Connections {
  const { store, config, log, reports } = options
  const inbox = new Inbox(store)
  const delivery = new Delivery({ store, log, delivery: () => config.current.delivery })
  const channels: Channels = new Channels(config.current.channels, {
    log,
    receive: (channel, message) => inbox.receive(channel, message),
    find: (channel, externalId) => inbox.find(channel, externalId),
    positions: (channel, limit) =>
      store.read((tables) => tables.sessions.positions({ channel, limit })),
    report: (channel, state) => {
      delivery.wake(channel)
      reports.channel(channel, state)
    },
    fault: (channel, message) => {
      reports.fault(channel, message)
    },
    opened: (name, channel) => {
      delivery.open({ name, channel, isReady: () => channels.isReady(name) })
    },
    closing: (name) => delivery.close(name),
  })
  config.onChange((changed) => {
    channels.apply(changed.channels)
  })
  return { channels, delivery }
}
