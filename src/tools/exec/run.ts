import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { spawnTree } from '../process-tree.ts'
import { Excerpt } from './excerpt.ts'

export interface Ending {
  /** Null when a signal ended it. */
  exitCode: number | null
  signalCode: NodeJS.Signals | null
  stdout: Excerpt
  stderr: Excerpt
}

/** For what is still on its way when nobody who could write is left. */
const lastOutputMs = 1000

/**
 * Runs a program until it ends; what it left behind is ended too.
 * @throws the system's error when it can't be started; when the signal is aborted, an error after all of it has ended
 */
export async function run(
  program: string,
  options: Parameters<typeof spawnTree>[1] & { stdin: string; signal: AbortSignal },
): Promise<Ending> {
  const { stdin, signal, ...start } = options
  signal.throwIfAborted()
  const tree = await spawnTree(program, start)
  const { child } = tree
  const closed = new Promise((resolve) => child.once('close', resolve))
  const [stdout, stderr] = [excerptOf(child.stdout), excerptOf(child.stderr)]
  child.stdin.end(stdin)
  try {
    await exited(child, signal)
  } finally {
    try {
      await tree.kill()
      await Promise.race([closed, sleep(lastOutputMs, undefined, { ref: false })])
    } finally {
      child.stdout.destroy()
      child.stderr.destroy()
    }
  }
  const { exitCode, signalCode } = child
  return { exitCode, signalCode, stdout, stderr }
}

async function exited(child: ChildProcess, signal: AbortSignal): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit', { signal })
}

function excerptOf(stream: Readable): Excerpt {
  const excerpt = new Excerpt()
  stream.on('data', (chunk: Buffer) => {
    excerpt.add(chunk)
  })
  return excerpt
}
