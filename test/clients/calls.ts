export type Mode = 'live' | 'mock'

/** What each program does, in this order; a line "ok <call>: <fact>" says that it was right. */
const everywhere = [
  'list sessions',
  'send a message',
  'use its key for another',
  'a typed error',
  'an error with issues',
  'list events',
  'create a job',
  'delete the job',
  'a rate limit',
]

/** What needs a state, which the mock has not. */
const liveOnly = ['follow nextCursor', 'repeat it with its key', 'list the messages']

/** What there is in this language alone. */
const extra: Record<string, string[]> = {
  typescript: ['health'],
  python: ['read an event of a newer type'],
  go: ['read an event of a newer type'],
  java: ['read an event of a newer type'],
}

export const callsOf = (language: string, mode: Mode): string[] => [
  ...everywhere,
  ...(mode === 'live' ? liveOnly : []),
  ...(extra[language] ?? []),
]

/** @returns the calls that a program made, by what it printed */
export const callsIn = (stdout: string): string[] =>
  [...stdout.matchAll(/^ok ([^:]+): /gm)].map(([, call = '']) => call)
