/**
 * Milliseconds of the processor that some work takes, in the best of five: what else the machine does is not in them.
 * @param work is done five times
 */
export async function effortOf(work: () => unknown): Promise<number> {
  let best = Infinity
  for (let round = 0; round < 5; round += 1) {
    const before = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(before)
    best = Math.min(best, (user + system) / 1_000)
  }
  return best
}
