/** Milliseconds. Nobody sets them but tests. */
export const times = {
  /** The first pause. A stream that was cut is taken up again at once; only one that can't be gets slower. */
  reconnect: 50,
  /** For a socket to open. What lets HTTP through and no upgrade often says nothing at all. */
  opening: 10_000,
  /** Without an event before it is asked whether the connection still lives. */
  silence: 45_000,
  /** What the gateway has told another way may still be on its way here. */
  grace: 2_000,
  /** A connection that lived so long and is cut is taken up again at once. */
  steady: 5_000,
  /** How long polling goes on before a WebSocket is tried again. */
  polling: 60_000,
  /** To which that grows, doubling, while none gets through: each try holds events up for as long as `opening`. */
  longestPolling: 900_000,
  pollEvery: 1_000,
}

export type Times = typeof times
