import { typical } from '../support/compare.ts'
import type { Round } from '../support/load.ts'
import { micros, milliseconds, whole } from './section.ts'

export const roundHeader = ['requests/s', 'p50', 'p99', 'server CPU µs/request']

export function roundRow(rounds: readonly Round[]): string[] {
  const { requestsPerSecond, p50Ms, p99Ms, cpuMicros } = typical(rounds)
  return [whole(requestsPerSecond), milliseconds(p50Ms), milliseconds(p99Ms), micros(cpuMicros)]
}
