import type { Log } from '../kernel/log.ts'
import type { RunRow, Store } from '../store/store.ts'
import { leaseMs, tellEnd } from './run-record.ts'

/** In one transaction: few enough that other writes never wait long behind them. */
const chunk = 100

/**
 * Moves the leases of runs that go on here, and only then marks those whose lease is over as interrupted: their gateway is gone.
 * In one transaction, so that a clock that was put forward gives none of one's own away.
 */
export async function keepLeases(options: {
  store: Store
  log: Log
  /** Asked in the transaction: a run may begin until then. */
  running: () => string[]
  now: number
  /** Whose lease ended before this is gone; `now` where it is not given. */
  leaseBefore?: number
}): Promise<void> {
  const { store, log, running, now, leaseBefore = now } = options
  let count: number
  do {
    count = await store.write(async (tables) => {
      const own = running()
      // On a store of one's own all others are given up at the start, whatever their leases: one's own have to reach beyond that.
      for (const id of own) await tables.runs.renew(id, Math.max(leaseBefore, now + leaseMs))
      const runs = await tables.runs.interrupt({ leaseBefore, at: now, limit: chunk })
      for (const run of byId(runs)) await tellEnd(tables, run)
      if (leaseBefore > now) for (const id of own) await tables.runs.renew(id, now + leaseMs)
      return runs.length
    })
    if (count > 0) log.warn({ count }, 'Runs were interrupted.')
  } while (count === chunk)
}

/** As they began. */
const byId = (runs: RunRow[]): RunRow[] => runs.toSorted((a, b) => (a.id < b.id ? -1 : 1))
