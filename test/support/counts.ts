import { appendFile } from 'node:fs/promises'
import { inject } from 'vitest'

/** Adds to what the run's last lines say, over all test files. @param what as in `Dredd transactions` */
export async function count(what: string, number: number): Promise<void> {
  await appendFile(inject('countsFile'), `${JSON.stringify({ what, number })}\n`)
}
