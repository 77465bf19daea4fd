import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ChannelList, Config, ErrorResponse, Issue } from '../../src/generated/types.ts'
import { refusal, webhookSecret } from '../support/config.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const standard = { type: 'webchat', enabled: true, maxPerMinute: 60, title: 'Chat' }

const configured = async (server: TestServer): Promise<Config['channels']> =>
  ((await (await server.fetch('/api/config')).json()) as Config).channels

const patch = (server: TestServer, json: object): Promise<Response> =>
  server.fetch('/api/config', { method: 'PATCH', json })

const issuesIn = async (response: Response): Promise<Issue[]> => {
  expect(response.status).toBe(400)
  return ((await response.json()) as ErrorResponse).error.details.issues ?? []
}

/** 200 with the page, or 404 without a web chat. */
const page = async (server: TestServer): Promise<number> =>
  (await server.fetch('/chat', { token: null })).status

describe('on loopback', () => {
  it.each(['127.0.0.1', 'localhost', '::1'])(
    'a gateway on %s has a web chat, and says where',
    async (host) => {
      await using server = await startTestServer({ config: { host } })
      expect(await configured(server)).toEqual({ webchat: standard })
      expect(await page(server)).toBe(200)
      expect(server.output()).toContain(`Chat: ${server.url}/chat\n`)
      const { channels } = (await (await server.fetch('/api/channels')).json()) as ChannelList
      expect(channels).toMatchObject([{ name: 'webchat', type: 'webchat', status: 'connected' }])
    },
  )

  it('the file says of it only what is to be different', async () => {
    const webchat = { title: 'Help', greeting: 'Hello!' }
    await using server = await startTestServer({ config: { channels: { webchat } } })
    expect(await configured(server)).toEqual({ webchat: { ...standard, ...webchat } })
    expect(await (await server.fetch('/chat')).text()).toMatch(/^<!doctype html>/i)
  })

  it('it is switched off by one word, in the file', async () => {
    const webchat = { enabled: false }
    await using server = await startTestServer({ config: { channels: { webchat } } })
    expect(await configured(server)).toEqual({ webchat: { ...standard, ...webchat } })
    expect(await page(server)).toBe(404)
    expect(server.output()).not.toContain('Chat:')
  })

  it('it stands beside other channels', async () => {
    const support = { type: 'webhook', url: 'http://127.0.0.1:9/in', secret: webhookSecret }
    await using server = await startTestServer({ config: { channels: { support } } })
    expect(Object.keys(await configured(server))).toEqual(['support', 'webchat'])
  })

  it('there is no second one beside a web chat of another name, also where that is off', async () => {
    const visitors = { type: 'webchat', title: 'Visitors' }
    await using server = await startTestServer({ config: { channels: { visitors } } })
    expect(await configured(server)).toEqual({ visitors: { ...standard, ...visitors } })
    expect(await page(server)).toBe(200)
    const off = await patch(server, { channels: { visitors: { enabled: false } } })
    expect(off.status).toBe(200)
    expect(Object.keys(await configured(server))).toEqual(['visitors'])
    expect(await page(server)).toBe(404)
  })

  it('its name can be given to another channel, and then there is none', async () => {
    const webchat = { type: 'webhook', url: 'http://127.0.0.1:9/in', secret: webhookSecret }
    await using server = await startTestServer({ config: { channels: { webchat } } })
    expect(await configured(server)).toMatchObject({ webchat: { type: 'webhook' } })
    expect(await page(server)).toBe(404)
  })
})

describe('a patch', () => {
  it('changes it live, and null brings the default back', async () => {
    await using server = await startTestServer()
    const changed = await patch(server, {
      channels: { webchat: { title: 'Help', enabled: false } },
    })
    expect(changed.status).toBe(200)
    expect(await configured(server)).toEqual({
      webchat: { ...standard, title: 'Help', enabled: false },
    })
    expect(await page(server)).toBe(404)
    expect((await patch(server, { channels: { webchat: null } })).status).toBe(200)
    expect(await configured(server)).toEqual({ webchat: standard })
    expect(await page(server)).toBe(200)
  })

  it('that is wrong about it names the field and the rule', async () => {
    await using server = await startTestServer()
    const wrong = await patch(server, { channels: { webchat: { titel: 'Help' } } })
    expect(await issuesIn(wrong)).toMatchObject([
      { field: 'body.channels.webchat.titel', rule: 'additionalProperties' },
    ])
    expect(await configured(server)).toEqual({ webchat: standard })
  })

  it('to another web chat replaces it', async () => {
    await using server = await startTestServer()
    const changed = await patch(server, { channels: { visitors: { type: 'webchat' } } })
    expect(changed.status).toBe(200)
    expect(await configured(server)).toEqual({ visitors: standard })
    expect(await page(server)).toBe(200)
  })
})

describe('two web chats', () => {
  const two = { one: { type: 'webchat' }, two: { type: 'webchat' } }
  const issue = { rule: 'unique', message: 'there can be one web chat' }

  it('stop the start, with the field and the rule', async () => {
    const { issues, message } = await refusal(startTestServer({ config: { channels: two } }))
    expect(issues).toEqual([{ field: 'channels.two.type', ...issue }])
    expect(message).toContain('channels.two.type: there can be one web chat')
  })

  it('are refused in a patch, which changes nothing', async () => {
    await using server = await startTestServer({ config: { channels: { one: two.one } } })
    expect(await issuesIn(await patch(server, { channels: { two: two.two } }))).toEqual([
      { field: 'body.channels.two.type', ...issue },
    ])
    expect(Object.keys(await configured(server))).toEqual(['one'])
  })
})

describe('a gateway that others can reach', () => {
  const everywhere = { host: '0.0.0.0' }

  it('has no web chat that nobody asked for', async () => {
    await using server = await startTestServer({ config: everywhere })
    expect(await configured(server)).toEqual({})
    expect(await page(server)).toBe(404)
    expect(server.output()).not.toContain('Chat:')
  })

  it('has one that is set', async () => {
    const channels = { webchat: { type: 'webchat' } }
    await using server = await startTestServer({ config: { ...everywhere, channels } })
    expect(await configured(server)).toEqual({ webchat: standard })
    expect(await page(server)).toBe(200)
  })

  it('has it disabled where the file only says how it would be', async () => {
    const webchat = { title: 'Help' }
    await using server = await startTestServer({ config: { ...everywhere, channels: { webchat } } })
    expect(await configured(server)).toEqual({
      webchat: { ...standard, title: 'Help', enabled: false },
    })
    expect(await page(server)).toBe(404)
  })

  it('starts with what was patched while it was on loopback', async () => {
    const dataDir = join(await temporaryFolder(), 'data')
    const server = await startTestServer({ dataDir })
    const patched = [
      await patch(server, { channels: { webchat: { title: 'Help' } } }),
      await patch(server, everywhere),
    ]
    await server[Symbol.asyncDispose]()
    expect(patched.map(({ status }) => status)).toEqual([200, 200])
    await using next = await startTestServer({ dataDir })
    expect(await configured(next)).toEqual({
      webchat: { ...standard, title: 'Help', enabled: false },
    })
  })

  it('gets none by a patch to loopback, which takes effect at the next start', async () => {
    await using server = await startTestServer({ config: everywhere })
    const patched = await patch(server, { host: '127.0.0.1' })
    expect(patched.status).toBe(200)
    expect(patched.headers.get('restart-required')).toBe('host')
    expect(await configured(server)).toEqual({})
    expect(await page(server)).toBe(404)
  })

  it('keeps the default one until the next start, where loopback is patched away', async () => {
    await using server = await startTestServer()
    expect((await patch(server, everywhere)).status).toBe(200)
    expect(await configured(server)).toEqual({ webchat: standard })
    expect(await page(server)).toBe(200)
  })
})
