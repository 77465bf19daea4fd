import type { Channel } from '../channels/channel.ts'
import type { Log } from '../kernel/log.ts'
import type { Store } from '../store/store.ts'
import { DeliveryLane } from './delivery-lane.ts'

export interface DeliveryOptions {
  store: Store
  log: Log
  /** Seconds to wait before each repeat; read anew for every message. */
  retryDelays: () => readonly number[]
}

/** The channels as the delivery worker sees them. */
export interface ChannelSet {
  names(): string[]
  get(name: string): Channel | undefined
  /** Whether a message that is sent now has a chance; `wake` is called when it has again. */
  isReady(name: string): boolean
}

/** The delivery worker: one lane a channel, so that a slow channel never delays another. */
export class Delivery {
  readonly #options: DeliveryOptions
  readonly #lanes = new Map<string, DeliveryLane>()

  constructor(options: DeliveryOptions) {
    this.#options = options
  }

  /** Begins with what an earlier process left unfinished. */
  start(channels: ChannelSet): void {
    for (const name of channels.names()) {
      const channel = channels.get(name)
      if (channel === undefined) continue
      const lane = new DeliveryLane({
        ...this.#options,
        name,
        channel,
        isReady: () => channels.isReady(name),
      })
      this.#lanes.set(name, lane)
      lane.wake()
    }
  }

  /** Tells that a message waits on this channel. */
  wake(channel: string): void {
    this.#lanes.get(channel)?.wake()
  }

  /** Resolves when all that was claimed has been handed to its channel. */
  async claimNoMore(): Promise<void> {
    await Promise.all([...this.#lanes.values()].map((lane) => lane.claimNoMore()))
  }

  /** Claims no more; gives what is being sent until `deadline` to end, and leaves the rest for the next start. */
  async stop(deadline: AbortSignal): Promise<void> {
    await Promise.all([...this.#lanes.values()].map((lane) => lane.stop(deadline)))
  }
}
