import { expect, vi } from 'vitest'
import { ofNode } from './platform.ts'

const events = await ofNode<typeof import('node:events')>('node:events')

/** Timers that were set for so long and not taken away. */
export function watchTimers(ms: number): () => number {
  const set = vi.spyOn(globalThis, 'setTimeout')
  const cleared = vi.spyOn(globalThis, 'clearTimeout')
  return () => {
    const handles = set.mock.calls.flatMap(([, delay], index) =>
      delay === ms ? [set.mock.results[index]?.value as unknown] : [],
    )
    expect(handles).not.toEqual([])
    const gone = new Set(cleared.mock.calls.map(([handle]) => handle as unknown))
    return handles.filter((handle) => !gone.has(handle)).length
  }
}

/** How many wait for the signal to be aborted, and have waited since. Of Node itself, where that tells it, else of what was called. */
export function watchListeners(signal: AbortSignal): () => number {
  const added = vi.spyOn(signal, 'addEventListener')
  const removed = vi.spyOn(signal, 'removeEventListener')
  return () => {
    expect(added).toHaveBeenCalled()
    if (events !== undefined) return events.getEventListeners(signal, 'abort').length
    const gone = new Set(removed.mock.calls.map(([, listener]) => listener))
    // What waits for the abort once is not there any more after it.
    const isThere = ([, listener, options]: (typeof added.mock.calls)[number]): boolean =>
      !gone.has(listener) &&
      !(signal.aborted && typeof options === 'object' && options.once === true)
    return added.mock.calls.filter(isThere).length
  }
}
