import { once } from 'node:events'
import { mkdir, writeFile } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { ErrorResponse, Scope } from '../../src/generated/types.ts'
import { hashToken } from '../../src/kernel/token.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { refusalOf, StreamClient } from '../support/stream-client.ts'

const token = 'a-token-with-bounds-0123456789'

const entry = (bounds: { scopes: Scope[]; tools?: string[]; expires?: string }) => ({
  auth: { tokens: [{ name: 'bounded', hash: hashToken(token), ...bounds }] },
})

const messageOf = async (response: Response): Promise<string> =>
  ((await response.json()) as ErrorResponse).error.message

async function writeFileFor({ dataDir }: TestServer): Promise<void> {
  await mkdir(join(dataDir, 'workspace'), { recursive: true })
  await writeFile(join(dataDir, 'workspace', 'a'), 'Hello\n')
}

describe('A token that is limited to named tools', () => {
  const scopes: Scope[] = ['tools:read', 'tools:invoke', 'cron:read', 'cron:write', 'cron:run']
  const bounded = { scopes, tools: ['read', 'github.*'] }
  const job = (tool: string) => ({
    name: 'a job',
    schedule: { every: '1d' },
    action: { type: 'tool', tool, params: { path: '/a' } },
  })

  it('sees and calls these, and no others', async () => {
    await using server = await startTestServer({ config: entry(bounded) })
    await writeFileFor(server)
    const listed = (await (await server.fetch('/api/tools', { token })).json()) as {
      tools: { name: string }[]
    }
    expect(listed.tools.map(({ name }) => name)).toEqual(['read'])
    const json = { params: { path: '/a' } }
    const read = await server.fetch('/api/tools/read/invoke', { token, json })
    expect(await read.json()).toMatchObject({ result: { content: 'Hello\n' } })
    const list = await server.fetch('/api/tools/list/invoke', { token, json })
    expect(list.status).toBe(403)
    expect(await messageOf(list)).toBe('This token may not call the tool "list".')
  })

  it('makes no job that does what it may not do itself', async () => {
    await using server = await startTestServer({ config: entry(bounded) })
    await writeFileFor(server)
    const refused = await server.fetch('/api/cron', { token, json: job('list') })
    expect(refused.status).toBe(403)
    const made = await server.fetch('/api/cron', { token, json: job('read') })
    expect(made.status).toBe(201)
    const { id } = (await made.json()) as { id: string }
    const change = { method: 'PATCH', token, json: { action: job('list').action } }
    expect((await server.fetch(`/api/cron/${id}`, change)).status).toBe(403)
    const other = await server.fetch('/api/cron', { json: job('list') })
    const { id: others } = (await other.json()) as { id: string }
    for (const [path, init] of [
      [`/api/cron/${others}`, { method: 'PATCH', json: { schedule: { every: '1s' } } }],
      [`/api/cron/${others}/run`, { method: 'POST' }],
    ] as const) {
      expect((await server.fetch(path, { token, ...init })).status).toBe(403)
    }
    expect((await server.fetch(`/api/cron/${id}/run`, { method: 'POST', token })).status).toBe(202)
    expect((await server.fetch(`/api/cron/${others}`, { method: 'DELETE' })).status).toBe(204)
    const rename = { method: 'PATCH', token, json: { name: 'another' } }
    expect((await server.fetch(`/api/cron/${id}`, rename)).status).toBe(200)
    const jobs = (await (await server.fetch('/api/cron')).json()) as { jobs: object[] }
    expect(jobs.jobs).toMatchObject([{ name: 'another', action: { tool: 'read' } }])
  })

  it.each([
    ['tools:invoke', { type: 'tool', tool: 'list', params: {} }],
    ['messages:write', { type: 'message', channel: 'webchat', userId: 'u', message: 'Hello' }],
  ] as const)('makes no job without the scope %s of what it does', async (scope, action) => {
    const without: Scope[] = ['cron:write', 'cron:run', 'cron:read']
    await using server = await startTestServer({ config: entry({ scopes: without }) })
    const json = { name: 'a job', schedule: { every: '1d' }, action }
    const refused = await server.fetch('/api/cron', { token, json })
    expect(refused.status).toBe(403)
    expect(await messageOf(refused)).toBe(`This token lacks the scope ${scope}.`)
    const patch = { method: 'PATCH', json: entry({ scopes: [...without, scope] }) }
    expect((await server.fetch('/api/config', patch)).status).toBe(200)
    expect((await server.fetch('/api/cron', { token, json })).status).toBe(201)
  })

  it('is limited and set free while the gateway runs', async () => {
    await using server = await startTestServer({ config: entry({ scopes }) })
    await writeFileFor(server)
    const invoke = () => server.fetch('/api/tools/list/invoke', { token, json: { params: {} } })
    const limit = (tools: string[] | undefined) =>
      server.fetch('/api/config', {
        method: 'PATCH',
        json: entry({ scopes, ...(tools && { tools }) }),
      })
    expect((await invoke()).status).toBe(200)
    expect((await limit([])).status).toBe(200)
    expect((await invoke()).status).toBe(403)
    await limit(undefined)
    expect((await invoke()).status).toBe(200)
  })
})

describe('A token that expires', () => {
  const scopes: Scope[] = ['status:read', 'events:read']

  it('holds until then, and its streams end with 1008 soon after', async () => {
    await using server = await startTestServer({ config: entry({ scopes }) })
    await using client = await StreamClient.open(server.url, { token })
    await using other = await StreamClient.open(server.url)
    const expires = new Date(Date.now() + 5_000).toISOString()
    const json = entry({ scopes, expires })
    expect((await server.fetch('/api/config', { method: 'PATCH', json })).status).toBe(200)
    expect((await server.fetch('/api/status', { token })).status).toBe(200)
    expect(await client.closed).toMatchObject({ code: 1008 })
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(expires))
    expect((await server.fetch('/api/status', { token })).status).toBe(401)
    const refused = await refusalOf(server.url, { token })
    expect(refused.status).toBe(401)
    expect(other.socket.readyState).toBe(other.socket.OPEN)
  })

  it('does not hold when that was in the past, and holds again with a later time', async () => {
    const past = entry({ scopes, expires: '2020-01-01T00:00:00Z' })
    await using server = await startTestServer({ config: past })
    expect((await server.fetch('/api/status', { token })).status).toBe(401)
    const json = entry({ scopes, expires: '2999-01-01T00:00:00+02:00' })
    expect((await server.fetch('/api/config', { method: 'PATCH', json })).status).toBe(200)
    expect((await server.fetch('/api/status', { token })).status).toBe(200)
  })

  it('is refused in the configuration when it is no time, with the field', async () => {
    await using server = await startTestServer()
    const json = entry({ scopes, expires: '2026-02-30T00:00:00Z' })
    const response = await server.fetch('/api/config', { method: 'PATCH', json })
    expect(response.status).toBe(400)
    expect(((await response.json()) as ErrorResponse).error.details.issues).toMatchObject([
      { field: 'body.auth.tokens.0.expires', rule: 'format' },
    ])
  })
})

describe('A token that is revoked while a request of it is on its way', () => {
  it('does not carry it out', async () => {
    await using server = await startTestServer({ config: entry({ scopes: ['config:write'] }) })
    const { port } = new URL(server.url)
    const socket = connect(Number(port), '127.0.0.1')
    const body = JSON.stringify({ logging: { level: 'error' } })
    socket.write(
      `PATCH /api/config HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer ${token}\r\n` +
        `Content-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body.slice(0, 5)}`,
    )
    // The first part is there when a request that came after it has been answered.
    const revoke = { method: 'PATCH', json: { auth: { tokens: [] } } }
    expect((await server.fetch('/api/config', revoke)).status).toBe(200)
    socket.write(body.slice(5))
    const [answer] = (await once(socket, 'data')) as [Buffer]
    socket.destroy()
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 401 /)
    const config = (await (await server.fetch('/api/config')).json()) as { logging: object }
    expect(config.logging).toEqual({ level: 'info' })
  })
})
