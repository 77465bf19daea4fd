import { randomUUID } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { CronJobList, Scope, ToolList, ToolResult } from '../../../src/generated/types.ts'
import { errorOf, namedToken } from '../../support/http.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { StreamClient } from '../../support/stream-client.ts'
import { until } from '../../support/until.ts'
import { processesOf } from '../../tools/mcp/setting.ts'
import { change, configOf } from './setting.ts'

const unlimited = { rateLimits: { enabled: false } }

const statusOf = async (
  server: TestServer,
  path: string,
  init: Parameters<TestServer['fetch']>[1] = {},
): Promise<number> => {
  const response = await server.fetch(path, init)
  await response.arrayBuffer()
  return response.status
}

const invoke = (server: TestServer, tool: string, params: object): Promise<Response> =>
  server.fetch(`/api/tools/${tool}/invoke`, { json: { params } })

const refusal = { status: 400, code: 'INVALID_REQUEST' }

describe('is live at once:', () => {
  it('the log level', async () => {
    await using server = await startTestServer({
      config: { ...unlimited, logging: { level: 'warn' } },
    })
    const linesOf = async (path: string): Promise<number> => {
      await statusOf(server, path)
      return server.output().split(path).length - 1
    }
    expect(await linesOf('/api/sessions')).toBe(0)
    await change(server, { logging: { level: 'debug' } })
    await until(async () => {
      expect(await linesOf('/api/sessions')).toBeGreaterThan(0)
    })
    await change(server, { logging: { level: 'error' } })
    expect(await linesOf('/api/channels')).toBe(0)
    await change(server, { logging: null })
    expect((await configOf(server)).logging.level).toBe('info')
  })

  it('a token that is added, its scopes, and that it is revoked, open streams included', async () => {
    await using server = await startTestServer({ config: unlimited })
    const token = 'token-of-a-dashboard-0123456789'
    const give = (...scopes: Scope[]) =>
      change(server, { auth: { tokens: [namedToken('dashboard', token, scopes)] } })
    expect(await statusOf(server, '/api/status', { token })).toBe(401)

    await give('status:read', 'events:read')
    expect(await statusOf(server, '/api/status', { token })).toBe(200)
    expect(await statusOf(server, '/api/sessions', { token })).toBe(403)
    await using stream = await StreamClient.open(server.url, { token })

    await give('sessions:read', 'events:read')
    expect(await statusOf(server, '/api/status', { token })).toBe(403)
    expect(await statusOf(server, '/api/sessions', { token })).toBe(200)
    expect(stream.socket.readyState).toBe(stream.socket.OPEN)

    await change(server, { auth: { tokens: [] } })
    expect(await statusOf(server, '/api/sessions', { token })).toBe(401)
    expect(await stream.closed).toEqual({
      code: 1008,
      reason: 'the token may not listen any more',
    })
  })

  it('that a token loses the scope that its stream needs', async () => {
    await using server = await startTestServer({ config: unlimited })
    const token = 'token-of-a-dashboard-0123456789'
    const give = (...scopes: Scope[]) =>
      change(server, { auth: { tokens: [namedToken('dashboard', token, scopes)] } })
    await give('events:read', 'status:read')
    await using stream = await StreamClient.open(server.url, { token })
    await give('status:read')
    expect((await stream.closed).code).toBe(1008)
    expect(await statusOf(server, '/api/status', { token })).toBe(200)
  })

  it('rate limits, on and off', async () => {
    await using server = await startTestServer({ config: unlimited })
    // A budget of its own, so that the changes do not draw on it.
    const token = 'token-of-a-busy-program-0123456789'
    await change(server, { auth: { tokens: [namedToken('busy', token, ['tools:read'])] } })
    const limitOf = async () =>
      (await server.fetch('/api/tools', { token })).headers.get('ratelimit-limit')
    expect(await limitOf()).toBeNull()
    await change(server, { rateLimits: { enabled: true } })
    const limit = Number(await limitOf())
    expect(limit).toBeGreaterThan(1)
    const statuses = new Set<number>()
    for (let call = 0; call < limit; call += 1) {
      statuses.add(await statusOf(server, '/api/tools', { token }))
    }
    expect(statuses).toEqual(new Set([200, 429]))
    await change(server, { rateLimits: { enabled: false } })
    expect(await statusOf(server, '/api/tools', { token })).toBe(200)
    expect(await limitOf()).toBeNull()
  })

  it('allowed origins', async () => {
    await using server = await startTestServer({ config: unlimited })
    const origin = 'https://dashboard.example'
    const allowed = async (): Promise<string | null> => {
      const response = await server.fetch('/api/status', { headers: { origin } })
      return response.headers.get('access-control-allow-origin')
    }
    expect(await allowed()).toBeNull()
    await change(server, { http: { allowedOrigins: [origin] } })
    expect(await allowed()).toBe(origin)
    await change(server, { http: { allowedOrigins: null } })
    expect(await allowed()).toBeNull()
  })

  it('which tools are disabled', async () => {
    await using server = await startTestServer({ config: unlimited })
    expect((await invoke(server, 'list', {})).status).toBe(200)
    await change(server, { tools: { disabled: ['list'] } })
    expect((await invoke(server, 'list', {})).status).toBe(403)
    expect((await invoke(server, 'write', { path: 'a', content: 'a' })).status).toBe(200)
    await change(server, { tools: { disabled: null } })
    expect((await invoke(server, 'list', {})).status).toBe(200)
  })

  it('the commands of exec, and how long a call may take', async () => {
    await using server = await startTestServer({ config: unlimited })
    const sleep = (seconds: string) => invoke(server, 'exec', { command: 'sleep', args: [seconds] })
    const off = await sleep('0')
    expect(off.status).not.toBe(200)
    expect(await off.text()).toContain('tools.exec.commands')
    await change(server, { tools: { exec: { commands: ['sleep'] } } })
    expect((await sleep('0')).status).toBe(200)

    await change(server, { tools: { timeoutSeconds: 0.2 } })
    const { details } = await errorOf(await sleep('20'), refusal)
    expect(details.issues).toMatchObject([{ rule: 'timeLimit' }])
    await change(server, { tools: { timeoutSeconds: null } })
    expect((await sleep('0.4')).status).toBe(200)

    await change(server, { tools: { exec: { commands: [] } } })
    expect((await sleep('0')).status).not.toBe(200)
  })

  it('how large a result may be', async () => {
    await using server = await startTestServer({ config: unlimited })
    await invoke(server, 'write', { path: 'long.txt', content: 'x'.repeat(10_000) })
    const read = async () =>
      (await (await invoke(server, 'read', { path: 'long.txt' })).json()) as ToolResult
    expect((await read()).truncated).toBeUndefined()
    await change(server, { tools: { maxResultBytes: 2_000 } })
    const cut = await read()
    expect(cut.truncated).toBe(true)
    expect(JSON.stringify(cut.result).length).toBeLessThanOrEqual(2_000)
    await change(server, { tools: { maxResultBytes: null } })
    expect((await read()).truncated).toBeUndefined()
  })

  it('the jobs', async () => {
    await using server = await startTestServer({ config: unlimited })
    const jobs = async () => ((await (await server.fetch('/api/cron')).json()) as CronJobList).jobs
    const action = { type: 'tool', tool: 'list', params: {} }
    expect(await jobs()).toEqual([])
    await change(server, { cron: { jobs: { tidy: { schedule: { every: '6h' }, action } } } })
    expect(await jobs()).toMatchObject([
      { id: 'job-tidy', schedule: { every: '6h' }, enabled: true, source: 'config' },
    ])
    expect((await server.fetch('/api/cron/job-tidy/run', { method: 'POST' })).status).toBeLessThan(
      300,
    )
    await change(server, { cron: { jobs: { tidy: { enabled: false } } } })
    expect(await jobs()).toMatchObject([{ id: 'job-tidy', enabled: false }])
    await change(server, { cron: { jobs: { tidy: null } } })
    expect(await jobs()).toEqual([])
  })

  it('an MCP server, with its tools and its process', async () => {
    await using server = await startTestServer({ config: unlimited })
    const names = async () => {
      const { tools } = (await (await server.fetch('/api/tools')).json()) as ToolList
      return tools.map(({ name }) => name).filter((name) => name.startsWith('raw.'))
    }
    const config = {
      type: 'stdio' as const,
      enabled: true,
      command: process.execPath,
      args: [
        fileURLToPath(import.meta.resolve('../../tools/mcp/raw-server.ts')),
        'plain',
        randomUUID(),
      ],
      environment: {},
    }
    expect(await names()).toEqual([])
    await change(server, { tools: { mcpServers: { raw: config } } })
    await until(async () => {
      expect((await invoke(server, 'raw.pid', {})).status).toBe(200)
    })
    expect(await names()).toContain('raw.pid')
    expect(processesOf(config)).toHaveLength(1)

    await change(server, { tools: { mcpServers: { raw: null } } })
    expect(await names()).toEqual([])
    expect((await invoke(server, 'raw.pid', {})).status).toBe(404)
    await until(() => {
      expect(processesOf(config)).toEqual([])
    })
  })
})

it('is kept and answered at once: what shows in the long run only', async () => {
  await using server = await startTestServer({ config: unlimited })
  const events = { retention: { days: 0.5, maxEvents: 5_000 } }
  const delivery = { onUnknown: 'resend', retryDelays: [1, 2, 3] }
  const cron = { retention: { days: 1, maxRuns: 7 } }
  expect(await change(server, { events, delivery, cron })).toMatchObject({ events, delivery, cron })
  const response = await server.fetch('/api/config')
  expect(response.headers.get('restart-required')).toBeNull()
  expect(await response.json()).toMatchObject({ events, delivery, cron })
})
