import { expect } from 'vitest'

/** As `expect.poll`, with time for a machine that is busy with other tests. */
export const soon = <T>(look: () => T) => expect.poll(look, { timeout: 15_000, interval: 10 })
