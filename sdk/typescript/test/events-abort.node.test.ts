import { mkdtemp, realpath, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { runNode } from '../../../test/support/gateway-process.ts'
import type { House } from './peers/gateways.ts'
import type { CuttingProxy } from './peers/cutting-proxy.ts'
import { openPeer, type Remote } from './support/peer.ts'
import { openScripted } from './support/scripted.ts'
import { soon } from './support/soon.ts'

const here = import.meta.dirname

let folder = ''
let script = ''
let house: Remote<House>
let proxy: Remote<CuttingProxy>

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'openclaw-sdk-abort-')))
  script = join(folder, 'abort.mjs')
  // Older versions of Node run no TypeScript.
  await build({
    entryPoints: [join(here, 'support/abort-script.ts')],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    external: ['ws'],
  })
  await symlink(join(here, '../../../node_modules'), join(folder, 'node_modules'), 'junction')
  house = await openPeer('house')
  await house.receive('user', 'Hello')
  proxy = await openPeer('proxy', house.url)
})

afterAll(async () => {
  await proxy[Symbol.asyncDispose]()
  await house[Symbol.asyncDispose]()
  await rm(folder, { recursive: true, force: true })
})

/** Runs until nothing holds the process any more. */
async function abortWhile(state: string, url: string) {
  const started = performance.now()
  const { stdout, stderr, code } = await runNode([script, url, state]).ended
  expect(stderr).toBe('')
  expect(code).toBe(0)
  const told = JSON.parse(stdout) as { error: string; tookMs: number }
  return { ...told, livedMs: performance.now() - started }
}

describe('A signal that is aborted ends an event stream at once, with its reason, and leaves nothing that holds the process', () => {
  /** Far less than any of the stream's own times, and more than a process takes on a busy machine. */
  const soonMs = 8_000

  const expectEnd = async (state: string, url: string): Promise<void> => {
    const { error, tookMs, livedMs } = await abortWhile(state, url)
    expect(error).toBe(`while ${state}`)
    expect(tookMs).toBeLessThan(200)
    expect(livedMs).toBeLessThan(soonMs)
    await soon(async () => (await proxy.streams()) + (await proxy.swallowed())).toBe(0)
  }

  it.each(['reading', 'idle', 'ws-idle', 'polling'])('while %s', async (state) => {
    await expectEnd(state, proxy.url)
  })

  it.each(['connecting', 'ws-connecting'])('while %s', async (state) => {
    await proxy.swallow(true)
    onTestFinished(() => proxy.swallow(false))
    await expectEnd(state, proxy.url)
  })

  it('while it asks where to begin', async () => {
    const hanging = await openScripted({ steps: ['hang'] })
    await expectEnd('asking', hanging.url)
  })

  it('while it waits before it connects again', async () => {
    await proxy.cutEach(300, 300)
    onTestFinished(() => proxy.stopCutting())
    await expectEnd('waiting', proxy.url)
  })
})
