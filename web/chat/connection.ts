import type { ChatFrame, VisitorFrame } from '../../src/generated/chat.ts'

const firstWaitMs = 500
const longestWaitMs = 30_000
/** Each frame of ours is answered. Without an answer for so long the connection is dead, though nobody has said so. */
const answerMs = 10_000
/** One that lived so long ended for a new reason. */
const stableMs = 10_000

export interface ConnectionEvents {
  opened: () => void
  heard: (frame: ChatFrame) => void
  lost: () => void
}

/** The socket to the gateway, opened again for ever. */
export class Connection {
  readonly #events: ConnectionEvents
  readonly #url: URL
  #socket: WebSocket | undefined
  #attempts = 0
  #wait: number | undefined
  #watchdog: number | undefined

  constructor(path: string, events: ConnectionEvents) {
    this.#events = events
    this.#url = new URL(path, location.href)
    this.#url.protocol = this.#url.protocol === 'https:' ? 'wss:' : 'ws:'
    this.#url.search = ''
    addEventListener('online', () => {
      this.restart()
    })
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden && this.#socket === undefined) this.restart()
    })
  }

  /** Opens a new connection at once, in place of the one that there is. */
  restart(): void {
    clearTimeout(this.#wait)
    const old = this.#socket
    this.#socket = undefined
    old?.close()
    if (old !== undefined) this.#events.lost()
    this.#open()
  }

  send(frame: VisitorFrame): void {
    this.#socket?.send(JSON.stringify(frame))
    this.#watch()
  }

  #open(): void {
    const socket = new WebSocket(this.#url)
    const started = performance.now()
    this.#socket = socket
    this.#watch()
    socket.addEventListener('open', () => {
      if (socket === this.#socket) this.#events.opened()
    })
    socket.addEventListener('message', ({ data }) => {
      if (socket !== this.#socket) return
      clearTimeout(this.#watchdog)
      this.#events.heard(JSON.parse(String(data)) as ChatFrame)
    })
    socket.addEventListener('close', () => {
      if (socket !== this.#socket) return
      if (performance.now() - started > stableMs) this.#attempts = 0
      this.#lose()
    })
  }

  #lose(): void {
    clearTimeout(this.#watchdog)
    this.#socket = undefined
    this.#events.lost()
    const wait = Math.min(longestWaitMs, firstWaitMs * 2 ** this.#attempts++)
    // Not all visitors of a gateway that starts again at the same moment.
    this.#wait = setTimeout(
      () => {
        this.#open()
      },
      wait * (0.5 + Math.random() / 2),
    )
  }

  #watch(): void {
    clearTimeout(this.#watchdog)
    this.#watchdog = setTimeout(() => {
      const old = this.#socket
      this.#lose()
      old?.close()
    }, answerMs)
  }
}
