import { drive, type Round, type Target } from './load.ts'
import { median } from './statistics.ts'

export interface Plan {
  warmUpSeconds: number
  seconds: number
  rounds: number
}

/** Every round of each contender, by its name. */
export type Rounds<Name extends string> = Record<Name, Round[]>

/** Lets the contenders run one at a time, in turn, so that what else the machine does falls on all of them. */
export async function compare<Name extends string>(
  targets: Record<Name, Target>,
  plan: Plan,
): Promise<Rounds<Name>> {
  const names = Object.keys(targets) as Name[]
  const rounds = Object.fromEntries(names.map((name) => [name, [] as Round[]])) as Rounds<Name>
  for (const name of names) await drive(targets[name], plan.warmUpSeconds)
  for (let round = 0; round < plan.rounds; round++) {
    for (const name of rotated(names, round)) {
      rounds[name].push(await drive(targets[name], plan.seconds))
    }
  }
  return rounds
}

/** Each begins once: the first after a pause has it easier. */
const rotated = <T>(items: readonly T[], by: number): T[] => [
  ...items.slice(by % items.length),
  ...items.slice(0, by % items.length),
]

export const typical = (rounds: readonly Round[]): Round => ({
  requestsPerSecond: median(rounds.map((round) => round.requestsPerSecond)),
  p50Ms: median(rounds.map((round) => round.p50Ms)),
  p99Ms: median(rounds.map((round) => round.p99Ms)),
  cpuMicros: median(rounds.map((round) => round.cpuMicros)),
})

/** How many times the other's: the median over rounds that ran next to each other. */
export const ratio = (
  rounds: readonly Round[],
  others: readonly Round[],
  measure: keyof Round = 'requestsPerSecond',
): number =>
  median(rounds.map((round, index) => round[measure] / (others[index]?.[measure] ?? Number.NaN)))
