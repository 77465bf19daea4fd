import type { Clock } from '../../src/cron/clock.ts'

interface Timer {
  at: number
  work: () => void | Promise<void>
}

/** Time that goes on when the test says so. What the timers do is waited for, so nothing is left to chance. */
export class FakeClock implements Clock {
  #now: number
  /** Milliseconds that have gone by, however the clock was set: what timers go by. */
  #elapsed = 0
  readonly #timers = new Set<Timer>()
  /** Awaited after each timer. */
  settled: () => Promise<void> = () => Promise.resolve()

  constructor(at: string) {
    this.#now = Date.parse(at)
  }

  now(): number {
    return this.#now
  }

  after(ms: number, work: Timer['work']): () => void {
    const timer = { at: this.#elapsed + ms, work }
    this.#timers.add(timer)
    return () => {
      this.#timers.delete(timer)
    }
  }

  /** Puts the clock forward or, with a negative number, back; no time goes by. */
  jump(ms: number): void {
    this.#now += ms
  }

  jumpTo(at: string): void {
    this.#now = Date.parse(at)
  }

  /** Lets time go by. */
  async advance(ms: number): Promise<void> {
    const end = this.#elapsed + ms
    for (;;) {
      const next = this.#first()
      if (next === undefined || next.at > end) break
      this.#timers.delete(next)
      this.#moveTo(next.at)
      await next.work()
      await this.settled()
    }
    this.#moveTo(end)
  }

  async advanceTo(at: string): Promise<void> {
    await this.advance(Date.parse(at) - this.#now)
  }

  #first(): Timer | undefined {
    let first: Timer | undefined
    for (const timer of this.#timers) if (first === undefined || timer.at < first.at) first = timer
    return first
  }

  #moveTo(elapsed: number): void {
    this.#now += elapsed - this.#elapsed
    this.#elapsed = elapsed
  }
}
