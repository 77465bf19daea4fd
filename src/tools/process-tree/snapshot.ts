import { readdirSync } from 'node:fs'
import { setImmediate as immediate } from 'node:timers/promises'
import { environmentOf, linksOf, look, type Process, pidsOf } from './proc.ts'

/** What `/proc` tells at one moment: each is read when it is first asked for, and once. */
export class Snapshot {
  readonly pids: readonly number[] = pidsOf(readdirSync('/proc'))
  readonly process = once<Process | undefined>(look)
  readonly environment = once(environmentOf)
  readonly links = once(linksOf)
}

let next: Promise<Snapshot> | undefined

/**
 * All who ask in the same turn of the event loop get the same one, so that many trees that end at once cost one scan. It must be used
 * without a pause: what it tells of may fork in the meantime.
 */
export const snapshot = (): Promise<Snapshot> => (next ??= take())

async function take(): Promise<Snapshot> {
  await immediate()
  next = undefined
  return new Snapshot()
}

function once<T>(work: (pid: number) => T): (pid: number) => T {
  const known = new Map<number, T>()
  return (pid) => {
    const found = known.get(pid)
    if (found !== undefined || known.has(pid)) return found as T
    const made = work(pid)
    known.set(pid, made)
    return made
  }
}
