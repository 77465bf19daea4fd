import { spawn } from 'node:child_process'
import { refuseInterrupted } from './failure.ts'

export interface RunOptions {
  cwd?: string
  env?: NodeJS.ProcessEnv
  /** Ends the program. */
  signal: AbortSignal
}

/**
 * Runs a program to its end, also when it is interrupted: what it would still write is written then. Code 127 when there is none.
 * @throws ClientFailure when it was interrupted
 */
export async function run(
  program: string,
  args: string[],
  options: RunOptions,
): Promise<{ code: number; output: string }> {
  refuseInterrupted(options.signal)
  const ended = await new Promise<{ code: number; output: string }>((resolve) => {
    let output = ''
    const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    child.stdout.on('data', (data: Buffer) => (output += data.toString()))
    child.stderr.on('data', (data: Buffer) => (output += data.toString()))
    child.on('error', (error) => {
      if (child.pid === undefined) resolve({ code: 127, output: error.message })
    })
    child.on('close', (code) => {
      resolve({ code: code ?? 1, output })
    })
  })
  refuseInterrupted(options.signal)
  return ended
}
