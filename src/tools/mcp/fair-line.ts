/** One at a time, and everybody in turn: who comes often waits for the others, and not they for him. */
export class FairLine {
  readonly #maxWaiting: number
  readonly #waiting = new Map<string, (() => void)[]>()
  #isTaken = false

  /** @param maxWaiting how many of one owner may wait */
  constructor(maxWaiting: number) {
    this.#maxWaiting = maxWaiting
  }

  isFull(owner: string): boolean {
    return (this.#waiting.get(owner)?.length ?? 0) >= this.#maxWaiting
  }

  /** @returns what `work` does, once it is its turn */
  async take<T>(owner: string, work: () => Promise<T>): Promise<T> {
    if (this.#isTaken) await this.#wait(owner)
    this.#isTaken = true
    try {
      return await work()
    } finally {
      this.#next()
    }
  }

  #wait(owner: string): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<undefined>()
    const line = this.#waiting.get(owner) ?? []
    line.push(() => {
      resolve(undefined)
    })
    this.#waiting.set(owner, line)
    return promise
  }

  /** The place is handed on, never free in between: nobody gets ahead of those who wait. */
  #next(): void {
    const [first] = this.#waiting
    if (first === undefined) {
      this.#isTaken = false
      return
    }
    const [owner, line] = first
    const go = line.shift()
    this.#waiting.delete(owner)
    if (line.length > 0) this.#waiting.set(owner, line)
    go?.()
  }
}
