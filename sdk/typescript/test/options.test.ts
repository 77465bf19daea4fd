import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import { type ClientOptions, OpenClaw, OpenClawError, UnauthorizedError } from '../src/index.ts'
import type { Peer } from './peers/peer-server.ts'
import { clientOf, targets } from './support/house.ts'
import { gatewayToken } from './support/known.ts'
import { socketClasses } from './support/platform.ts'
import { failure, openScripted, openScriptedClient, status, token } from './support/scripted.ts'

const ok = { body: status }

describe('an option that is wrong is named', () => {
  const wrong: { name: string; options: ClientOptions; says: RegExp }[] = [
    { name: 'no token', options: {}, says: /`token`.*OPENCLAW_GATEWAY_TOKEN.*gateway-token/ },
    { name: 'an empty token', options: { token: '' }, says: /`token`/ },
    { name: 'a token of blanks', options: { token: ' \n' }, says: /`token`/ },
    { name: 'no address', options: { token, baseUrl: 'gateway' }, says: /`baseUrl`.*"gateway"/ },
    { name: 'no scheme', options: { token, baseUrl: 'localhost:3000' }, says: /`baseUrl`/ },
    { name: 'another scheme', options: { token, baseUrl: 'ws://127.0.0.1' }, says: /`baseUrl`/ },
    { name: 'an empty address', options: { token, baseUrl: '' }, says: /`baseUrl`/ },
    { name: 'a user', options: { token, baseUrl: 'http://me:pw@gw' }, says: /`baseUrl`.*`token`/ },
    { name: 'a negative time', options: { token, timeout: -1 }, says: /`timeout`.*-1/ },
    { name: 'no number', options: { token, timeout: Number.NaN }, says: /`timeout`.*NaN/ },
    { name: 'negative tries', options: { token, maxRetries: -1 }, says: /`maxRetries`.*-1/ },
    { name: 'tries of NaN', options: { token, maxRetries: Number.NaN }, says: /`maxRetries`/ },
  ]

  it.each(wrong)('with $name', ({ options, says }) => {
    for (const name of ['OPENCLAW_BASE_URL', 'OPENCLAW_GATEWAY_TOKEN']) vi.stubEnv(name, undefined)
    onTestFinished(() => {
      vi.unstubAllEnvs()
    })
    expect(() => new OpenClaw(options)).toThrow(OpenClawError)
    expect(() => new OpenClaw(options)).toThrow(says)
  })

  it.each(['two words', 'line\nbreak', 'schlüssel', '\u0000nul'])(
    'and a token that no header can carry is not shown: %j',
    (bad) => {
      const create = (): OpenClaw => new OpenClaw({ token: bad })
      expect(create).toThrow(/^`token` must/)
      expect(create).not.toThrow(bad)
    },
  )

  it.each([
    { name: 'timeout', options: { timeout: Number.NaN } },
    { name: 'maxRetries', options: { maxRetries: Number.NaN } },
    { name: 'maxRetries', options: { maxRetries: -1 } },
  ])('at a call too: $name', async ({ name, options }) => {
    const { claw, requests } = await openScriptedClient({ steps: [failure(500, 'INTERNAL_ERROR')] })
    await expect(claw.status(options)).rejects.toThrow(`\`${name}\` must`)
    expect(await requests()).toHaveLength(0)
  })
})

describe('the address', () => {
  it.each(['', '/', '///'])('may end with "%s"', async (end) => {
    const { url, requests } = await openScripted({ steps: [ok] })
    await new OpenClaw({ baseUrl: `${url}/gateway${end}`, token }).status()
    expect((await requests())[0]?.path).toBe('/gateway/api/status')
  })
})

it('takes a token with the line break of the file that it was read from', async () => {
  const { claw, requests } = await openScriptedClient({ steps: [ok] }, { token: `${token}\n` })
  await claw.status()
  expect((await requests())[0]?.headers.authorization).toBe(`Bearer ${token}`)
})

describe('headers', () => {
  it('of the call go before those of the client, in whatever case', async () => {
    const { claw, requests } = await openScriptedClient(
      { steps: [ok] },
      { headers: { 'X-Tenant': 'client', 'X-Client': 'client' } },
    )
    await claw.status()
    await claw.status({ headers: { 'x-tenant': 'call', 'X-Call': 'call' } })
    expect((await requests())[0]?.headers).toMatchObject({
      'x-tenant': 'client',
      'x-client': 'client',
    })
    expect((await requests())[1]?.headers).toMatchObject({
      'x-tenant': 'call',
      'x-client': 'client',
      'x-call': 'call',
      authorization: `Bearer ${token}`,
    })
    expect((await requests())[0]?.headers).not.toHaveProperty('x-call')
  })

  it('are sent with the question for the version too, which may pass the same proxy', async () => {
    const asked: Record<string, string | null> = {}
    const { claw } = await openScriptedClient(
      { steps: [failure(404, 'NOT_FOUND')] },
      {
        headers: { 'X-Tenant': 'client' },
        fetch: (request) => {
          asked[new URL(request.url).pathname] = request.headers.get('x-tenant')
          return fetch(request)
        },
      },
    )
    await expect(claw.status()).rejects.toThrow('It is NOT_FOUND.')
    expect(asked).toEqual({ '/api/status': 'client', '/health': 'client' })
  })
})

describe('fetch', () => {
  it('of the options is asked with the whole request, and answers', async () => {
    const asked: Request[] = []
    const claw = new OpenClaw({
      baseUrl: 'http://gateway.example',
      token,
      fetch: (request) => {
        asked.push(request)
        return Promise.resolve(Response.json({ ...status, sessions: 7 }))
      },
    })
    expect((await claw.status()).sessions).toBe(7)
    expect(asked).toHaveLength(1)
    expect(asked[0]?.url).toBe('http://gateway.example/api/status')
    expect(asked[0]?.method).toBe('GET')
    expect(asked[0]?.headers.get('authorization')).toBe(`Bearer ${token}`)
    expect(asked[0]?.signal.aborted).toBe(false)
  })

  it('of the options may throw whatever it likes: that is no connection', async () => {
    const fetch = vi
      .fn<(request: Request) => Promise<Response>>()
      .mockRejectedValueOnce(new TypeError('no network'))
      .mockRejectedValueOnce('a text')
      .mockRejectedValueOnce(undefined)
    const claw = new OpenClaw({ token, maxRetries: 0, fetch })
    await expect(claw.status()).rejects.toThrow(/could not be reached.*no network/)
    await expect(claw.status()).rejects.toThrow(/could not be reached.*a text/)
    await expect(claw.status()).rejects.toThrow(/could not be reached/)
  })

  it('is the global one of the moment of the call', async () => {
    const claw = new OpenClaw({ token, maxRetries: 0 })
    const spy = vi.spyOn(globalThis, 'fetch').mockResolvedValue(Response.json(status))
    try {
      await expect(claw.status()).resolves.toEqual(status)
      expect(spy).toHaveBeenCalledOnce()
    } finally {
      spy.mockRestore()
    }
  })
})

describe('withOptions', () => {
  it('makes another client, with what is given changed and the rest kept', async () => {
    const { claw, requests } = await openScriptedClient(
      { steps: [ok] },
      { headers: { 'x-tenant': 'one' } },
    )
    const other = claw.withOptions({ token: 'another-token' })
    expect(other).toBeInstanceOf(OpenClaw)
    expect(other).not.toBe(claw)
    await other.status()
    await claw.status()
    await other.withOptions({ headers: { 'x-tenant': 'two' } }).status()
    expect((await requests()).map(({ headers }) => headers.authorization)).toEqual([
      'Bearer another-token',
      `Bearer ${token}`,
      'Bearer another-token',
    ])
    expect((await requests()).map(({ headers }) => headers['x-tenant'])).toEqual([
      'one',
      'one',
      'two',
    ])
  })

  it('changes the number of tries and the hooks', async () => {
    const step = failure(500, 'INTERNAL_ERROR', { headers: { 'retry-after-ms': '1' } })
    const { claw, requests, delays } = await openScriptedClient({ steps: [step] })
    await expect(claw.withOptions({ maxRetries: 4 }).status()).rejects.toThrow()
    expect(await requests()).toHaveLength(5)
    expect(delays).toEqual([1, 1, 1, 1])
    await expect(claw.withOptions({ maxRetries: 4, hooks: {} }).status()).rejects.toThrow()
    expect(await requests()).toHaveLength(10)
    expect(delays).toHaveLength(4)
  })

  it('adds headers, and keeps what is undefined', async () => {
    const { url, requests } = await openScripted({ steps: [ok] })
    const claw = new OpenClaw({ baseUrl: url, token, headers: { 'x-one': '1' } })
    const more = { baseUrl: undefined, token: undefined, headers: { 'x-two': '2' } }
    await claw.withOptions(more).status()
    expect((await requests())[0]?.headers).toMatchObject({
      authorization: `Bearer ${token}`,
      'x-one': '1',
      'x-two': '2',
    })
  })

  it('checks what is given', () => {
    const claw = new OpenClaw({ token })
    expect(() => claw.withOptions({ timeout: -1 })).toThrow('`timeout`')
  })
})

it.each(socketClasses)('takes a WebSocket: %s', (_name, given) => {
  expect(() => new OpenClaw({ token, WebSocket: given })).not.toThrow()
})

it('takes no WebSocket', () => {
  expect(() => new OpenClaw({ token, WebSocket: false })).not.toThrow()
})

describe.each(targets)('a client of %s', (_name, open) => {
  let target: Peer
  beforeAll(async () => {
    target = await open()
  })
  afterAll(() => target[Symbol.asyncDispose]())

  it('is let in with another token by withOptions alone', async () => {
    const wrong = clientOf(target.url, { token: 'wrong-token', maxRetries: 0 })
    const right = wrong.withOptions({ token: `${gatewayToken}\n` })
    await expect(wrong.status()).rejects.toBeInstanceOf(UnauthorizedError)
    expect((await right.status()).gateway).toBe('running')
    await expect(wrong.status()).rejects.toBeInstanceOf(UnauthorizedError)
  })

  it('sends the headers of its options, before which those of the call go', async () => {
    const other = clientOf(target.url, { headers: { Authorization: 'Bearer wrong-token' } })
    await expect(other.status()).rejects.toBeInstanceOf(UnauthorizedError)
    const headers = { authorization: `Bearer ${gatewayToken}` }
    expect((await other.status({ headers })).gateway).toBe('running')
    expect((await other.withOptions({ headers }).status()).gateway).toBe('running')
  })

  it('may have an address that ends with a slash', async () => {
    const claw = clientOf(`${target.url}/`)
    expect((await claw.health()).uptime).toBeGreaterThanOrEqual(0)
    expect((await claw.status()).gateway).toBe('running')
  })

  it('asks through the fetch of its options, with a request that it may change', async () => {
    const asked: string[] = []
    const claw = clientOf(target.url, {
      token: 'for-the-proxy',
      fetch: (request) => {
        asked.push(request.url)
        const headers = { authorization: `Bearer ${gatewayToken}` }
        return fetch(new Request(request, { headers }))
      },
    })
    expect((await claw.status()).gateway).toBe('running')
    expect(asked).toEqual([`${target.url}/api/status`])
  })
})
