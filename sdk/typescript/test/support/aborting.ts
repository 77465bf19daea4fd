import type { ClientOptions, OpenClaw } from '../../src/index.ts'

export interface Aborted {
  /** With what the reading ended. */
  error: unknown
  /** The reason that the signal was given. */
  reason: Error
  /** From the abort to the end. */
  tookMs: number
}

const silent = (): void => undefined

/** Reads events until a signal is aborted in this state. */
export async function readUntilAborted(
  open: (options: ClientOptions) => OpenClaw,
  state: string,
): Promise<Aborted> {
  const stop = new AbortController()
  const reason = new Error(`while ${state}`)
  let aborted = 0
  const abort = (): void => {
    if (stop.signal.aborted) return
    aborted = performance.now()
    stop.abort(reason)
  }
  const told = (message: string): void => {
    // After the pause has begun.
    if (message === 'events: reconnecting' && state === 'waiting') setTimeout(abort, 20)
  }
  const polled = (): void => {
    if (state === 'polling') setTimeout(abort, 20)
  }
  const claw = open({
    maxRetries: 0,
    logger: { debug: silent, info: told, warn: silent, error: silent },
    hooks: { onResponse: polled },
    ...(state === 'polling' ? { WebSocket: false } : {}),
  })
  if (state.endsWith('connecting') || state === 'asking') setTimeout(abort, 500)
  const after = state === 'asking' ? {} : { after: 0 }
  try {
    for await (const event of claw.events({ ...after, signal: stop.signal })) {
      if (event.type !== 'message:received') continue
      if (state.endsWith('idle')) setTimeout(abort, 100)
      if (state === 'reading') abort()
    }
  } catch (error) {
    return { error, reason, tookMs: performance.now() - aborted }
  }
  throw new Error('The stream ended without an error.')
}
