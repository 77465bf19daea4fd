import { spawn } from 'node:child_process'
import { expect, onTestFinished, test } from 'vitest'
import { Members } from '../../../src/tools/process-tree/members.ts'
import { look, type Process } from '../../../src/tools/process-tree/proc.ts'
import { snapshot } from '../../../src/tools/process-tree/snapshot.ts'
import { until } from '../../support/until.ts'
import { marked, newMark } from './set-up.ts'

/** Sleeps with a child that sleeps, in a session of its own. */
async function pair(): Promise<[Process, Process]> {
  const mark = newMark()
  const { pid } = spawn('/bin/sh', ['-c', 'sleep $0; :', mark], { detached: true, stdio: 'ignore' })
  onTestFinished(() => {
    for (const one of marked(mark)) process.kill(one, 'SIGKILL')
  })
  await until(() => {
    expect(marked(mark)).toHaveLength(2)
  })
  const [parent, child] = marked(mark)
    .sort((one) => (one === pid ? -1 : 1))
    .map(look)
  if (parent === undefined || child === undefined) throw new Error('They are gone.')
  return [parent, child]
}

const pidsOf = (processes: readonly Process[]) => new Set(processes.map(({ pid }) => pid))

test('Trees that look in the same turn share one scan, later ones get a new one', async () => {
  const [one, other] = await Promise.all([snapshot(), snapshot()])
  expect(other).toBe(one)
  expect(await snapshot()).not.toBe(one)
})

test('A child of a known process is known, and a stranger with the number of an ended one is not', async () => {
  const [root, child] = await pair()
  const [stranger, strangersChild] = await pair()
  const members = new Members({ root, cookie: 'NONE=1', pipes: new Set() })
  // One of the tree that had the stranger's number before.
  const ended = { ...stranger, parent: root.pid, started: stranger.started - 1 }
  const present = pidsOf([root, child, stranger, strangersChild])
  members.learn([ended], present)
  members.learn([stranger, strangersChild], present)
  const { living } = await members.look()
  expect(pidsOf(living)).toEqual(pidsOf([root, child]))
})
