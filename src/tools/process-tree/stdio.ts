import { openSync, readdirSync, readFileSync } from 'node:fs'
import type { StdioOptions } from 'node:child_process'

/** Octal, in Linux's `/proc/self/fdinfo`. */
const closedOnExec = 0o2000000

/** Above it, the list of what a program gets would cost more than it protects. */
const highestNumber = 4096

/**
 * Three pipes. Node opens everything so that no program inherits it; but what the gateway itself was started with, as a shell's
 * lock or a log, goes on to each of them where its number is above 15. There they find the null device.
 */
export const threePipes = (): StdioOptions => (made ??= make())

/** Made once: what the gateway was started with does not change. */
let made: StdioOptions | undefined

function make(): StdioOptions {
  const pipes = ['pipe', 'pipe', 'pipe'] as const
  const inherited = inheritedNumbers()
  if (inherited.length === 0) return [...pipes]
  const nowhere = openSync('/dev/null', 'r')
  const others = Array.from({ length: Math.max(...inherited) + 1 }, (_, number) =>
    inherited.includes(number) ? nowhere : 'ignore',
  )
  return [...pipes, ...others.slice(pipes.length)]
}

function inheritedNumbers(): number[] {
  try {
    return readdirSync('/proc/self/fdinfo')
      .map(Number)
      .filter((number) => number > 2 && number <= highestNumber && isInherited(number))
  } catch {
    return []
  }
}

/** The one that listed the folder is gone by now. */
function isInherited(number: number): boolean {
  try {
    const [, flags = ''] =
      /^flags:\s*([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${number}`, 'latin1')) ?? []
    return (parseInt(flags, 8) & closedOnExec) === 0
  } catch {
    return false
  }
}
