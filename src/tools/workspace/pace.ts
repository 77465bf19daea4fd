import { setImmediate as nextTurn } from 'node:timers/promises'

/** Long work takes its turns with everything else in the process. */
const turnMs = 10

/** Keeps long work in the event loop's turn short, and as a whole within a time. */
export class Pace {
  readonly signal: AbortSignal
  readonly #end: number
  #turnEnd = 0

  constructor(signal: AbortSignal, limitMs: number) {
    this.signal = signal
    this.#end = performance.now() + limitMs
  }

  /** Asked often: cheap. */
  get isTurnOver(): boolean {
    return performance.now() > this.#turnEnd
  }

  /** @returns whether there is time left @throws the signal's reason */
  async nextTurn(): Promise<boolean> {
    await nextTurn()
    this.signal.throwIfAborted()
    const now = performance.now()
    this.#turnEnd = now + turnMs
    return now < this.#end
  }
}
