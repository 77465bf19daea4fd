import { onTestFinished } from 'vitest'
import { EventLog } from '../../src/events/event-log.ts'
import type { ErrorReport } from '../../src/generated/types.ts'
import type { Store } from '../../src/store/store.ts'
import { createLog } from '../../src/kernel/log.ts'

export const silent = createLog('silent')

/** The log over this store; closed after the test, before the store is. */
export async function openLog(store: Store): Promise<EventLog> {
  const log = await EventLog.open(store, silent)
  onTestFinished(() => log[Symbol.asyncDispose]())
  return log
}

export const report = (message: string): ErrorReport => ({
  code: 'INTERNAL_ERROR',
  message,
  source: 'delivery',
})

/** Appends an error for each text and an invocation for each `null`, all in one transaction. */
export const append = (store: Store, ...texts: (string | null)[]): Promise<void> =>
  store.write(async (tables) => {
    for (const text of texts) {
      if (text !== null) await EventLog.append(tables, 'error', report(text))
      else await EventLog.append(tables, 'tool:invoked', invocation)
    }
  })

const invocation = { tool: 'read', caller: 'test', outcome: 'ok', durationMs: 1 } as const
