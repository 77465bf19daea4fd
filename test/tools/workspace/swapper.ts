import { readdirSync, renameSync, rmSync, symlinkSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { workerData } from 'node:worker_threads'

/** What `startSwapping` hands over. */
export interface Swapping {
  /** Each path turns into a link to its target and back. */
  pairs: { path: string; target: string }[]
  /** Each file that is being written in the folder becomes a link to the target. */
  drafts?: { folder: string; target: string }
  /** 0: whether to stop; 1: how many swaps there were. */
  state: Int32Array
}

const failing = (work: () => void): boolean => {
  try {
    work()
    return false
  } catch {
    return true
  }
}

/** A tool may have made something under the name while it was free. */
const clear = (path: string) =>
  failing(() => {
    rmSync(path, { recursive: true, force: true })
  })

function swap(path: string, target: string): void {
  failing(() => {
    renameSync(path, `${path}-aside`)
  })
  if (
    failing(() => {
      symlinkSync(target, path)
    })
  )
    clear(path)
  if (
    failing(() => {
      unlinkSync(path)
    })
  )
    clear(path)
  if (
    failing(() => {
      renameSync(`${path}-aside`, path)
    })
  )
    clear(path)
}

function stealDrafts(folder: string, target: string): void {
  for (const name of readdirSync(folder).filter((entry) => entry.startsWith('.write-')))
    failing(() => {
      unlinkSync(join(folder, name))
      symlinkSync(target, join(folder, name))
    })
}

const { pairs, drafts, state } = workerData as Swapping
while (Atomics.load(state, 0) === 0) {
  for (const { path, target } of pairs) swap(path, target)
  if (drafts !== undefined) stealDrafts(drafts.folder, drafts.target)
  Atomics.add(state, 1, 1)
}
