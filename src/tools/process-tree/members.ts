import type { Observer } from './census.ts'
import { look, type Process } from './proc.ts'
import { snapshot, type Snapshot } from './snapshot.ts'

/** By what a process is known as one of the tree. Each alone can be shaken off, so all of them are looked at. */
export interface Marks {
  /** The first process. */
  readonly root: Process
  /** A variable, as `NAME=value`, that the environment of no other tree holds. */
  readonly cookie: string
  /** The first process's ends of its pipes, as `socket:[123]`. */
  readonly pipes: ReadonlySet<string>
}

/** Finds the processes of one tree, again and again, and remembers them. */
export class Members implements Observer {
  readonly #marks: Marks
  readonly #known = new Map<number, Process>()
  /** Older than the tree. */
  readonly #older = new Set<number>()
  /** Zombies, by when they were started. */
  readonly #dead = new Map<number, number>()
  #looksAtAll = true
  #isSure = true

  constructor(marks: Marks) {
    this.#marks = marks
    this.#known.set(marks.root.pid, marks.root)
  }

  /**
   * @returns those that live. `isSure` says that nothing can have escaped: every process was looked at, and during that none came to
   * its end or was just becoming another program
   */
  async look(): Promise<{ living: Process[]; isSure: boolean }> {
    const seen = await snapshot()
    // No pause from here on, since what it finds may fork in the meantime.
    this.#isSure = this.#looksAtAll
    const living = this.#find(seen)
    // The number of a stranger may be that of a member by the time when nothing else is left.
    this.#looksAtAll = living.length === 0
    return { living, isSure: this.#isSure }
  }

  /** Of processes that are new: whose parent is known is known itself from then on, whatever becomes of the parent. */
  learn(born: readonly Process[], pids: ReadonlySet<number>): void {
    for (const pid of this.#known.keys()) if (!pids.has(pid)) this.#known.delete(pid)
    let added: readonly Process[] = born
    while (added.length > 0) {
      added = born.filter((one) => !this.#isKnown(one) && one.lives && this.#hasKnownParent(one))
      for (const one of added) this.#known.set(one.pid, one)
    }
  }

  #isKnown = ({ pid, started }: Process): boolean => this.#known.get(pid)?.started === started

  /** Its number may be that of a stranger by now. */
  #hasKnownParent({ parent }: Process): boolean {
    const known = this.#known.get(parent)
    return known !== undefined && look(parent)?.started === known.started
  }

  #find(seen: Snapshot): Process[] {
    const candidates = seen.pids
      .filter((pid) => this.#looksAtAll || !(this.#older.has(pid) || this.#dead.has(pid)))
      .flatMap((pid) => this.#candidate(pid, seen) ?? [])
    const members = new Set<Process>()
    let found = candidates.filter((candidate) => this.#isMarked(candidate, seen))
    while (found.length > 0) {
      for (const member of found) members.add(member)
      const parents = new Set(found.map(({ pid }) => pid))
      // A pipe can be handed to a program of an older session.
      const sessions = new Set(
        found.map(({ session }) => session).filter((session) => !this.#older.has(session)),
      )
      found = candidates.filter(
        (candidate) =>
          !members.has(candidate) &&
          (parents.has(candidate.parent) || sessions.has(candidate.session)),
      )
    }
    for (const member of members) this.#known.set(member.pid, member)
    return [...members]
  }

  /** @returns undefined unless it lives and is not older than the tree */
  #candidate(pid: number, seen: Snapshot): Process | undefined {
    const candidate = seen.process(pid)
    if (candidate === undefined) {
      if (!this.#older.has(pid)) this.#isSure = false
      return undefined
    }
    if (candidate.started < this.#marks.root.started) {
      this.#older.add(pid)
      return undefined
    }
    this.#older.delete(pid)
    if (candidate.lives) return candidate
    if (this.#dead.get(pid) !== candidate.started) this.#isSure = false
    this.#dead.set(pid, candidate.started)
    return undefined
  }

  #isMarked(candidate: Process, seen: Snapshot): boolean {
    const { root, cookie, pipes } = this.#marks
    const { pid, session } = candidate
    if (session === root.pid || this.#isKnown(candidate)) return true
    const environment = seen.environment(pid)
    if (environment?.has(cookie) || [...pipes].some((pipe) => seen.links(pid).has(pipe)))
      return true
    if (environment === undefined || look(pid)?.lives !== true) this.#isSure = false
    return false
  }
}
