import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest'
import {
  ConnectionError,
  InvalidRequestError,
  NotFoundError,
  OpenClaw,
  UnexpectedAnswerError,
  version,
} from '../src/index.ts'
import type { Peer } from './peers/peer-server.ts'
import { clientOf, targets } from './support/house.ts'
import {
  failure,
  healthOf,
  openScriptedClient,
  status,
  token,
  type Step,
} from './support/scripted.ts'
import { usePeer } from './support/peer.ts'

const html = '<!doctype html><title>Welcome to nginx!</title>'
const isBaseUrl = /`baseUrl`/

const [year = 0, month = 0] = version.split('.').map(Number)
const older = `${String(year)}.${String(month - 1)}.9`
const newer = `${String(year + 1)}.1.0`
const same = `${String(year)}.${String(month)}.99`

async function errorOf(call: PromiseLike<unknown>): Promise<Error> {
  const error: unknown = await call.then(
    () => undefined,
    (reason: unknown) => reason,
  )
  expect(error).toBeInstanceOf(Error)
  return error as Error
}

describe('a wrong address', () => {
  it('where nobody listens is said with what to look at', async () => {
    const { url: baseUrl } = await usePeer('nobody')
    const claw = new OpenClaw({ baseUrl, token, maxRetries: 0 })
    const error = await errorOf(claw.status())
    expect(error).toBeInstanceOf(ConnectionError)
    expect(error.message).toContain(baseUrl)
    expect(error.message).toMatch(/Is the gateway running there.*`baseUrl`/)
  })

  const strangers: { name: string; step: Step; status: number }[] = [
    { name: 'a page', step: { body: html }, status: 200 },
    { name: 'a page that is not found', step: { status: 404, body: html }, status: 404 },
    { name: 'another API', step: { body: { data: [] } }, status: 200 },
    { name: 'a list of another API', step: { body: [1, 2] }, status: 200 },
    { name: 'null', step: { body: 'null' }, status: 200 },
    { name: 'nothing', step: { status: 204 }, status: 204 },
    { name: 'nothing at all', step: { headers: { 'content-length': '0' } }, status: 200 },
    {
      name: 'an error of another API',
      step: { status: 404, body: { message: 'Not Found', error: null } },
      status: 404,
    },
    {
      name: 'an error that is a text',
      step: { status: 401, body: { error: 'unauthorized' } },
      status: 401,
    },
  ]

  it.each(strangers)('where $name is answered is said', async ({ step, status: expected }) => {
    const { claw, url } = await openScriptedClient({ steps: [step], health: step })
    const calls = [
      () => claw.status(),
      () => claw.sessions.list(),
      () => claw.sessions.get('session-1'),
    ]
    for (const call of calls) {
      const error = await errorOf(call())
      expect(error).toBeInstanceOf(UnexpectedAnswerError)
      expect(error).toMatchObject({ name: 'UnexpectedAnswerError', status: expected })
      expect(error.message).toContain(url)
      expect(error.message).toMatch(isBaseUrl)
    }
  })
})

describe('a stranger', () => {
  it('that answers for the health of a gateway is told from it', async () => {
    const { claw } = await openScriptedClient({ steps: [], health: { body: { ok: true } } })
    await expect(claw.health()).rejects.toThrow(UnexpectedAnswerError)
  })

  it.each([502, 503, 504])(
    'that is a proxy whose gateway is down is said with %i',
    async (code) => {
      const step = { status: code, body: html }
      const script = { steps: [step], health: step }
      const { claw } = await openScriptedClient(script, { maxRetries: 0 })
      const error = await errorOf(claw.status())
      expect(error).toBeInstanceOf(UnexpectedAnswerError)
      expect(error.message).toMatch(/is the gateway running/)
    },
  )
})

describe('a server of another version', () => {
  const refused = [
    { code: 400, name: 'INVALID_REQUEST' },
    { code: 404, name: 'NOT_FOUND' },
    { code: 405, name: 'INVALID_REQUEST' },
  ]

  it.each(refused)('that is older is to be updated, it says with $code', async ({ code, name }) => {
    const { claw } = await openScriptedClient({
      steps: [failure(code, name)],
      health: healthOf(older),
    })
    const error = await errorOf(claw.status())
    expect(error).toMatchObject({ status: code, code: name })
    expect(error.message).toBe(
      `It is ${name}. The gateway is version ${older}, this SDK is made for ${version}: update the gateway.`,
    )
  })

  it.each(refused)('that is newer asks for a newer SDK with $code', async ({ code, name }) => {
    const script = { steps: [failure(code, name)], health: healthOf(newer) }
    const { claw } = await openScriptedClient(script)
    expect((await errorOf(claw.status())).message).toMatch(/: update the SDK\.$/)
  })

  it('whose answer has another shape is said', async () => {
    const script = { steps: [{ body: { state: 'running' } }], health: healthOf(newer) }
    const { claw } = await openScriptedClient(script)
    const error = await errorOf(claw.status())
    expect(error).toBeInstanceOf(UnexpectedAnswerError)
    expect(error.message).toContain(`The gateway is version ${newer}`)
  })
})

describe('the version of the server', () => {
  it('within the same month is the same', async () => {
    const script = { steps: [failure(404, 'NOT_FOUND')], health: healthOf(same) }
    const { claw } = await openScriptedClient(script)
    expect((await errorOf(claw.status())).message).toBe('It is NOT_FOUND.')
  })

  it('is asked once, and only when something was refused', async () => {
    const script = {
      steps: [{ body: status }, failure(403, 'FORBIDDEN'), failure(404, 'NOT_FOUND')],
      health: healthOf(),
    }
    const server = await openScriptedClient(script)
    await server.claw.status()
    await errorOf(server.claw.status())
    expect(await server.healthChecks()).toBe(0)
    await errorOf(server.claw.status())
    await errorOf(server.claw.status())
    expect(await server.healthChecks()).toBe(1)
  })

  it('is asked within the time of the call, and again after it was not told', async () => {
    const steps = [failure(404, 'NOT_FOUND')]
    const server = await openScriptedClient({ steps, health: 'hang' })
    const began = Date.now()
    await errorOf(server.claw.status({ timeout: 1_000 }))
    await errorOf(server.claw.status({ signal: AbortSignal.timeout(1_000) }))
    expect(Date.now() - began).toBeLessThan(10_000)
    expect(await server.healthChecks()).toBe(2)
  })

  it('is asked again after a minute', async () => {
    const steps = [failure(404, 'NOT_FOUND')]
    const server = await openScriptedClient({ steps, health: healthOf(older) })
    await errorOf(server.claw.status())
    const now = Date.now()
    vi.spyOn(Date, 'now').mockReturnValue(now + 61_000)
    onTestFinished(() => {
      vi.restoreAllMocks()
    })
    await errorOf(server.claw.status())
    expect(await server.healthChecks()).toBe(2)
  })

  it.each<{ name: string; health: Step }>([
    { name: 'breaks', health: 'reset' },
    { name: 'is no JSON', health: { body: html } },
    { name: 'is of another shape', health: { body: { version: 7 } } },
  ])('takes nothing from the error when its health $name', async ({ health }) => {
    const { claw } = await openScriptedClient({ steps: [failure(404, 'NOT_FOUND')], health })
    const error = await errorOf(claw.status())
    expect(error).toBeInstanceOf(NotFoundError)
    expect(error.message).toBe('It is NOT_FOUND.')
  })
})

describe.each(targets)('the version of %s', (_name, open) => {
  let target: Peer
  beforeAll(async () => {
    target = await open()
  })
  afterAll(() => target[Symbol.asyncDispose]())

  it('is that of the SDK, which has nothing to say of it', async () => {
    const asked: string[] = []
    const claw = clientOf(target.url, {
      fetch: (request) => {
        asked.push(new URL(request.url).pathname)
        return fetch(request)
      },
    })
    expect((await claw.health()).version).toBe(version)
    const error = await errorOf(claw.sessions.list({ limit: 0 }))
    expect(error).toBeInstanceOf(InvalidRequestError)
    expect(error.message).not.toMatch(/this SDK|update/)
    expect(asked).toEqual(['/health', '/api/sessions', '/health'])
  })
})
