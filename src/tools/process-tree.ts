import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { observe } from './process-tree/census.ts'
import { Members } from './process-tree/members.ts'
import { look, pipesOf } from './process-tree/proc.ts'
import { threePipes } from './process-tree/stdio.ts'

export interface ProcessTree {
  /** stdin, stdout, stderr are pipes. A failed write to stdin is nothing that must be listened to. */
  readonly child: ChildProcessWithoutNullStreams
  /**
   * Ends the program and all that it started, also what left its process group or was orphaned; resolves when none of them
   * lives. Safe to call twice, and after its end.
   *
   * On Linux they are found through `/proc`: by the session, by the parent, by a variable of the environment, and by the
   * pipes they hold; and ten times in a second all children of those that are known become known, so that what then shakes off all
   * four is still found. What does so between two looks gets away. Elsewhere the process group alone is ended, on
   * Windows the program alone.
   * @throws Error when one of them still lives after 5 seconds: it belongs to another user, or the kernel holds it
   */
  readonly kill: () => Promise<void>
}

/** What the program gets of the gateway, apart from what it is given: a value that marks its tree. */
export const cookieName = 'OPENCLAW_PROCESS_TREE'

const patienceMs = 5000

/** Looks that found nothing, but may have missed something. On a busy system, where programs come and go, most are such. */
const maxDoubts = 10

interface StartOptions {
  args: readonly string[]
  directory: string
  environment: Readonly<Record<string, string>>
  /** False keeps from using `/proc`, as on systems without it. */
  procfs?: boolean
}

/**
 * Starts a program, without a shell, as the head of a process group of its own. Resolves once it runs. When it ends by itself,
 * what it started and left behind is ended too.
 * @throws the system's error (ENOENT, EACCES, …)
 */
export async function spawnTree(program: string, options: StartOptions): Promise<ProcessTree> {
  const cookie = randomUUID()
  const child = spawn(program, options.args, {
    cwd: options.directory,
    env: { ...options.environment, [cookieName]: cookie },
    detached: true,
    stdio: threePipes(),
    windowsHide: true,
  }) as ChildProcessWithoutNullStreams
  const members =
    options.procfs === false ? undefined : membersOf(child.pid, `${cookieName}=${cookie}`)
  let killing: Promise<void> | undefined
  const stopObserving = members === undefined ? noop : observe(members)
  const kill = () => {
    stopObserving()
    return (killing ??= end(child, members))
  }
  // At once: later its number may be that of another program's session.
  child.once('exit', () => void kill().catch(noop))
  await once(child, 'spawn').catch((error: unknown) => {
    // Arguments may be secret, and errors get logged.
    if (error instanceof Error) Reflect.deleteProperty(error, 'spawnargs')
    throw error
  })
  child.on('error', noop)
  // Not before: without room for one more file there is none.
  child.stdin.on('error', noop)
  return { child, kill }
}

/** To be called as soon as the program is started: it may change what it is known by. One that ends within a millisecond may be quicker. */
function membersOf(pid: number | undefined, cookie: string): Members | undefined {
  const root = pid === undefined ? undefined : look(pid)
  return root && new Members({ root, cookie, pipes: pipesOf(root.pid) })
}

async function end(child: ChildProcessWithoutNullStreams, members: Members | undefined) {
  const deadline = performance.now() + patienceMs
  if (members === undefined) signalGroup(child)
  let doubts = 0
  for (let pauseMs = 1; ; pauseMs = Math.min(20, 2 * pauseMs)) {
    const { living, isSure } =
      members === undefined ? { living: [], isSure: true } : await killAll(members, deadline)
    if (living.length === 0 && hasEnded(child)) {
      if (isSure || doubts === maxDoubts) return
      doubts += 1
    }
    if (performance.now() > deadline) {
      const left = living.map(({ pid }) => pid)
      throw new Error(`Processes could not be ended: ${left.join(', ')}`)
    }
    await sleep(pauseMs)
  }
}

/**
 * One that was sent SIGSTOP can't finish a fork any more, and still is the parent of what it started. So once nothing new is
 * found, all are known, and none is orphaned by the end of another.
 * @returns those that lived
 */
async function killAll(members: Members, deadline: number) {
  const stopped = new Set<string>()
  for (;;) {
    const { living, isSure } = await members.look()
    const known = stopped.size
    for (const { pid, started } of living) {
      send(pid, 'SIGSTOP')
      stopped.add(`${pid} ${started}`)
    }
    if (stopped.size === known || performance.now() > deadline) {
      for (const { pid } of living) send(pid, 'SIGKILL')
      return { living, isSure }
    }
  }
}

/** Without `/proc`. */
function signalGroup(child: ChildProcessWithoutNullStreams): void {
  if (child.pid === undefined) return
  if (!send(-child.pid, 'SIGKILL')) child.kill('SIGKILL')
}

/** @returns whether there was somebody to send it to */
function send(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    // It ended meanwhile, or it belongs to another user: the next look tells.
    return false
  }
}

const hasEnded = ({ exitCode, signalCode }: ChildProcessWithoutNullStreams): boolean =>
  exitCode !== null || signalCode !== null

const noop = () => undefined
