import type { Event } from '../generated/schema.ts'
import type { WebSocketClass, WebSocketLike } from '../options.ts'
import { wait } from '../retry.ts'
import type { Times } from './times.ts'

/** How a socket ended. `opened` tells a connection that broke from one that never was. */
export interface Ended {
  code: number
  reason: string
  opened: boolean
  /** Whether any event came. */
  brought: boolean
}

/** Our own codes, out of the range that servers use. */
export const ends = { overflow: -1, silent: -2, notOpened: -3, garbled: -4 } as const

export interface SocketOptions {
  url: string
  /** What the class is given after the address. */
  more: readonly unknown[]
  WebSocket: WebSocketClass
  /** How many events may wait for the reader. */
  buffer: number
  times: Times
  signal: AbortSignal | undefined
  /** Asked whenever nothing has come for a while, with the last event that did; `false` ends the socket. */
  isAlive: (received: number | undefined) => Promise<boolean>
}

/**
 * The events of one connection. A WebSocket can't be slowed down from here, so when the reader is too slow for its
 * buffer, the connection is given up, and the next one goes on after the last event in it.
 */
export async function* socketEvents(options: SocketOptions): AsyncGenerator<Event, Ended> {
  const { signal } = options
  signal?.throwIfAborted()
  const inbox = new Inbox(options)
  const abort = (): void => {
    inbox.wake()
  }
  signal?.addEventListener('abort', abort)
  try {
    for (;;) {
      signal?.throwIfAborted()
      const event = inbox.waiting.shift()
      if (event !== undefined) yield event
      else if (inbox.ended !== undefined) return inbox.ended
      else await new Promise<void>((resolve) => (inbox.wake = resolve))
    }
  } finally {
    signal?.removeEventListener('abort', abort)
    inbox.end(ends.overflow, 'nobody reads')
  }
}

/** What a connection has brought and the reader has not taken yet. */
class Inbox {
  readonly waiting: Event[] = []
  ended: Ended | undefined
  wake = (): void => undefined
  readonly #socket: WebSocketLike | undefined
  readonly #watch: ReturnType<typeof watcher>
  #opened = false
  #received: number | undefined

  constructor(options: SocketOptions) {
    const { isAlive, times, buffer } = options
    const onDead = (): void => {
      this.end(this.#opened ? ends.silent : ends.notOpened, 'nothing came')
    }
    this.#watch = watcher(() => isAlive(this.#received), onDead, times)
    const socket = open(options)
    this.#socket = socket
    if (socket === undefined) {
      this.end(ends.notOpened, 'it may not be opened')
      return
    }
    socket.onopen = () => {
      this.#opened = true
      if (this.ended === undefined) this.#watch.reset()
    }
    socket.onmessage = ({ data }: { data: unknown }) => {
      if (this.ended === undefined) this.#take(data, buffer)
    }
    socket.onclose = ({ code, reason }: { code: number; reason: string }) => {
      this.end(code, reason)
    }
    // `close` follows, and tells more; but for Node 22, which tells of one that never opened by this alone.
    socket.onerror = () => {
      if (!this.#opened) this.end(1006, '')
    }
  }

  /** What comes from then on is not kept: the socket is closed. */
  end(code: number, reason: string): void {
    if (this.ended !== undefined) return
    this.ended = { code, reason, opened: this.#opened, brought: this.#received !== undefined }
    this.#watch.stop()
    this.#socket?.close()
    // A peer that is gone does not answer that, and the connection would be kept for long.
    if (code < 0) this.#socket?.terminate?.()
    this.wake()
  }

  #take(data: unknown, buffer: number): void {
    const event = parsed(data)
    if (event === undefined) {
      this.end(ends.garbled, 'a frame was no event')
      return
    }
    this.#watch.reset()
    this.#received = event.id
    if (this.waiting.push(event) >= buffer) this.end(ends.overflow, 'the reader is slow')
    this.wake()
  }
}

/** @returns undefined where the page's own rules forbid it */
function open({ WebSocket, url, more }: SocketOptions): WebSocketLike | undefined {
  const Class: new (url: string, ...more: readonly unknown[]) => WebSocketLike = WebSocket
  try {
    return new Class(url, ...more)
  } catch {
    return undefined
  }
}

/**
 * What is thrown in a listener of a socket would end the process.
 * @returns undefined for what is no event
 */
function parsed(data: unknown): Event | undefined {
  try {
    const event = JSON.parse(String(data)) as Partial<Event> | null
    return Number.isSafeInteger(event?.id) && typeof event?.type === 'string'
      ? (event as Event)
      : undefined
  } catch {
    return undefined
  }
}

/** Calls `onDead` when the connection does not open in time, or is silent and not alive. */
function watcher(isAlive: () => Promise<boolean>, onDead: () => void, times: Times) {
  let timer: ReturnType<typeof setTimeout> | undefined = setTimeout(onDead, times.opening)
  const stopping = new AbortController()
  const reset = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      // Stopped while it waits.
      look().catch(() => undefined)
    }, times.silence)
  }
  const look = async (): Promise<void> => {
    const looking = timer
    const alive = await isAlive()
    if (!alive) await wait(times.grace, stopping.signal)
    // What came meanwhile has set another timer.
    if (looking !== timer) return
    if (alive) reset()
    else onDead()
  }
  return {
    reset,
    stop: () => {
      clearTimeout(timer)
      timer = undefined
      stopping.abort()
    },
  }
}
