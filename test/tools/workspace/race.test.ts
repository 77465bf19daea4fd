import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ToolFailure } from '../../../src/tools/tool.ts'
import type { Workspace } from '../../../src/tools/workspace/workspace.ts'
import { until } from '../../support/until.ts'
import { signal, workspaceBeside } from './support.ts'
import type { Swapping } from './swapper.ts'

const change = { find: 'secret', replace: 'changed' }
const keep = { find: 'public', replace: 'public' }

/** A thread that does nothing but swap, as fast as it can, until the test is over. */
async function startSwapping(work: Omit<Swapping, 'state'>) {
  const state = new Int32Array(new SharedArrayBuffer(8))
  const swapping: Swapping = { ...work, state }
  const worker = new Worker(new URL('./swapper.ts', import.meta.url), { workerData: swapping })
  const exit = new Promise((resolve) => worker.once('exit', resolve))
  const stop = async () => {
    Atomics.store(state, 0, 1)
    await exit
  }
  onTestFinished(stop)
  await until(() => {
    expect(Atomics.load(state, 1)).toBeGreaterThan(0)
  })
  return stop
}

/** A workspace in which `folder` and `item` turn into links to a folder and a file outside, and back. */
async function underAttack(options: { procfs?: boolean }) {
  const place = await workspaceBeside(options)
  const { root, outside } = place
  await mkdir(join(root, 'folder/below'), { recursive: true })
  await writeFile(join(root, 'folder/below/file'), 'public')
  await writeFile(join(root, 'item'), 'public')
  await mkdir(join(outside, 'below/known-outside'), { recursive: true })
  await writeFile(join(outside, 'below/file'), 'secret')
  const before = await stateOf(outside)
  const stop = await startSwapping({
    pairs: [
      { path: join(root, 'folder'), target: outside },
      { path: join(root, 'item'), target: join(outside, 'below/file') },
    ],
  })
  return { ...place, before, stop }
}

/** Everything that a tool could have changed. */
async function stateOf(folder: string) {
  const names = (await readdir(folder, { recursive: true })).sort()
  const files = await Promise.all(
    ['below/file', 'secret.txt'].map(async (name) => {
      const { ino, mode, nlink, mtimeMs } = await stat(join(folder, name))
      return { name, ino, mode, nlink, mtimeMs, text: await readFile(join(folder, name), 'utf8') }
    }),
  )
  return { names, files }
}

/** How the calls of one tool ended. */
class Tally {
  readonly results: string[] = []
  readonly refusals = new Set<string>()
  readonly #expected: string

  /** @param expected the refusal that shows that the race took place */
  constructor(expected = 'leads out of the workspace') {
    this.#expected = expected
  }

  get hasBoth(): boolean {
    return this.results.length > 0 && this.refusals.has(this.#expected)
  }

  async of(call: Promise<unknown>): Promise<void> {
    try {
      this.results.push(JSON.stringify(await call))
    } catch (error) {
      // Nothing else may happen to a caller: no error of ours, no hanging call.
      if (!(error instanceof ToolFailure)) throw error
      this.refusals.add(error.message)
    }
  }
}

/** One behind a folder, one that is a link itself, in turn. */
const pathOf = (round: number) => (round % 2 === 0 ? 'folder/below/file' : 'item')

type Call = (workspace: Workspace, round: number) => Promise<unknown>

/** The faster a call, the more of them it takes to meet the moment between check and use. */
const calls: [name: string, rounds: number, call: Call][] = [
  ['read', 4000, (workspace, round) => workspace.read(pathOf(round), signal)],
  [
    'write',
    750,
    (workspace, round) =>
      workspace.write(round % 3 === 0 ? `folder/below/${round}` : pathOf(round), 'public', signal),
  ],
  [
    'edit',
    3000,
    (workspace, round) => workspace.edit(pathOf(round), round % 4 > 1 ? change : keep, signal),
  ],
  [
    'list',
    4000,
    (workspace, round) => workspace.list(round % 4 > 0 ? 'folder/below' : '/', signal),
  ],
  [
    'search',
    1000,
    (workspace, round) =>
      workspace.search(
        ['folder/below', '/', 'item'][round % 3] ?? '/',
        { pattern: 'public|secret' },
        signal,
      ),
  ],
]

describe('While a folder and a file turn into links that lead out, and back, as fast as can be', () => {
  test.each(calls)('%s stays inside, %d times', { timeout: 120_000 }, async (_, rounds, call) => {
    const { workspace, outside, before, stop } = await underAttack({})
    const tally = new Tally()
    // Where the machine has no time for the other thread, both outcomes take longer to come up.
    for (let round = 0; round < rounds || !tally.hasBoth; round += 1)
      await tally.of(call(workspace, round))
    await stop()
    expect(await stateOf(outside)).toEqual(before)
    const text = tally.results.join()
    expect(text).not.toContain('secret')
    expect(text).not.toContain('known-outside')
    // The race took place: some calls found what is inside, and some a link.
    expect(tally.hasBoth).toBe(true)
  })
})

test('A file that is being written, and becomes a link that leads out, takes nothing there', async () => {
  const { root, outside, workspace } = await workspaceBeside({})
  const secret = join(outside, 'secret.txt')
  const before = await stat(secret)
  const stop = await startSwapping({ pairs: [], drafts: { folder: root, target: secret } })
  const tally = new Tally('another program is at work beside it')
  for (let round = 0; round < 500 || !tally.hasBoth; round += 1) {
    await tally.of(workspace.write('file', 'public', signal))
    const read = await workspace.read('file', signal).catch(() => ({ content: 'refused' }))
    expect(['public', 'refused']).toContain(read.content)
  }
  await stop()
  expect(await readFile(secret, 'utf8')).toBe('secret')
  expect(await readdir(outside)).toEqual(['secret.txt'])
  expect(await stat(secret)).toMatchObject({
    ino: before.ino,
    mode: before.mode,
    mtime: before.mtime,
  })
  expect(tally.hasBoth).toBe(true)
})
