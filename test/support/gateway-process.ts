import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

/** The command line. */
export const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url))

export interface Ended {
  code: number | null
  signal: NodeJS.Signals | null
  stdout: string
  stderr: string
}

export interface GatewayProcess {
  kill: (signal: NodeJS.Signals) => void
  ended: Promise<Ended>
}

/** Runs Node with these arguments. It is gone after the test. */
export function runNode(
  args: string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): GatewayProcess {
  const child = spawn(process.execPath, args, {
    cwd: options.cwd,
    env: options.env ?? {},
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return { kill: (signal) => void child.kill(signal), ended: collect(child) }
}

/** Runs `src/main.ts` with an environment of nothing but this. */
export const runGateway = (
  args: string[],
  options: { cwd?: string; env?: Record<string, string> } = {},
): GatewayProcess => runNode([main, ...args], options)

async function collect(child: ChildProcess): Promise<Ended> {
  const output = { stdout: '', stderr: '' }
  child.stdout?.on('data', (text: Buffer) => (output.stdout += text.toString()))
  child.stderr?.on('data', (text: Buffer) => (output.stderr += text.toString()))
  await once(child, 'close')
  return { code: child.exitCode, signal: child.signalCode, ...output }
}

/** A port that was free a moment ago. Systems give none of this range to who asks for any, as all other tests do. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000)
    const server = createServer()
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => {
        resolve(false)
      })
      server.listen(port, '127.0.0.1', () => {
        resolve(true)
      })
    })
    if (!isFree) continue
    server.close()
    await once(server, 'close')
    return port
  }
}
