import { setImmediate as nextTurn } from 'node:timers/promises'

/** So long a piece of work may go on before sockets and timers get their turn, in milliseconds. */
const turnMs = 8

let last: Promise<unknown> = Promise.resolve()

/** Resolves in a turn of the event loop that no other caller has, so that pieces of work which go on side by side don't add up. */
export function ownTurn(): Promise<unknown> {
  last = last.then(() => nextTurn())
  return last
}

/** For long loops: each call of what it returns gives others their turn when that is due. */
export function breather(): () => Promise<void> {
  let began = performance.now()
  return async () => {
    if (performance.now() - began < turnMs) return
    await ownTurn()
    began = performance.now()
  }
}
