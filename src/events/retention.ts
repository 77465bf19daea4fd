import type { Config } from '../generated/types.ts'
import type { Log } from '../kernel/log.ts'
import type { Store } from '../store/store.ts'

const interval = 60_000
/** Small enough that other writes never wait long behind one. */
const chunk = 1_000
const day = 86_400_000

type Retention = Config['events']['retention']

/** Drops what is beyond the bounds, chunk by chunk. */
export async function trimEvents(store: Store, { days, maxEvents }: Retention): Promise<void> {
  const before = Date.now() - days * day
  for (;;) {
    const dropped = await store.write((tables) =>
      tables.events.trim({ before, keep: maxEvents, limit: chunk }),
    )
    if (dropped < chunk) return
  }
}

/** Drops the answers that are kept for repeated requests, once their day is over. */
async function purgeAnswers(store: Store): Promise<void> {
  for (;;) {
    const dropped = await store.write((tables) =>
      tables.idempotency.purge({ now: Date.now(), limit: chunk }),
    )
    if (dropped < chunk) return
  }
}

/** Keeps the log, and what is remembered of requests, within bounds while the gateway runs. @returns a function that ends it */
export function startRetention(options: {
  store: Store
  log: Log
  retention: () => Retention
}): () => void {
  const { store, log, retention } = options
  const sweep = async (): Promise<void> => {
    try {
      await trimEvents(store, retention())
      await purgeAnswers(store)
    } catch (error) {
      log.warn({ err: error }, 'old events could not be dropped')
    }
  }
  const timer = setInterval(() => void sweep(), interval).unref()
  return () => {
    clearInterval(timer)
  }
}
