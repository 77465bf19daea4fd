import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, realpath, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { House } from './peers/gateways.ts'
import type { CuttingProxy } from './peers/cutting-proxy.ts'
import { endMs } from './support/aborting.ts'
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

/** Aborts once `seen` has seen the state, and runs until nothing holds the process any more. */
async function abortWhile(state: string, url: string, seen: (output: () => string) => unknown) {
  const child = spawn(process.execPath, [script, url, state], { env: {} })
  onTestFinished(() => void child.kill('SIGKILL'))
  const output = { stdout: '', stderr: '' }
  child.stdout.on('data', (text: Buffer) => (output.stdout += text.toString()))
  child.stderr.on('data', (text: Buffer) => (output.stderr += text.toString()))
  const closed = once(child, 'close')
  await seen(() => output.stdout + output.stderr)
  const aborted = performance.now()
  child.stdin.end()
  await closed
  expect(output.stderr).toBe('')
  expect(codeOf(child)).toBe(0)
  const told = JSON.parse(output.stdout.trim().split('\n').at(-1) ?? '') as Told
  return { ...told, livedMs: performance.now() - aborted }
}

interface Told {
  error: string
  tookMs: number
}

const codeOf = ({ exitCode, signalCode }: ChildProcess) => signalCode ?? exitCode

const message = (output: () => string) => soon(output).toContain('message:received')

describe('A signal that is aborted ends an event stream at once, with its reason, and leaves nothing that holds the process', () => {
  /** Far less than any of the stream's own times, and more than a process takes on a busy machine. */
  const soonMs = 15_000

  const expectEnd = async (...args: Parameters<typeof abortWhile>): Promise<void> => {
    const { error, tookMs, livedMs } = await abortWhile(...args)
    expect(error).toBe(`while ${args[0]}`)
    expect(tookMs).toBeLessThan(endMs)
    expect(livedMs).toBeLessThan(soonMs)
    await soon(async () => (await proxy.streams()) + (await proxy.swallowed())).toBe(0)
  }

  it.each(['reading', 'idle', 'ws-idle', 'polling'])('while %s', async (state) => {
    await expectEnd(state, proxy.url, message)
  })

  it.each(['connecting', 'ws-connecting'])('while %s', async (state) => {
    await proxy.swallow(true)
    onTestFinished(() => proxy.swallow(false))
    await expectEnd(state, proxy.url, () => soon(() => proxy.swallowed()).toBe(1))
  })

  it('while it asks where to begin', async () => {
    const hanging = await openScripted({ steps: ['hang'] })
    await expectEnd('asking', hanging.url, () =>
      soon(async () => (await hanging.requests()).length).toBe(1),
    )
  })

  it('while it waits before it connects again', async () => {
    onTestFinished(() => proxy.block(false))
    await expectEnd('waiting', proxy.url, async (output) => {
      await message(output)
      await proxy.block(true)
      await proxy.cut()
      await soon(output).toContain('wait\n')
    })
  })
})
