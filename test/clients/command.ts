import { type ChildProcess, spawn } from 'node:child_process'

export interface Ended {
  code: number
  stdout: string
  /** Both streams, in the order in which they came. */
  output: string
}

export interface Options {
  cwd?: string
  env?: Record<string, string>
  /** When it is killed, with what it started. */
  minutes?: number
}

const running = new Set<ChildProcess>()
let isOver = false

/** Ends all that runs, with what it started, and lets nothing begin any more. */
export function endAll(): void {
  isOver = true
  for (const child of running) killGroup(child)
}

function killGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // It has just ended by itself.
  }
}

/** Runs a program to its end. Code 127 when there is none, 124 when it took too long. */
export function run([program = '', ...args]: string[], options: Options = {}): Promise<Ended> {
  if (isOver) return Promise.reject(new Error('Interrupted.'))
  return new Promise((resolve) => {
    const ended = { stdout: '', output: '' }
    let late = false
    const child = spawn(program, args, {
      cwd: options.cwd,
      env: { ...process.env, ...options.env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // A group of its own, to end it with what it started.
      detached: true,
    })
    running.add(child)
    const timer = setTimeout(
      () => {
        late = true
        killGroup(child)
      },
      (options.minutes ?? 5) * 60_000,
    )
    const end = (result: Ended): void => {
      clearTimeout(timer)
      running.delete(child)
      resolve(result)
    }
    child.stdout.on('data', (data: Buffer) => {
      ended.stdout += data.toString()
      ended.output += data.toString()
    })
    child.stderr.on('data', (data: Buffer) => (ended.output += data.toString()))
    child.on('error', (error) => {
      end({ code: 127, ...ended, output: error.message })
    })
    child.on('close', (code) => {
      end({ code: late ? 124 : (code ?? 1), ...ended })
    })
  })
}
