/** Counts what a check says. */
export class Steps {
  passed = 0
  failed = 0

  /**
   * Says how it went, with the text or the number that the work has for its result.
   * @param weight for how many it counts
   */
  async step<T>(
    name: string,
    work: () => Promise<T>,
    weight: number | ((result: T) => number) = 1,
  ): Promise<T | undefined> {
    const started = performance.now()
    try {
      const result = await work()
      this.passed += typeof weight === 'number' ? weight : weight(result)
      const says = ['string', 'number'].includes(typeof result) ? `: ${String(result)}` : ''
      console.log(`ok      ${name}${says} (${since(started)} s)`)
      return result
    } catch (error) {
      this.failed += 1
      console.log(`FAILED  ${name} (${since(started)} s)`)
      console.log(error)
      return undefined
    }
  }
}

const since = (started: number): string => ((performance.now() - started) / 1000).toFixed(1)

/** As many at once as the machine has processors to give. */
export async function each<T>(items: T[], work: (item: T) => Promise<unknown>, atOnce = 2) {
  const queue = [...items]
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: atOnce }, worker))
}
