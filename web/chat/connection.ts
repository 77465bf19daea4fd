import type { ChatFrame, ChatFrames, VisitorFrame } from '../../src/generated/chat.ts'
import { findObstacle } from './obstacle.ts'
import { Pulse } from './pulse.ts'

const firstWaitMs = 500
const longestWaitMs = 30_000
const attemptsToLongestWait = Math.ceil(Math.log2(longestWaitMs / firstWaitMs))
/** One that lived so long ended for a new reason. */
const stableMs = 10_000
/** So many that never opened are no chance. */
const obstructedFrom = 2

export interface ConnectionEvents {
  opened: () => void
  heard: (frame: Exclude<ChatFrame, ChatFrames['pong']>) => void
  lost: () => void
  /** It can't be opened again. @param why where that is known */
  obstructed: (why: string | undefined) => void
}

/** The socket to the gateway, opened again for ever. */
export class Connection {
  readonly #events: ConnectionEvents
  readonly #url: URL
  readonly #pulse = new Pulse({
    ping: () => {
      this.send({ type: 'ping' })
    },
    dead: () => {
      const old = this.#socket
      this.#lose()
      old?.close()
    },
  })
  #socket: WebSocket | undefined
  #attempts = 0
  /** In a row that never opened. */
  #failures = 0
  #wait: number | undefined

  constructor(path: string, events: ConnectionEvents) {
    this.#events = events
    this.#url = new URL(path, location.href)
    this.#url.protocol = this.#url.protocol === 'https:' ? 'wss:' : 'ws:'
    this.#url.search = ''
    // The network may be another one, where the old connection leads nowhere.
    addEventListener('online', () => {
      this.restart()
    })
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) return
      if (this.#socket === undefined) this.restart()
      else this.#pulse.doubt()
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
    this.#pulse.asked()
  }

  #open(): void {
    const socket = new WebSocket(this.#url)
    const started = performance.now()
    this.#socket = socket
    this.#failures += 1
    this.#pulse.stop()
    this.#pulse.asked()
    socket.addEventListener('open', () => {
      if (socket !== this.#socket) return
      this.#failures = 0
      this.#pulse.stop()
      this.#events.opened()
    })
    socket.addEventListener('message', ({ data }) => {
      if (socket !== this.#socket) return
      this.#pulse.heard()
      const frame = JSON.parse(String(data)) as ChatFrame
      if (frame.type !== 'pong') this.#events.heard(frame)
    })
    socket.addEventListener('close', () => {
      if (socket !== this.#socket) return
      if (performance.now() - started > stableMs) this.#attempts = 0
      this.#lose()
    })
  }

  #lose(): void {
    this.#pulse.stop()
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
    if (this.#failures >= obstructedFrom) void this.#explain()
  }

  async #explain(): Promise<void> {
    const obstacle = await findObstacle()
    // It has opened meanwhile.
    if (this.#failures === 0) return
    if (obstacle?.lasts === true) this.#attempts = attemptsToLongestWait
    this.#events.obstructed(obstacle?.words)
  }
}
