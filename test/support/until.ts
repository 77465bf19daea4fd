import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Tries until it does not throw. Unlike vitest's `expect.poll` it may be called in tests that run beside each other.
 * @returns what it then returned @throws what it threw last, when the time is over
 */
export async function until<T>(look: () => T | Promise<T>, timeoutMs = 15_000): Promise<T> {
  const end = performance.now() + timeoutMs
  for (;;) {
    try {
      return await look()
    } catch (error) {
      if (performance.now() > end) throw error
    }
    await sleep(20)
  }
}
