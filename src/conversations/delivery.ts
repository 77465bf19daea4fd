import type { Channel } from '../channels/channel.ts'
import type { Config } from '../generated/types.ts'
import type { Log } from '../kernel/log.ts'
import type { Store } from '../store/store.ts'
import { DeliveryLane } from './delivery-lane.ts'
import { interrupted, settle } from './settle.ts'

export interface DeliveryOptions {
  store: Store
  log: Log
  /** Read anew for every message. */
  delivery: () => Config['delivery']
}

/** A channel as the delivery worker sees it. */
export interface Outlet {
  name: string
  channel: Channel
  /** Whether a message that is sent now has a chance; `wake` is called when it has again. */
  isReady: () => boolean
}

/** The delivery worker: one lane a channel, so that a slow channel never delays another. */
export class Delivery {
  readonly #options: DeliveryOptions
  readonly #lanes = new Map<string, DeliveryLane>()
  /** Those too that are closed and still have sends in flight. */
  readonly #unfinished = new Set<DeliveryLane>()

  constructor(options: DeliveryOptions) {
    this.#options = options
  }

  /**
   * Takes back what an earlier process was sending over channels that are not there now: it waits for its channel, which then decides
   * whether it may be repeated.
   */
  async recoverOrphans(): Promise<void> {
    const { store, delivery } = this.#options
    const leaseBefore = store.exclusive ? Number.MAX_SAFE_INTEGER : Date.now()
    const channels = await store.read((tables) => tables.messages.sendingChannels())
    for (const channel of channels.filter((name) => !this.#lanes.has(name))) {
      const rows = await store.read((tables) => tables.messages.abandoned({ channel, leaseBefore }))
      const policy = { delivery: delivery(), dropsRepeatsForMs: Infinity }
      for (const row of rows) await settle(store, policy, { row, ending: interrupted })
    }
  }

  /** Begins with what an earlier process left unfinished. */
  open(outlet: Outlet): void {
    const lane = new DeliveryLane({ ...this.#options, ...outlet })
    this.#lanes.set(outlet.name, lane)
    this.#unfinished.add(lane)
    lane.wake()
  }

  /** Claims no more of this channel's messages; resolves when those that are being sent have ended. */
  async close(channel: string): Promise<void> {
    const lane = this.#lanes.get(channel)
    if (lane === undefined) return
    this.#lanes.delete(channel)
    await lane.stop(new AbortController().signal)
    this.#unfinished.delete(lane)
  }

  /** Tells that a message waits on this channel. */
  wake(channel: string): void {
    this.#lanes.get(channel)?.wake()
  }

  /** Resolves when all that was claimed has been handed to its channel. */
  async claimNoMore(): Promise<void> {
    await Promise.all([...this.#unfinished].map((lane) => lane.claimNoMore()))
  }

  /** Claims no more; gives what is being sent until `deadline` to end, and leaves the rest for the next start. */
  async stop(deadline: AbortSignal): Promise<void> {
    await Promise.all([...this.#unfinished].map((lane) => lane.stop(deadline)))
  }
}
