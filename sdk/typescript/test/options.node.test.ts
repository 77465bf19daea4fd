import { afterEach, describe, expect, it, vi } from 'vitest'
import { OpenClaw } from '../src/index.ts'
import { openScripted, status, token } from './support/scripted.ts'

const variables = ['OPENCLAW_BASE_URL', 'OPENCLAW_GATEWAY_TOKEN'] as const
const ok = { body: status }

/** The environment is then as it was after the test. */
function setEnvironment(values: Partial<Record<(typeof variables)[number], string>>): void {
  for (const name of variables) vi.stubEnv(name, values[name])
}

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('the environment', () => {
  it('gives the address and the token where no option does', async () => {
    const { url, requests } = await openScripted({ steps: [ok] })
    setEnvironment({ OPENCLAW_BASE_URL: url, OPENCLAW_GATEWAY_TOKEN: 'from-the-environment' })
    await new OpenClaw().status()
    expect((await requests())[0]?.headers.authorization).toBe('Bearer from-the-environment')
  })

  it('gives way to the options', async () => {
    const { url, requests } = await openScripted({ steps: [ok] })
    setEnvironment({
      OPENCLAW_BASE_URL: 'http://127.0.0.1:9',
      OPENCLAW_GATEWAY_TOKEN: 'from-the-environment',
    })
    await new OpenClaw({ baseUrl: url, token }).status()
    expect((await requests())[0]?.headers.authorization).toBe(`Bearer ${token}`)
  })

  it('that is empty counts as not set', async () => {
    setEnvironment({ OPENCLAW_BASE_URL: '', OPENCLAW_GATEWAY_TOKEN: '' })
    expect(() => new OpenClaw()).toThrow(/`token`.*OPENCLAW_GATEWAY_TOKEN/)
    const asked: string[] = []
    const fetch = (request: Request): Promise<Response> => {
      asked.push(request.url)
      return Promise.resolve(Response.json(status))
    }
    await new OpenClaw({ token, fetch }).status()
    expect(asked).toEqual(['http://127.0.0.1:3000/api/status'])
  })

  it('of the start is kept by withOptions, with headers added', async () => {
    const { url, requests } = await openScripted({ steps: [ok] })
    setEnvironment({ OPENCLAW_BASE_URL: url, OPENCLAW_GATEWAY_TOKEN: 'first' })
    const claw = new OpenClaw({ headers: { 'x-one': '1' } })
    setEnvironment({ OPENCLAW_BASE_URL: 'http://127.0.0.1:9', OPENCLAW_GATEWAY_TOKEN: 'second' })
    await claw.withOptions({ token: undefined, headers: { 'x-two': '2' } }).status()
    expect((await requests())[0]?.headers).toMatchObject({
      authorization: 'Bearer first',
      'x-one': '1',
      'x-two': '2',
    })
  })
})
