import { closeSync, openSync, readdirSync, readFileSync, readlinkSync, readSync } from 'node:fs'

/** What `/proc` tells of a process. */
export interface Process {
  readonly pid: number
  readonly parent: number
  readonly group: number
  readonly session: number
  /** In clock ticks since the system's start. */
  readonly started: number
  /** A zombie does not, unless threads of it go on; nor does a part of the kernel. */
  readonly lives: boolean
}

/** `PF_KTHREAD` of Linux. */
const kernelThread = 0x200000

/** @returns undefined when there is no such process, or no `/proc` */
export function look(pid: number): Process | undefined {
  const stat = read(() => statOf(pid))
  if (stat === undefined) return undefined
  // The name, in parentheses, may hold spaces and parentheses itself. Numbers of fields are those of proc_pid_stat(5), less 3.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const field = (index: number) => Number(fields[index])
  return {
    pid,
    parent: field(1),
    group: field(2),
    session: field(3),
    started: field(19),
    lives: (field(6) & kernelThread) === 0 && (!/[ZX]/i.test(fields[0] ?? '') || field(17) > 1),
  }
}

/** Longer than any: 52 fields, and a name of 64 bytes at the most. */
const statBuffer = Buffer.alloc(2048)

/** All processes are read at once: `readFileSync` takes 30 µs for each, this 11. */
function statOf(pid: number): string {
  const fd = openSync(`/proc/${pid}/stat`, 'r')
  try {
    return statBuffer.toString('latin1', 0, readSync(fd, statBuffer, 0, statBuffer.length, 0))
  } finally {
    closeSync(fd)
  }
}

/** @returns where the standard input and outputs of a process lead, as long as it has them */
export const pipesOf = (pid: number): Set<string> =>
  new Set(
    [0, 1, 2].map((fd) => linkOf(pid, fd) ?? '').filter((link) => /^(socket|pipe):/.test(link)),
  )

/** @returns its variables; undefined inside of `execve`, where for a moment there is neither an environment nor an argument */
export function environmentOf(pid: number): ReadonlySet<string> | undefined {
  let environment = textOf(pid, 'environ')
  if (environment === '') {
    if (textOf(pid, 'cmdline') === '') return undefined
    environment = textOf(pid, 'environ')
  }
  return new Set(environment.split('\0'))
}

/** @returns where all that a process has open leads */
export const linksOf = (pid: number): ReadonlySet<string> =>
  new Set((read(() => readdirSync(`/proc/${pid}/fd`)) ?? []).map((fd) => linkOf(pid, fd) ?? ''))

/** The newest first, as far as numbers tell: it has had the least time to fork. */
export const pidsOf = (names: readonly string[]): number[] =>
  names
    .map(Number)
    .filter((pid) => pid > 0 && pid !== process.pid)
    .reverse()

const textOf = (pid: number, name: 'environ' | 'cmdline'): string =>
  read(() => readFileSync(`/proc/${pid}/${name}`, 'latin1')) ?? ''

const linkOf = (pid: number, fd: number | string) =>
  read(() => readlinkSync(`/proc/${pid}/fd/${fd}`))

/** A process may be gone at any moment, or be one that may not be looked into. */
function read<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
