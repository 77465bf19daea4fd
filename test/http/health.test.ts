import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, test } from 'vitest'
import { version } from '../../src/generated/operations.ts'
import type { EventPage } from '../../src/generated/types.ts'
import { answerOf, errorOf, expectCommonHeaders } from '../support/http.ts'
import { startPostgres } from '../support/postgres-setup.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

const channels = {
  support: { type: 'webhook', url: 'http://127.0.0.1:9/in', secret: `whsec_${'A'.repeat(32)}` },
}
const unavailable = { status: 503, code: 'INTERNAL_ERROR' }

async function health(server: TestServer): Promise<{ status: number; body: unknown }> {
  const { status, headers, body } = await answerOf(await server.fetch('/health', { token: null }))
  expectCommonHeaders(headers)
  return { status, body: JSON.parse(body) as unknown }
}

const send = (server: TestServer): Promise<Response> =>
  server.fetch('/api/messages', {
    json: { channel: 'support', userId: 'user-1', message: 'Hello' },
  })

const ok = {
  status: 200,
  body: { status: 'ok', version, uptime: expect.any(Number) as unknown },
}
const degraded = {
  status: 503,
  body: { status: 'degraded', version, uptime: expect.any(Number) as unknown },
}

describe('with SQLite', () => {
  test('degraded while the database can not be written, and then ok again', async () => {
    await using server = await startTestServer({ config: { channels } })
    expect(await health(server)).toEqual(ok)

    using intruder = new DatabaseSync(join(server.dataDir, 'openclaw.db'))
    intruder.exec('begin immediate')
    const error = await errorOf(await send(server), unavailable)
    expect(error).toEqual({
      code: 'INTERNAL_ERROR',
      message: 'The store is not available.',
      details: {},
    })
    expect(await health(server)).toEqual(degraded)
    // What only reads goes on.
    expect((await server.fetch('/api/sessions')).status).toBe(200)

    intruder.exec('rollback')
    expect(await health(server)).toEqual(ok)
    expect((await send(server)).status).toBe(202)
  })

  test('a refused message leaves nothing behind', async () => {
    await using server = await startTestServer({ config: { channels } })
    const events = async () => (await (await server.fetch('/api/events')).json()) as EventPage
    // One for each channel, written beside the first requests.
    await expect.poll(async () => (await events()).events.length, { timeout: 10_000 }).toBe(2)
    const before = await events()
    using intruder = new DatabaseSync(join(server.dataDir, 'openclaw.db'))
    intruder.exec('begin immediate')
    await errorOf(await send(server), unavailable)
    intruder.exec('rollback')
    expect(await (await server.fetch('/api/sessions')).json()).toEqual({ sessions: [] })
    expect(await events()).toEqual(before)
  })
})

describe('with PostgreSQL', () => {
  test('degraded while its server is away, and then ok again', async () => {
    await using postgres = await startPostgres()
    await using server = await startTestServer({
      config: { channels },
      env: { OPENCLAW_DATABASE_URL: postgres.url },
    })
    expect(await health(server)).toEqual(ok)

    await postgres.stop()
    await errorOf(await send(server), unavailable)
    expect(await health(server)).toEqual(degraded)
    await errorOf(await server.fetch('/api/sessions'), unavailable)
    expect(server.output()).not.toContain(new URL(postgres.url).password + '@')

    await postgres.start()
    await expect.poll(() => health(server), { timeout: 10_000 }).toEqual(ok)
    expect((await send(server)).status).toBe(202)
    expect((await server.fetch('/api/sessions')).status).toBe(200)
  })
})
