import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import {
  ApiPromise,
  ConnectionError,
  InvalidRequestError,
  NotFoundError,
  type OpenClaw,
  TimeoutError,
} from '../src/index.ts'
import type { Peer } from './peers/peer-server.ts'
import { clientOf, targets } from './support/house.ts'
import { watchListeners, watchTimers } from './support/leftovers.ts'
import { soon } from './support/soon.ts'
import { failure, openScriptedClient, status } from './support/scripted.ts'

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
    expect(await requests()).toHaveLength(1)
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
    expect(await requests()).toHaveLength(0)
  })

  it.each(['hang', 'stall'] as const)('ends a request that is a %s, once', async (step) => {
    const { claw, requests } = await openScriptedClient({ steps: [step] })
    const controller = new AbortController()
    const listeners = watchListeners(controller.signal)
    const left = watchTimers(60_000)
    const call = claw.status({ signal: controller.signal })
    await soon(async () => (await requests()).length).toBe(1)
    controller.abort(reason)
    await expect(call).rejects.toBe(reason)
    expect(await requests()).toHaveLength(1)
    expect(listeners()).toBe(0)
    expect(left()).toBe(0)
  })

  it('ends the wait for another try', async () => {
    const step = failure(429, 'RATE_LIMITED', { headers: { 'retry-after-ms': '43210' } })
    const { claw, requests, delays } = await openScriptedClient({ steps: [step] })
    const controller = new AbortController()
    const listeners = watchListeners(controller.signal)
    const left = watchTimers(43_210)
    const call = claw.status({ signal: controller.signal })
    await soon(() => delays).toEqual([43_210])
    controller.abort(reason)
    await expect(call).rejects.toBe(reason)
    expect(await requests()).toHaveLength(1)
    expect(listeners()).toBe(0)
    expect(left()).toBe(0)
  })

  it('has nobody listening any more after calls that end by themselves', async () => {
    const { signal } = new AbortController()
    const listeners = watchListeners(signal)
    const brokenSoon = failure(500, 'INTERNAL_ERROR', { headers: { 'retry-after-ms': '1' } })
    const { claw } = await openScriptedClient({
      steps: [brokenSoon, 'reset', { body: status }, failure(404, 'NOT_FOUND')],
    })
    await claw.status({ signal })
    await expect(claw.status({ signal })).rejects.toThrow(NotFoundError)
    expect(listeners()).toBe(0)
  })

  it('ends the pages that follow too', async () => {
    const body = { sessions: [], nextCursor: 'more' }
    const { claw, requests } = await openScriptedClient({ steps: [{ body }] })
    const controller = new AbortController()
    const page = await claw.sessions.list({}, { signal: controller.signal })
    controller.abort(reason)
    await expect(page.nextPage()).rejects.toBe(reason)
    expect(await requests()).toHaveLength(1)
  })
})

describe('a path', () => {
  it.each(['', '.', '..'])('is not made another one by "%s"', async (id) => {
    const { claw, requests } = await openScriptedClient({ steps: [{ status: 204 }] })
    await expect(claw.sessions.delete(id)).rejects.toThrow('`id` must name something')
    await expect(claw.sessions.messages(id)).rejects.toThrow('`id` must name something')
    expect(await requests()).toHaveLength(0)
  })

  it('refuses what plain JavaScript may pass', async () => {
    const { claw, requests } = await openScriptedClient({ steps: [{ status: 204 }] })
    await expect(claw.sessions.delete(undefined as never)).rejects.toThrow('`id`')
    expect(await requests()).toHaveLength(0)
  })

  it('has what is no letter encoded', async () => {
    const { claw, requests } = await openScriptedClient({ steps: [{ status: 204 }] })
    await claw.sessions.delete('../a b?c#d/é')
    expect((await requests())[0]?.path).toBe('/api/sessions/..%2Fa%20b%3Fc%23d%2F%C3%A9')
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
    expect(await requests()).toHaveLength(1)
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

describe.each(targets)('a call to %s', (_name, open) => {
  let target: Peer
  let claw: OpenClaw
  beforeAll(async () => {
    target = await open()
    claw = clientOf(target.url)
  })
  afterAll(() => target[Symbol.asyncDispose]())

  it('gives its answer with what is around it', async () => {
    const call = claw.sessions.list({ limit: 10 })
    const { data, response, requestId } = await call.withResponse()
    expect((await call).items).toEqual(data.items)
    expect(response.status).toBe(200)
    expect(response.url).toBe(`${target.url}/api/sessions?limit=10`)
    expect(response.redirected).toBe(false)
    expect(response.headers.get('content-type')).toMatch(/^application\/json\b/)
    expect(requestId).toBe(response.headers.get('x-request-id'))
    expect(requestId).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/)
  })

  it('is the same with then, catch and finally, and several are answered side by side', async () => {
    const ended = vi.fn<() => void>()
    expect(await claw.status().then(({ gateway }) => gateway)).toBe('running')
    expect(await claw.status().catch(() => 'caught')).toHaveProperty('gateway', 'running')
    expect(await claw.status().finally(ended)).toHaveProperty('gateway', 'running')
    expect(ended).toHaveBeenCalledOnce()
    const calls = await Promise.all([claw.status().withResponse(), claw.health().withResponse()])
    expect(calls[0].data.gateway).toBe('running')
    expect(calls[1].data.version).toMatch(/^\d+\.\d+\.\d+$/)
    expect(calls[0].requestId).not.toBe(calls[1].requestId)
  })

  it('leaves no timer and nobody listening behind', async () => {
    const { signal } = new AbortController()
    const listeners = watchListeners(signal)
    const left = watchTimers(54_321)
    await claw.status({ timeout: 54_321, signal })
    await expect(claw.sessions.list({ limit: 0 }, { timeout: 54_321, signal })).rejects.toThrow(
      InvalidRequestError,
    )
    expect(listeners()).toBe(0)
    expect(left()).toBe(0)
  })

  it('ends with its signal, and the next goes on', async () => {
    const stop = new AbortController()
    const call = claw.status({ signal: stop.signal })
    stop.abort(new Error('enough'))
    await expect(call).rejects.toThrow('enough')
    expect((await claw.status()).gateway).toBe('running')
  })
})
