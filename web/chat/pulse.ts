/** The gateway allows one ping in 5 s; nor may what stands between find the connection idle for long. */
const idleMs = 20_000
/** Each frame of ours is answered. Without an answer for so long the connection is dead, though nobody has said so. */
const answerMs = 10_000
/** What was heard so lately needs no question. */
const lateMs = 6_000

export interface PulseEvents {
  /** Something is to be asked of the gateway. */
  ping: () => void
  dead: () => void
}

/** Knows whether a connection lives: a browser does not tell its page of the gateway's heartbeat. */
export class Pulse {
  readonly #events: PulseEvents
  #idle: number | undefined
  #watchdog: number | undefined
  /** By the clock on the wall: the others may stand still while a machine sleeps. */
  #heardAt: number | undefined

  constructor(events: PulseEvents) {
    this.#events = events
  }

  /** The gateway owes an answer. */
  asked(): void {
    this.#watchdog ??= setTimeout(this.#events.dead, answerMs)
  }

  heard(): void {
    this.stop()
    this.#heardAt = Date.now()
    this.#idle = setTimeout(this.#events.ping, idleMs)
  }

  /** After something may have happened to the connection unseen. */
  doubt(): void {
    const { ping } = this.#events
    if (this.#heardAt === undefined || this.#watchdog !== undefined) return
    if (Math.abs(Date.now() - this.#heardAt) > lateMs) ping()
  }

  /** Until something is asked or heard again. */
  stop(): void {
    clearTimeout(this.#idle)
    clearTimeout(this.#watchdog)
    this.#watchdog = this.#heardAt = undefined
  }
}
