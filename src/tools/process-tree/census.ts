import { readdir } from 'node:fs/promises'
import { setImmediate as immediate, setTimeout as sleep } from 'node:timers/promises'
import { look, type Process, pidsOf } from './proc.ts'

/** Wants to know of each process that is new. */
export interface Observer {
  /**
   * @param born those that were not there at the last look
   * @param pids of all that are there
   */
  learn(born: readonly Process[], pids: ReadonlySet<number>): void
}

/**
 * With 700 other processes a look takes 1 ms, most of it outside of the event loop's thread, since only those are read that are new. The
 * first one reads all, in portions.
 */
const everyMs = 100

/** About a millisecond's work. */
const portion = 64

const observers = new Set<Observer>()
let isAtWork = false

/**
 * Looks for new processes ten times in a second, once for all who want to know, and as long as there is one.
 * @returns what ends it
 */
export function observe(observer: Observer): () => void {
  observers.add(observer)
  if (!isAtWork) void work()
  return () => {
    observers.delete(observer)
  }
}

async function work(): Promise<void> {
  isAtWork = true
  let seen: ReadonlySet<number> = new Set()
  for (;;) {
    await sleep(everyMs, undefined, { ref: false })
    if (observers.size === 0) break
    seen = await lookAround(seen)
  }
  isAtWork = false
}

async function lookAround(seen: ReadonlySet<number>): Promise<ReadonlySet<number>> {
  // One that comes later has a first process that this listing lacks.
  const asking = [...observers]
  const pids = pidsOf(await readdir('/proc').catch(() => []))
  const unseen = pids.filter((pid) => !seen.has(pid))
  const born: Process[] = []
  for (let start = 0; start < unseen.length; start += portion) {
    if (start > 0) await immediate()
    born.push(...unseen.slice(start, start + portion).flatMap((pid) => look(pid) ?? []))
  }
  const present = new Set(pids)
  for (const observer of asking) if (observers.has(observer)) observer.learn(born, present)
  return present
}
