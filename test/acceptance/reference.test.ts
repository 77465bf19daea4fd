// A client that knows the API reference page and nothing else: its requests and answers stand here as they are printed there.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { judgeFrame } from '../contract/frames.ts'
import { namedToken } from '../support/http.ts'
import { gatewayToken, startTestServer } from '../support/server.ts'
import { TelegramServer } from '../support/telegram-server.ts'
import { WebhookReceiver } from '../support/webhook-receiver.ts'

const poorToken = 'a-token-that-may-read-the-status'
const telegram = await TelegramServer.start()
const receiver = await WebhookReceiver.start()
const server = await startTestServer({
  config: {
    auth: { tokens: [namedToken('poor', poorToken, ['status:read'])] },
    channels: {
      telegram: { type: 'telegram', botToken: telegram.token, apiRoot: telegram.apiRoot },
      discord: { type: 'webhook', url: receiver.url, secret: WebhookReceiver.secret },
    },
    cron: {
      jobs: {
        morning: {
          schedule: { cron: '0 7 * * 1-5' },
          action: { type: 'tool', tool: 'list', params: {} },
        },
      },
    },
  },
})
afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await telegram[Symbol.asyncDispose]()
  await receiver[Symbol.asyncDispose]()
})

interface Answer {
  status: number
  body: unknown
}

/** curl, with `-H "Authorization: Bearer YOUR_GATEWAY_TOKEN"` unless told otherwise. */
async function curl(
  request: `${'GET' | 'POST' | 'PATCH' | 'DELETE'} ${string}`,
  body?: unknown,
  token: string | null = gatewayToken,
): Promise<Answer> {
  const [method = '', path = ''] = request.split(' ')
  const response = await fetch(server.url + path, {
    method,
    headers: {
      ...(token === null ? {} : { Authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
}

/** A document's fields with the types of their values: what a client of a typed language declares. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shapeOf)
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [key, shapeOf(child)]))
  }
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number'
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value))
    return 'time'
  return typeof value
}

const arrayOf = <T>(body: unknown, key: string): T[] => (body as Record<string, T[]>)[key] ?? []

beforeAll(() =>
  vi.waitFor(
    async () => {
      expect((await curl('GET /api/status')).body).toMatchObject({
        channels: { telegram: 'connected', discord: 'connected' },
      })
    },
    { timeout: 20_000 },
  ),
)

describe('Authentication', () => {
  test('all API requests require it', async () => {
    expect((await curl('GET /api/status')).status).toBe(200)
    expect((await curl('GET /api/status', undefined, null)).status).toBe(401)
    expect((await curl('GET /api/endpoint')).status).toBe(404)
  })
})

describe('Endpoints', () => {
  test('Health Check', async () => {
    const printed = { status: 'ok', version: '2026.2.13', uptime: 86400 }
    const { status, body } = await curl('GET /health', undefined, null)
    expect(status).toBe(200)
    expect(shapeOf(body)).toEqual(shapeOf(printed))
    expect(body).toMatchObject({
      status: 'ok',
      version: expect.stringMatching(/^\d{4}\.\d+\.\d+$/) as unknown,
    })
  })

  test('Status', async () => {
    const printed = {
      gateway: 'running',
      channels: { telegram: 'connected', discord: 'connected' },
      sessions: 5,
      memory: { used: 256, total: 512 },
    }
    /** What is not printed: the web chat that a gateway on loopback has, and why a channel is not connected. */
    const added = { channels: { webchat: 'connected' }, channelReasons: {} }
    const { status, body } = await curl('GET /api/status')
    expect(status).toBe(200)
    const channels = { ...printed.channels, ...added.channels }
    expect(shapeOf(body)).toEqual(shapeOf({ ...printed, ...added, channels }))
    expect(body).toMatchObject({ gateway: 'running', channels: printed.channels })
    const { memory } = body as { memory: { used: number; total: number } }
    expect(memory.used).toBeGreaterThan(10)
    expect(memory.total).toBeGreaterThan(memory.used)
  })

  test('List Sessions, Get Session, Delete Session', async () => {
    const printed = {
      sessions: [
        {
          id: 'session-123',
          channel: 'telegram',
          userId: 'user-456',
          messageCount: 42,
          lastActivity: '2026-02-14T12:00:00Z',
        },
      ],
    }
    await telegram.say('Hello', { chatId: 456 })
    await expect
      .poll(async () => arrayOf((await curl('GET /api/sessions')).body, 'sessions'))
      .toHaveLength(1)

    const { status, body } = await curl('GET /api/sessions')
    expect(status).toBe(200)
    expect(shapeOf(body)).toEqual(shapeOf(printed))
    const [session] = arrayOf<{ id: string }>(body, 'sessions')
    expect(session).toMatchObject({
      id: expect.stringMatching(/^session-/) as unknown,
      channel: 'telegram',
      userId: '456',
      messageCount: 1,
    })

    const path = `/api/sessions/${session?.id ?? ''}`
    expect(await curl(`GET ${path}`)).toEqual({ status: 200, body: session })
    expect(await curl(`DELETE ${path}`)).toEqual({ status: 204, body: undefined })
    expect((await curl(`GET ${path}`)).status).toBe(404)
    expect(await curl('GET /api/sessions')).toEqual({ status: 200, body: { sessions: [] } })
  })

  test('Send Message', async () => {
    const printed = { channel: 'telegram', userId: 'user-123', message: 'Hello from API!' }
    const { status, body } = await curl('POST /api/messages', printed)
    expect(status).toBe(202)
    expect(body).toMatchObject(printed)
    await expect
      .poll(() => telegram.sent)
      .toEqual([{ chatId: printed.userId, text: printed.message }])
  })

  test('List Channels', async () => {
    const printed = {
      channels: [
        { name: 'telegram', status: 'connected', messagesReceived: 1000, messagesSent: 500 },
      ],
    }
    const added = { type: 'telegram', messagesFailed: 0, messagesUnknown: 0 }
    const channels = async () => {
      const { status, body } = await curl('GET /api/channels')
      expect(status).toBe(200)
      expect(Object.keys(body as object)).toEqual(['channels'])
      return arrayOf(body, 'channels')
    }
    await expect.poll(channels).toContainEqual({
      name: 'telegram',
      status: 'connected',
      messagesReceived: 1,
      messagesSent: 1,
      ...added,
    })
    for (const channel of await channels()) {
      expect(shapeOf(channel)).toEqual(shapeOf({ ...printed.channels[0], ...added }))
    }
  })

  test('List Tools', async () => {
    const printed = {
      tools: [{ name: 'read', description: 'Read file contents', enabled: true }],
    }
    const { status, body } = await curl('GET /api/tools')
    expect(status).toBe(200)
    expect(Object.keys(body as object)).toEqual(['tools'])
    const tools = arrayOf<{ name: string }>(body, 'tools')
    expect(tools.find(({ name }) => name === 'read')).toMatchObject(printed.tools[0] ?? {})
    for (const tool of tools)
      expect(shapeOf(tool)).toMatchObject(shapeOf(printed.tools[0]) as object)
  })

  test('Invoke Tool', async () => {
    const printed = { params: { path: '/path/to/file' } }
    const folder = join(server.dataDir, 'workspace', 'path', 'to')
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'file'), 'Hello\n')
    const { status, body } = await curl('POST /api/tools/read/invoke', printed)
    expect(status).toBe(200)
    expect(body).toMatchObject({ result: { content: 'Hello\n' } })
  })

  test('List Jobs, Run Job', async () => {
    const { status, body } = await curl('GET /api/cron')
    expect(status).toBe(200)
    const jobs = arrayOf<{ id: string; name: string }>(body, 'jobs')
    expect(jobs.map(({ name }) => name)).toEqual(['morning'])
    const run = await curl(`POST /api/cron/${jobs[0]?.id ?? ''}/run`)
    expect(run).toMatchObject({ status: 202, body: { jobId: jobs[0]?.id } })
  })

  test('Get Config, Update Config', async () => {
    const printed = { logging: { level: 'debug' } }
    const before = await curl('GET /api/config')
    expect(before).toMatchObject({ status: 200, body: { logging: { level: 'info' } } })
    const patched = await curl('PATCH /api/config', printed)
    expect(patched).toMatchObject({ status: 200, body: printed })
    expect(await curl('GET /api/config')).toEqual(patched)
    expect({ ...(patched.body as object), ...{ logging: null } }).toEqual({
      ...(before.body as object),
      ...{ logging: null },
    })
  })
})

describe('WebSocket API', () => {
  test('each printed event comes with its type and payload', async () => {
    const events: { type: string; payload: unknown }[] = []
    const ws = new WebSocket(`${server.url.replace('http', 'ws')}/ws?access_token=${gatewayToken}`)

    ws.onmessage = (event) => {
      judgeFrame('watchEvents', event.data as string)
      const data = JSON.parse(event.data as string) as { type: string; payload: unknown }
      events.push({ type: data.type, payload: data.payload })
    }

    await new Promise((resolve, reject) => {
      ws.onopen = resolve
      ws.onerror = reject
    })
    await telegram.say('Is anybody there?', { chatId: 789 })
    await curl('POST /api/messages', { channel: 'telegram', userId: '789', message: 'Yes.' })
    await curl('POST /api/tools/list/invoke', { params: {} })
    receiver.reply({ status: 400 })
    await curl('POST /api/messages', { channel: 'discord', userId: 'user-1', message: 'No.' })

    const printed = {
      'message:received': { channel: 'telegram', userId: '789', message: 'Is anybody there?' },
      'message:sent': { channel: 'telegram', userId: '789', message: 'Yes.' },
      'session:created': { channel: 'telegram', userId: '789' },
      'tool:invoked': { tool: 'list' },
      error: { channel: 'discord' },
    }
    for (const [type, payload] of Object.entries(printed)) {
      await expect
        .poll(() => events)
        .toContainEqual({ type, payload: expect.objectContaining(payload) as unknown })
    }
    ws.close()
  })
})

describe('Error Responses', () => {
  const send = { channel: 'telegram', userId: 'user-123', message: 'Hello from API!' }

  async function spend(): Promise<Answer> {
    const answers = await Promise.all(
      Array.from({ length: 51 }, () => curl('POST /api/tools/read/invoke', {}, poorToken)),
    )
    return answers.find(({ status }) => status === 429) ?? { status: 0, body: answers[0]?.body }
  }

  /** The server's fault: somebody else holds the database. */
  async function fail(): Promise<Answer> {
    using intruder = new DatabaseSync(join(server.dataDir, 'openclaw.db'))
    intruder.exec('begin immediate')
    return await curl('POST /api/messages', send)
  }

  test.each<[string, number, () => Promise<Answer>]>([
    ['UNAUTHORIZED', 401, () => curl('GET /api/sessions', undefined, 'wrong')],
    ['FORBIDDEN', 403, () => curl('GET /api/sessions', undefined, poorToken)],
    ['NOT_FOUND', 404, () => curl('GET /api/sessions/session-123')],
    ['INVALID_REQUEST', 400, () => curl('POST /api/messages', { channel: 'telegram' })],
    ['RATE_LIMITED', 429, spend],
    ['INTERNAL_ERROR', 503, fail],
  ])('%s', async (code, status, request) => {
    const printed = {
      error: { code: 'INVALID_REQUEST', message: 'Description of the error', details: {} },
    }
    const answer = await request()
    expect(answer.status).toBe(status)
    expect(answer.body).toMatchObject({ error: { code } })
    const { error } = answer.body as { error: object }
    expect(Object.keys(answer.body as object)).toEqual(Object.keys(printed))
    expect(Object.keys(error)).toEqual(Object.keys(printed.error))
    expect(shapeOf(answer.body)).toMatchObject(shapeOf(printed) as object)
  })
})

describe('Rate Limits', () => {
  test.each([
    ['/api/messages', 'POST', '100'],
    ['/api/tools/read/invoke', 'POST', '50'],
    ['/api/sessions', 'GET', '200'],
    ['/api/config', 'GET', '200'],
  ])('%s', async (path, method, limit) => {
    const headers = { Authorization: `Bearer ${gatewayToken}` }
    const response = await fetch(server.url + path, { method, headers })
    expect(response.headers.get('RateLimit-Limit')).toBe(limit)
  })
})
