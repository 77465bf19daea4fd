import PQueue from 'p-queue'
import { GatewayError } from '../kernel/errors.ts'

/** As the contract has it: so many times as many as go on may wait. */
const waitingPerSlot = 10

/** Lets only so many calls go on at once; the others wait their turn. */
export class Slots {
  readonly #queue = new PQueue()

  /**
   * @param options.limit how many may go on at once; a change holds from this call on
   * @param options.limitMs how long it may wait
   * @param options.signal ends the waiting
   * @returns a function that makes room for the next one
   * @throws GatewayError `rateLimited` when too many wait, or it waited too long, `unavailable` when `signal` ended it
   */
  async take(options: {
    limit: number
    limitMs: number
    signal: AbortSignal
  }): Promise<() => void> {
    const { limit, limitMs, signal } = options
    this.#queue.concurrency = limit
    if (this.#queue.size >= limit * waitingPerSlot) throw busy()
    const waiting = new AbortController()
    const giveUp = (): void => {
      waiting.abort(aborted(signal.reason))
    }
    if (signal.aborted) giveUp()
    signal.addEventListener('abort', giveUp)
    const timer = setTimeout(() => {
      waiting.abort(busy())
    }, limitMs)
    try {
      return await this.#enter(waiting.signal)
    } finally {
      clearTimeout(timer)
      signal.removeEventListener('abort', giveUp)
    }
  }

  #enter(waiting: AbortSignal): Promise<() => void> {
    return new Promise((enter, reject) => {
      const occupied = this.#queue.add(
        () =>
          new Promise<void>((leave) => {
            enter(leave)
          }),
        { signal: waiting },
      )
      occupied.catch(reject)
    })
  }
}

/** Nobody waits for the call any more. */
export const aborted = (cause: unknown): GatewayError =>
  new GatewayError('unavailable', 'The call was aborted.', { cause })

const busy = (): GatewayError =>
  new GatewayError('rateLimited', 'Too many tools are at work; try again in a moment.', {
    retryAfter: 1,
  })
