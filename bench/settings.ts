import type { Plan } from './support/compare.ts'

/** How long and how often everything is measured. */
export interface Settings {
  requests: Plan
  fanOut: { subscribers: number; events: number; rounds: number }
  latency: { subscribers: number; perSecond: number; seconds: number }
  hang: { messages: number; conversations: number; rounds: number }
  sessions: { few: number; many: number }
  /** How many more times as many operations. */
  copies: number
  starts: { each: number; idleSeconds: number }
}

const full: Settings = {
  requests: { warmUpSeconds: 3, seconds: 5, rounds: 5 },
  fanOut: { subscribers: 500, events: 1000, rounds: 5 },
  latency: { subscribers: 10, perSecond: 1000, seconds: 10 },
  hang: { messages: 1000, conversations: 50, rounds: 9 },
  sessions: { few: 1000, many: 1_000_000 },
  copies: 10,
  starts: { each: 7, idleSeconds: 3 },
}

/** A look, in two minutes; nothing to rely on. */
const quick: Settings = {
  ...full,
  requests: { warmUpSeconds: 1, seconds: 1, rounds: 3 },
  fanOut: { ...full.fanOut, events: 200, rounds: 3 },
  latency: { ...full.latency, seconds: 3 },
  hang: { ...full.hang, rounds: 3 },
  starts: { each: 3, idleSeconds: 3 },
}

export const settings = (args: readonly string[]): Settings =>
  args.includes('--quick') ? quick : full
