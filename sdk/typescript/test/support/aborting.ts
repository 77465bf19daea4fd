import { Api } from '../../src/api.ts'
import { EventStream } from '../../src/events/stream.ts'
import { type ClientOptions, OpenClaw } from '../../src/index.ts'
import { resolveOptions } from '../../src/options.ts'

export interface Aborted {
  /** With what the reading ended. */
  error: unknown
  /** The reason that the signal was given. */
  reason: Error
  /** From the abort to the end. */
  tookMs: number
}

export interface Abortable {
  abort: () => void
  ended: Promise<Aborted>
}

/** Far more than `endMs`, so that a wait which was ended is told from one that was over. */
const waitMs = 20_000
/** In which a reading ends on a machine that is busy with other tests. */
export const endMs = 10_000

const silent = (): void => undefined

/**
 * Reads events until it is aborted; in the state `reading` it aborts itself, at a message.
 * @param see is told of each event, by its type, and of a `wait` that does not end by itself
 */
export function readUntilAborted(
  client: ClientOptions,
  state: string,
  see: (what: string) => void = silent,
): Abortable {
  const stop = new AbortController()
  const reason = new Error(`while ${state}`)
  let aborted = 0
  const abort = (): void => {
    if (stop.signal.aborted) return
    aborted = performance.now()
    stop.abort(reason)
  }
  const told = (message: string, { delayMs = 0 }: { delayMs?: number } = {}): void => {
    if (message === 'events: reconnecting' && delayMs >= waitMs) see('wait')
  }
  const read = async (): Promise<Aborted> => {
    const logger = { debug: silent, info: told, warn: silent, error: silent }
    const stream = begin({ ...client, maxRetries: 0, logger }, state, stop.signal)
    try {
      for await (const { type } of stream) {
        see(type)
        if (state === 'reading' && type === 'message:received') abort()
      }
    } catch (error) {
      return { error, reason, tookMs: performance.now() - aborted }
    }
    throw new Error('The stream ended without an error.')
  }
  return { abort, ended: read() }
}

function begin(client: ClientOptions, state: string, signal: AbortSignal): EventStream {
  const options = state === 'asking' ? { signal } : { signal, after: 0 }
  if (state === 'polling') {
    const api = new Api(resolveOptions({ ...client, WebSocket: false }))
    return new EventStream(api, options, { pollEvery: waitMs })
  }
  // Nothing is asked before a socket does not get through.
  const answers = state === 'waiting' ? { fetch: () => Promise.resolve(tooMany()) } : {}
  return new OpenClaw({ ...client, ...answers }).events(options)
}

const tooMany = (): Response =>
  Response.json(
    { error: { code: 'RATE_LIMITED', message: 'Too many requests.', details: {} } },
    { status: 429, headers: { 'retry-after': String(waitMs / 1_000) } },
  )
