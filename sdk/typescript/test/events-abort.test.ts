import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { runNode } from '../../../test/support/gateway-process.ts'
import { startHouse, receive } from './support/house.ts'
import { soon } from './support/reading.ts'
import { openCuttingProxy, type CuttingProxy } from './support/cutting-proxy.ts'

const script = join(import.meta.dirname, 'support/abort-script.ts')

/** Runs until nothing holds the process any more. */
async function abortWhile(state: string, url: string) {
  const started = performance.now()
  const { stdout, stderr, code } = await runNode([script, url, state]).ended
  expect(stderr).toBe('')
  expect(code).toBe(0)
  const told = JSON.parse(stdout) as { error: string; tookMs: number }
  return { ...told, livedMs: performance.now() - started }
}

describe('A signal that is aborted ends an event stream at once, with its reason, and leaves nothing open', () => {
  let server: Awaited<ReturnType<typeof startHouse>>
  let proxy: CuttingProxy

  beforeAll(async () => {
    server = await startHouse()
    await receive(server.url, 'user', 'Hello')
    proxy = await openCuttingProxy(server.url)
  })

  afterAll(async () => {
    await proxy[Symbol.asyncDispose]()
    await server[Symbol.asyncDispose]()
  })

  /** Far less than any of the stream's own times, and more than a process takes on a busy machine. */
  const soonMs = 8_000

  const expectEnd = async (state: string, url: string): Promise<void> => {
    const { error, tookMs, livedMs } = await abortWhile(state, url)
    expect(error).toBe(`while ${state}`)
    expect(tookMs).toBeLessThan(200)
    expect(livedMs).toBeLessThan(soonMs)
    await soon(() => proxy.streams + proxy.swallowed).toBe(0)
  }

  it.each(['reading', 'idle', 'ws-idle', 'polling'])('while %s', async (state) => {
    await expectEnd(state, proxy.url)
  })

  it.each(['connecting', 'ws-connecting'])('while %s', async (state) => {
    proxy.swallow(true)
    onTestFinished(() => {
      proxy.swallow(false)
    })
    await expectEnd(state, proxy.url)
  })

  it('while it asks where to begin', async () => {
    const hanging = createServer().listen(0, '127.0.0.1')
    await once(hanging, 'listening')
    onTestFinished(() => void hanging.close())
    await expectEnd('asking', `http://127.0.0.1:${String((hanging.address() as AddressInfo).port)}`)
  })

  it('while it waits before it connects again', async () => {
    proxy.cutEach(() => 300)
    onTestFinished(() => {
      proxy.cutEach(undefined)
    })
    await expectEnd('waiting', proxy.url)
  })
})
