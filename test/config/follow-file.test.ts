import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import type {
  ChannelList,
  Config,
  ConfigPatch,
  ErrorReport,
  Event,
  EventPage,
} from '../../src/generated/types.ts'
import { startServer } from '../../src/server.ts'
import { webhookSecret } from '../support/config.ts'
import { gatewayToken } from '../support/server.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { WebhookReceiver } from '../support/webhook-receiver.ts'

/** The file is looked at once a second, and taken a moment later. */
const patience = { timeout: 10_000 }

/** A real server in a folder of its own, where its configuration file is found by its name. */
async function open({ file, env = {} }: { file?: string; env?: Record<string, string> } = {}) {
  const cwd = await temporaryFolder()
  const path = join(cwd, 'openclaw.yaml')
  if (file !== undefined) await writeFile(path, file)
  const written: string[] = []
  const server = await startServer({
    cwd,
    env: {
      OPENCLAW_PORT: '0',
      OPENCLAW_DATA_DIR: join(cwd, 'data'),
      OPENCLAW_GATEWAY_TOKEN: gatewayToken,
      ...env,
    },
    output: { write: (text) => written.push(text) },
  })
  onTestFinished(() => server.close())
  return {
    write: (text: string) => writeFile(path, text),
    remove: () => rm(path),
    output: () => written.join(''),
    ...clientOf(server.url),
  }
}

function clientOf(url: string) {
  const ask = (path: string, init: RequestInit = {}): Promise<Response> =>
    fetch(url + path, {
      ...init,
      headers: { authorization: `Bearer ${gatewayToken}`, 'content-type': 'application/json' },
    })
  const get = async <T>(path: string): Promise<T> => (await (await ask(path)).json()) as T
  return {
    ask,
    config: () => get<Config>('/api/config'),
    channels: async () => (await get<ChannelList>('/api/channels')).channels,
    events: async (types: string) =>
      (await get<EventPage>(`/api/events?limit=200&types=${types}`)).events,
    patch: async (patch: ConfigPatch) => {
      const response = await ask('/api/config', { method: 'PATCH', body: JSON.stringify(patch) })
      expect(response.status).toBe(200)
    },
    send: async (channel: string) => {
      const body = JSON.stringify({ channel, userId: 'user-1', message: 'Hello' })
      expect((await ask('/api/messages', { method: 'POST', body })).status).toBe(202)
    },
  }
}

type Served = Awaited<ReturnType<typeof open>>

const level = async ({ config }: Served): Promise<string> => (await config()).logging.level

const names = async ({ channels }: Served): Promise<string[]> =>
  (await channels()).map(({ name }) => name)

/** The reports of a configuration that was not taken over. */
const problems = async ({ events }: Served): Promise<ErrorReport[]> =>
  (await events('error')).map(({ payload }) => payload as ErrorReport)

const hook = (url: string): string => `{ type: webhook, url: '${url}', secret: ${webhookSecret} }`

describe('a changed file', () => {
  it('is taken over while the gateway runs, with its channels, and without touching the others', async () => {
    await using first = await WebhookReceiver.start()
    await using second = await WebhookReceiver.start()
    const file = (support: string, more = '') =>
      `channels:\n  support: ${hook(support)}\n  steady: ${hook(first.url)}\n${more}`
    const server = await open({ file: file(first.url) })
    await server.send('support')
    await expect.poll(() => first.deliveries.length, patience).toBe(1)

    await server.write(
      file(second.url, `  fresh: ${hook(second.url)}\nlogging: { level: debug }\n`),
    )
    await expect.poll(() => names(server), patience).toContain('fresh')
    expect(await level(server)).toBe('debug')
    await server.send('support')
    await server.send('fresh')
    await expect
      .poll(() => second.deliveries.map(({ body }) => body.channel).toSorted(), patience)
      .toEqual(['fresh', 'support'])
    expect(first.deliveries).toHaveLength(1)

    await server.write(`channels:\n  steady: ${hook(first.url)}\n`)
    await expect.poll(() => names(server), patience).toEqual(['steady', 'webchat'])
    expect(await level(server)).toBe('info')
    expect(await statuses(server, 'steady')).toEqual(['connected'])
    await expect
      .poll(() => statuses(server, 'fresh'), patience)
      .toEqual(['connected', 'disconnected: removed from the configuration'])
    expect(await problems(server)).toEqual([])
  })

  it('of which a key waits for a restart says which', async () => {
    const server = await open({ file: 'logging: { level: info }\n' })
    await server.write('logging: { level: warn }\nhttp: { trustProxy: true }\ncron: { jobs: {} }\n')
    await expect.poll(() => level(server), patience).toBe('warn')
    const restart = async () => (await server.ask('/api/config')).headers.get('restart-required')
    expect(await restart()).toBeNull()
    await server.write('host: localhost\n')
    await expect.poll(restart, patience).toBe('host')
  })

  it('can be made and removed', async () => {
    const server = await open()
    expect(await level(server)).toBe('info')
    await server.write('logging: { level: debug }\n')
    await expect.poll(() => level(server), patience).toBe('debug')
    await server.write('logging: { level: warn }\n')
    await expect.poll(() => level(server), patience).toBe('warn')
    await server.remove()
    await expect.poll(() => level(server), patience).toBe('info')
    expect(await problems(server)).toEqual([])
  })

  it('leaves the patches on top of it', async () => {
    const server = await open({ file: 'logging: { level: info }\n' })
    await server.patch({ logging: { level: 'debug' }, channels: { webchat: { title: 'Help' } } })
    await server.write(
      `logging: { level: warn }\nchannels: { support: ${hook('http://127.0.0.1:9/')} }`,
    )
    await expect.poll(() => names(server), patience).toEqual(['support', 'webchat'])
    expect(await server.config()).toMatchObject({
      logging: { level: 'debug' },
      channels: { webchat: { title: 'Help' } },
    })
  })
})

/** What the channel's events say, oldest first. */
async function statuses({ events }: Served, channel: string): Promise<string[]> {
  return (await events('channel:status')).flatMap((event: Event) => {
    if (event.type !== 'channel:status' || event.payload.channel !== channel) return []
    const { status, reason } = event.payload
    return [reason === undefined ? status : `${status}: ${reason}`]
  })
}

describe('a broken edit', () => {
  const good = (url = 'http://127.0.0.1:9/in'): string =>
    `logging: { level: warn }\nchannels: { support: ${hook(url)} }\n`

  it.each([
    ['is no YAML', `channels: { support: { secret: '${webhookSecret} }\n`, /line \d+, column \d+/],
    [
      'has an unknown key',
      `${good()}chanels: { support: { secret: ${webhookSecret} } }\n`,
      /chanels: unknown key "chanels"; did you mean "channels"\?/,
    ],
    [
      'breaks a rule',
      `channels: { support: { type: webhook, url: x, secret: ${webhookSecret}-canary } }\n`,
      /channels\.support\.url: /,
    ],
    ['is empty', '', /openclaw\.yaml is empty/],
    ['names a variable that is not set', 'logging: { level: "${NOT_SET}" }\n', /NOT_SET/],
    [
      'has a job that can never run',
      `${good()}cron: { jobs: { x: { schedule: { cron: never }, action: { type: tool, tool: list, params: {} } } } }\n`,
      /cron\.jobs\.x\.schedule/,
    ],
  ])('that %s changes nothing and is told; the mended one is taken', async (_what, text, why) => {
    const server = await open({ file: good() })
    const before = await server.config()

    await server.write(text)
    await expect.poll(() => problems(server), patience).toMatchObject([{ source: 'config' }])
    const [problem] = await problems(server)
    expect(problem?.message).toMatch(why)
    expect(await server.config()).toEqual(before)
    expect(await names(server)).toEqual(['support', 'webchat'])
    expect(await statuses(server, 'support')).toEqual(['connected'])
    expect(server.output()).toContain('was not taken over')
    expect(server.output().replaceAll('\\"', '"')).toMatch(why)
    const told = server.output() + JSON.stringify(await problems(server))
    expect(told).not.toContain(webhookSecret)

    await server.write(good('http://127.0.0.1:9/mended'))
    const url = async () => (await server.config()).channels['support']
    await expect.poll(url, patience).toMatchObject({ url: 'http://127.0.0.1:9/mended' })
    expect(await problems(server)).toHaveLength(1)
  })

  it('that the patches do not fit changes nothing and is told', async () => {
    const server = await open({ file: good() })
    await server.patch({ channels: { support: { enabled: false } } })
    const before = await server.config()
    await server.write('logging: { level: debug }\n')
    await expect.poll(() => problems(server), patience).toMatchObject([{ source: 'config' }])
    const [problem] = await problems(server)
    expect(problem?.message).toContain('patches of the configuration')
    expect(problem?.message).toContain('channels.support.type')
    expect(await server.config()).toEqual(before)
  })

  it('with a secret of the environment shows nothing of it', async () => {
    const env = { SUPPORT_SECRET: webhookSecret }
    const support = "{ type: webhook, url: 'http://127.0.0.1:9/in', secret: '${SUPPORT_SECRET}' }"
    const server = await open({ file: `channels: { support: ${support} }\n`, env })
    await server.write(
      `channels: { support: ${support}, two: { type: fax, s: '\${SUPPORT_SECRET}' } }\n`,
    )
    await expect.poll(() => problems(server), patience).toHaveLength(1)
    expect(JSON.stringify(await problems(server)) + server.output()).not.toContain(webhookSecret)
  })
})
