import type { Log } from '../../kernel/log.ts'
import { openScope, type Db } from '../scope.ts'
import { createTables } from '../tables.ts'

const interval = 2_000

/** Looks for new events now and then, should a notification have been lost. @returns what ends it */
export function pollForEvents(db: Db, log: Log, onAppend: () => void): Disposable {
  const { events } = createTables(openScope(db))
  let seen: number | undefined
  const look = async () => {
    const { last } = await events.bounds()
    if (seen !== undefined && last !== seen) onAppend()
    seen = last
  }
  const timer = setInterval(() => {
    look().catch((err: unknown) => {
      log.debug({ err }, 'Looking for new events failed.')
    })
  }, interval).unref()
  return {
    [Symbol.dispose]: () => {
      clearInterval(timer)
    },
  }
}
