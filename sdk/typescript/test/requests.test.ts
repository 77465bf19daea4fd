import { execFile } from 'node:child_process'
import { getEventListeners } from 'node:events'
import { promisify } from 'node:util'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { ApiPromise, ConnectionError, NotFoundError, TimeoutError } from '../src/index.ts'
import { broken, failure, openScriptedClient, status } from './support/scripted-server.ts'

const run = promisify(execFile)

const listenersOf = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length

/** Timers that were set for so long and not taken away. */
function watchTimers(ms: number): () => number {
  const set = vi.spyOn(globalThis, 'setTimeout')
  const cleared = vi.spyOn(globalThis, 'clearTimeout')
  return () => {
    const handles = set.mock.calls.flatMap(([, delay], index) =>
      delay === ms ? [set.mock.results[index]?.value as unknown] : [],
    )
    expect(handles).not.toEqual([])
    const gone = new Set(cleared.mock.calls.map(([handle]) => handle as unknown))
    return handles.filter((handle) => !gone.has(handle)).length
  }
}

afterEach(() => {
  vi.restoreAllMocks()
})

describe('a timeout', () => {
  it('of the client ends a try that hangs, with the time and the address', async () => {
    const { claw, requests, url } = await openScriptedClient(
      { steps: ['hang'] },
      { timeout: 40, maxRetries: 0 },
    )
    const error = await claw.status().catch((reason: unknown) => reason)
    expect(error).toBeInstanceOf(TimeoutError)
    expect(error).toBeInstanceOf(ConnectionError)
    expect((error as Error).message).toBe(`${url}/api/status did not answer within 40 ms.`)
    expect(requests).toHaveLength(1)
  })

  it('of the call goes before that of the client', async () => {
    const { claw } = await openScriptedClient({ steps: ['hang'] }, { maxRetries: 0 })
    await expect(claw.status({ timeout: 30 })).rejects.toThrow('within 30 ms')
  })

  it('ends an answer that stops in its body', async () => {
    const { claw } = await openScriptedClient({ steps: ['stall'] }, { maxRetries: 0 })
    await expect(claw.status({ timeout: 100 })).rejects.toBeInstanceOf(TimeoutError)
  })

  it('may be longer than any timer', async () => {
    const { claw } = await openScriptedClient({ steps: [{ body: status }] }, { timeout: Infinity })
    await expect(claw.status()).resolves.toEqual(status)
    await expect(claw.status({ timeout: 2 ** 31 })).resolves.toEqual(status)
  })

  it('leaves no timer behind, however the call ends', async () => {
    const left = watchTimers(54_321)
    const { claw } = await openScriptedClient(
      { steps: [{ body: status }, failure(404, 'NOT_FOUND'), 'reset'] },
      { timeout: 54_321, maxRetries: 0 },
    )
    await claw.status()
    await expect(claw.status()).rejects.toThrow(NotFoundError)
    await expect(claw.status()).rejects.toThrow(ConnectionError)
    expect(left()).toBe(0)
  })
})

describe('a signal', () => {
  const reason = new Error('the user went away')

  it('that was there before ends the call with its reason, without a request', async () => {
    const { claw, requests } = await openScriptedClient({ steps: [{ body: status }] })
    await expect(claw.status({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    expect(requests).toHaveLength(0)
  })

  it.each(['hang', 'stall'] as const)('ends a request that is a %s, once', async (step) => {
    const { claw, requests } = await openScriptedClient({ steps: [step] })
    const controller = new AbortController()
    const left = watchTimers(60_000)
    const call = claw.status({ signal: controller.signal })
    await expect.poll(() => requests.length).toBe(1)
    controller.abort(reason)
    await expect(call).rejects.toBe(reason)
    expect(requests).toHaveLength(1)
    expect(listenersOf(controller.signal)).toBe(0)
    expect(left()).toBe(0)
  })

  it('ends the wait for another try', async () => {
    const step = failure(429, 'RATE_LIMITED', { headers: { 'retry-after-ms': '43210' } })
    const { claw, requests, delays } = await openScriptedClient({ steps: [step] })
    const controller = new AbortController()
    const left = watchTimers(43_210)
    const call = claw.status({ signal: controller.signal })
    await expect.poll(() => delays).toEqual([43_210])
    controller.abort(reason)
    await expect(call).rejects.toBe(reason)
    expect(requests).toHaveLength(1)
    expect(listenersOf(controller.signal)).toBe(0)
    expect(left()).toBe(0)
  })

  it('has nobody listening any more after calls that end by themselves', async () => {
    const { signal } = new AbortController()
    const soon = failure(500, 'INTERNAL_ERROR', { headers: { 'retry-after-ms': '1' } })
    const { claw } = await openScriptedClient({
      steps: [soon, 'reset', { body: status }, failure(404, 'NOT_FOUND')],
    })
    await claw.status({ signal })
    await expect(claw.status({ signal })).rejects.toThrow(NotFoundError)
    expect(listenersOf(signal)).toBe(0)
  })

  it('ends the pages that follow too', async () => {
    const body = { sessions: [], nextCursor: 'more' }
    const { claw, requests } = await openScriptedClient({ steps: [{ body }] })
    const controller = new AbortController()
    const page = await claw.sessions.list({}, { signal: controller.signal })
    controller.abort(reason)
    await expect(page.nextPage()).rejects.toBe(reason)
    expect(requests).toHaveLength(1)
  })
})

describe('a path', () => {
  it.each(['', '.', '..'])('is not made another one by "%s"', async (id) => {
    const { claw, requests } = await openScriptedClient({ steps: [{ status: 204 }] })
    await expect(claw.sessions.delete(id)).rejects.toThrow('`id` must name something')
    await expect(claw.sessions.messages(id)).rejects.toThrow('`id` must name something')
    expect(requests).toHaveLength(0)
  })

  it('refuses what plain JavaScript may pass', async () => {
    const { claw, requests } = await openScriptedClient({ steps: [{ status: 204 }] })
    await expect(claw.sessions.delete(undefined as never)).rejects.toThrow('`id`')
    expect(requests).toHaveLength(0)
  })

  it('has what is no letter encoded', async () => {
    const { claw, requests } = await openScriptedClient({ steps: [{ status: 204 }] })
    await claw.sessions.delete('../a b?c#d/é')
    expect(requests[0]?.path).toBe('/api/sessions/..%2Fa%20b%3Fc%23d%2F%C3%A9')
  })
})

describe('what a call gives', () => {
  it('is a promise with the answer around it, both of one request', async () => {
    const headers = { 'x-request-id': 'request-7', 'x-more': 'more' }
    const { claw, requests } = await openScriptedClient({ steps: [{ body: status, headers }] })
    const call = claw.status()
    expect(call).toBeInstanceOf(ApiPromise)
    expect(call).toBeInstanceOf(Promise)
    const { data, response, requestId } = await call.withResponse()
    expect(await call).toEqual(status)
    expect(data).toEqual(status)
    expect(response.status).toBe(200)
    expect(response.headers.get('x-more')).toBe('more')
    expect(requestId).toBe('request-7')
    expect(requests).toHaveLength(1)
  })

  it('has no request id where the answer has none', async () => {
    const { claw } = await openScriptedClient({ steps: [{ body: status }] })
    expect((await claw.status().withResponse()).requestId).toBeUndefined()
  })

  it('works with then, catch, finally and all that takes a promise', async () => {
    const { claw } = await openScriptedClient({ steps: [{ body: status }] })
    const ended = vi.fn<() => void>()
    expect(await claw.status().then(({ gateway }) => gateway)).toBe('running')
    expect(await claw.status().catch(() => 'caught')).toEqual(status)
    expect(await claw.status().finally(ended)).toEqual(status)
    expect(ended).toHaveBeenCalledOnce()
    expect(await Promise.all([claw.status(), claw.status()])).toEqual([status, status])
    expect(await Promise.race([claw.status()])).toEqual(status)
    expect(await Promise.any([claw.status()])).toEqual(status)
    expect(await Promise.resolve(claw.status())).toEqual(status)
    expect(await (async () => claw.status())()).toEqual(status)
  })

  it('passes its error on to each of them', async () => {
    const { claw } = await openScriptedClient({ steps: [failure(404, 'NOT_FOUND')] })
    const ended = vi.fn<() => void>()
    expect(await claw.status().catch((error: unknown) => error)).toBeInstanceOf(NotFoundError)
    await expect(claw.status().finally(ended)).rejects.toThrow(NotFoundError)
    expect(ended).toHaveBeenCalledOnce()
    await expect(Promise.all([claw.status(), claw.channels.list()])).rejects.toThrow(NotFoundError)
    await expect(claw.status().withResponse()).rejects.toThrow(NotFoundError)
    expect(await Promise.allSettled([claw.status()])).toMatchObject([{ status: 'rejected' }])
  })
})

describe('an error', () => {
  it.each([
    { name: 'nobody waits for it', use: 'claw.status()', reports: 1 },
    { name: 'nobody waits for a list', use: 'claw.sessions.list()', reports: 1 },
    {
      name: 'only what is around it is waited for',
      use: 'await claw.status().withResponse().catch(nothing)',
      reports: 0,
    },
    {
      name: 'a list is iterated',
      use: 'try { for await (const one of claw.sessions.list()); } catch {}',
      reports: 0,
    },
    { name: 'it is caught', use: 'await claw.status().catch(nothing)', reports: 0 },
    {
      name: 'it is one of several',
      use: 'await Promise.all([claw.status(), claw.status()]).catch(nothing)',
      reports: 0,
    },
  ])('is reported as not handled $reports times where $name', async ({ use, reports }) => {
    const { url } = await openScriptedClient({ steps: [broken] })
    const sdk = JSON.stringify(new URL('../src/index.ts', import.meta.url).href)
    const script = `
      import { OpenClaw } from ${sdk}
      let reports = 0
      const nothing = () => undefined
      process.on('unhandledRejection', () => { reports += 1 })
      process.on('exit', () => console.log(reports))
      const claw = new OpenClaw({ baseUrl: '${url}', token: 'any', maxRetries: 0 })
      ${use}`
    const { stdout } = await run(process.execPath, ['--input-type=module', '-e', script])
    expect(stdout).toBe(`${String(reports)}\n`)
  })
})
