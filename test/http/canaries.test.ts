import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { eventTypes } from '../../src/generated/events.ts'
import { allScopes, operations } from '../../src/generated/operations.ts'
import type { Config, Status } from '../../src/generated/types.ts'
import { judgeFrame } from '../contract/frames.ts'
import { exchange, namedToken } from '../support/http.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { TelegramServer } from '../support/telegram-server.ts'
import { WebhookReceiver } from '../support/webhook-receiver.ts'
import { secrets, shownIn } from './canary-secrets.ts'

/** Remembers everything that the server says to anybody. */
class Eavesdropper {
  readonly heard: string[]
  readonly #server: TestServer

  constructor(server: TestServer, heard: string[]) {
    this.#server = server
    this.heard = heard
  }

  async ask(path: string, init: Parameters<TestServer['fetch']>[1] = {}): Promise<Response> {
    const response = await this.#server.fetch(path, { token: secrets.gateway, ...init })
    const body = await response.clone().text()
    const headers = JSON.stringify([...response.headers])
    this.heard.push(`${response.status} ${headers} ${body}`)
    return response
  }

  async send(bytes: string): Promise<void> {
    this.heard.push(await exchange(this.#server.url, bytes))
  }

  async stateOf(channel: string): Promise<string | undefined> {
    const response = await this.ask('/api/status')
    return ((await response.json()) as Status).channels[channel]
  }

  /** Listens to the event stream from now on. */
  async listen(): Promise<{ types: Set<string>; close: () => void }> {
    const url = `${this.#server.url.replace('http', 'ws')}/ws?access_token=${secrets.gateway}`
    const socket = new WebSocket(url)
    const types = new Set<string>()
    socket.onmessage = ({ data }) => {
      this.heard.push(String(data))
      judgeFrame('watchEvents', String(data))
      types.add((JSON.parse(String(data)) as { type: string }).type)
    }
    await new Promise((resolve) => (socket.onopen = resolve))
    return {
      types,
      close: () => {
        socket.close()
      },
    }
  }
}

const reference = '${WEBHOOK_SECRET}'

const configOf = (urls: { telegram: string; receiver: string }) => ({
  logging: { level: 'trace' },
  rateLimits: { enabled: false },
  auth: { tokens: [namedToken('named', secrets.named, ['status:read'])] },
  delivery: { retryDelays: [] },
  channels: {
    telegram: { type: 'telegram', botToken: secrets.botToken, apiRoot: urls.telegram },
    away: { type: 'telegram', botToken: secrets.unreachableBot, apiRoot: 'http://127.0.0.1:9' },
    support: { type: 'webhook', url: urls.receiver, secret: reference },
    gone: { type: 'webhook', url: 'http://127.0.0.1:9/in', secret: reference },
  },
  tools: {
    exec: { commands: ['false', 'none'], environment: { KEY: secrets.execVariable } },
    mcpServers: {
      away: {
        type: 'http',
        url: 'http://127.0.0.1:9/mcp',
        headers: { Authorization: `Bearer ${secrets.mcpHeader}` },
      },
      none: { type: 'stdio', command: 'none', environment: { KEY: secrets.mcpVariable } },
      // It ends at once, and says all that it knows.
      talker: {
        type: 'stdio',
        command: 'sh',
        args: ['-c', 'env >&2; exit 1'],
        environment: { KEY: secrets.mcpVariable },
      },
    },
  },
  cron: {
    jobs: {
      tick: { schedule: { every: '1s' }, action: { type: 'tool', tool: 'list', params: {} } },
    },
  },
})

test('no secret is in any answer, header, event or line of the log', async () => {
  const { heard, log } = await eavesdrop()
  expect(heard.join('')).toContain('[redacted]')
  expect(log).toContain('"level":20')
  expect(log).toContain('The configuration was changed')
  expect(log).toContain('request failed')
  for (const text of [...heard, ...log.split('\n')]) {
    expect({ text, shows: shownIn(text) }).toEqual({ text, shows: [] })
  }
})

/** @returns all that a server said, from its start to its end */
async function eavesdrop(): Promise<{ heard: string[]; log: string }> {
  await using telegram = await TelegramServer.start(secrets.botToken)
  await using receiver = await WebhookReceiver.start()
  const heard: string[] = []
  const server = await startTestServer({
    config: configOf({ telegram: telegram.apiRoot, receiver: receiver.url }),
    env: {
      OPENCLAW_GATEWAY_TOKEN: secrets.gateway,
      WEBHOOK_SECRET: secrets.webhook,
      UNRELATED: secrets.unrelated,
    },
  })
  {
    await using running = server
    const ear = new Eavesdropper(running, heard)
    const stream = await ear.listen()
    await expect.poll(() => ear.stateOf('telegram')).toBe('connected')
    await talk(ear, telegram, receiver)
    await askEverything(ear)
    await askWrongly(ear)
    await askOfABrokenStore(ear, running.dataDir)
    await patch(ear)
    await expect.poll(() => [...stream.types].sort()).toEqual([...eventTypes].sort())
    await ear.ask('/api/events?limit=200')
    stream.close()
  }
  return { heard, log: server.output() }
}

/** Messages in and out, each way that can go well or wrong. */
async function talk(
  ear: Eavesdropper,
  telegram: TelegramServer,
  receiver: WebhookReceiver,
): Promise<void> {
  await telegram.say('Hello')
  telegram.fail(
    'sendMessage',
    { error_code: 403, description: `Forbidden: ${secrets.botToken} is blocked` },
    { page: 502 },
    'reset',
  )
  receiver.reply({ status: 400, body: secrets.webhook })
  const channels = ['telegram', 'telegram', 'telegram', 'telegram', 'support', 'support', 'gone']
  const send = (channel: string): Promise<Response> =>
    ear.ask('/api/messages', { json: { channel, userId: '456', message: 'Hello' } })
  expect((await send('away')).status).toBe(202)
  for (const channel of channels) {
    const response = await send(channel)
    const location = response.headers.get('location') ?? ''
    await expect
      .poll(() => ear.ask(location).then((answer) => answer.json()))
      .toMatchObject({ status: expect.stringMatching(/^(sent|failed|unknown)$/) as unknown })
  }
  const body = JSON.stringify({ userId: 'user-1', message: 'Hello' })
  const json = { 'content-type': 'application/json' }
  for (const signed of [body, 'another']) {
    const headers = { ...json, ...receiver.sign('msg_1', signed) }
    await ear.ask('/hooks/support', { method: 'POST', body, headers })
  }
}

/** Every operation, by everybody. */
async function askEverything(ear: Eavesdropper): Promise<void> {
  for (const { method, path } of Object.values(operations)) {
    const place = path.replaceAll(/\{\w+\}/g, 'telegram')
    for (const token of [secrets.gateway, secrets.named, secrets.wrong, null]) {
      const init = method === 'get' ? {} : { method: method.toUpperCase(), json: {} }
      await ear.ask(place, { ...init, token })
      await ear.ask(place, { method: 'OPTIONS', token })
    }
  }
  await ear.ask(`/api/status?access_token=${secrets.wrong}`)
  await ear.ask('/none')
}

/** With secrets where they do not belong. */
async function askWrongly(ear: Eavesdropper): Promise<void> {
  const { patched, patchedSecret, parameter, wrong } = secrets
  const telegram = { type: 'telegram', botToken: patched }
  const webhook = { type: 'webhook', url: 'http://127.0.0.1:9/in', secret: patchedSecret }
  const token = { name: 'x', hash: patched, scopes: ['status:read'] }
  for (const json of [
    { channels: { extra: { ...telegram, botToken: [patched] } } },
    { channels: { extra: { ...telegram, more: patched } } },
    { channels: { extra: { ...telegram, type: patched } } },
    { channels: { extra: { ...webhook, secret: patched } } },
    { channels: { extra: { ...webhook, secret: `${patchedSecret}!` } } },
    { auth: { tokens: [token] } },
    { databaseUrl: `postgres://user:${patched}@127.0.0.1/db` },
  ]) {
    expect((await ear.ask('/api/config', { method: 'PATCH', json })).status).toBe(400)
  }
  const headers = { 'content-type': 'application/json' }
  for (const body of [
    `{"channels":{"extra":{"botToken":"${patched}" "x"}}}`,
    `{"botToken": ${patched}}`,
    `"${patched}" "${patched}`,
    `${patched}${patched}`,
  ]) {
    expect((await ear.ask('/api/config', { method: 'PATCH', body, headers })).status).toBe(400)
  }
  await ear.ask('/api/tools/write/invoke', { json: { params: { path: 'a', content: parameter } } })
  await ear.ask('/api/tools/write/invoke', { json: { params: { path: '..', content: parameter } } })
  await ear.ask('/api/tools/read/invoke', { json: { params: { path: parameter } } })
  for (const command of ['false', 'none', parameter]) {
    const json = { params: { command, args: [parameter], stdin: parameter } }
    expect((await ear.ask('/api/tools/exec/invoke', { json })).status).toBe(400)
  }
  const bearer = `Authorization: Bearer ${secrets.gateway}`
  await ear.send(`GET /health HTTP/1.1\r\nHost: a\r\n${bearer}\r\n${bearer} \x00\r\n\r\n`)
  await ear.send(`GET /health HTTP/1.1\r\n${bearer}\r\n\r\n`)
  await ear.send(`CONNECT a:1 HTTP/1.1\r\nHost: a\r\n${bearer}\r\n\r\n`)
  const upgrade = 'Host: a\r\nConnection: Upgrade\r\nUpgrade: websocket'
  await ear.send(`GET /ws?access_token=${wrong} HTTP/1.1\r\n${upgrade}\r\n\r\n`)
  await ear.send(`GET /ws?access_token=${secrets.gateway} HTTP/1.1\r\n${upgrade}\r\n\r\n`)
}

/** The log then tells the causes. */
async function askOfABrokenStore(ear: Eavesdropper, dataDir: string): Promise<void> {
  using intruder = new DatabaseSync(join(dataDir, 'openclaw.db'))
  intruder.exec('begin immediate')
  const message = { channel: 'support', userId: 'user-1', message: secrets.unsent }
  expect((await ear.ask('/api/messages', { json: message })).status).toBe(503)
  const channels = { extra: { type: 'telegram', botToken: secrets.patched } }
  const init = { method: 'PATCH', json: { channels } }
  expect((await ear.ask('/api/config', init)).status).toBe(503)
}

/** Changes secrets, reads them, and sends back what was read. */
async function patch(ear: Eavesdropper): Promise<void> {
  const { patched, patchedSecret } = secrets
  const change = {
    auth: { tokens: [namedToken('patched', patched, [...allScopes])] },
    channels: {
      extra: { type: 'telegram', botToken: patched },
      more: { type: 'webhook', url: 'http://127.0.0.1:9/in', secret: patchedSecret },
    },
  }
  expect((await ear.ask('/api/config', { method: 'PATCH', json: change })).status).toBe(200)
  const { auth, channels } = (await (await ear.ask('/api/config')).json()) as Config
  const back = { method: 'PATCH', json: { auth, channels } }
  expect((await ear.ask('/api/config', back)).status).toBe(200)
  expect((await ear.ask('/api/status', { token: patched })).status).toBe(200)
}
