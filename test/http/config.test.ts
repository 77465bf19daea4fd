import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import type { Config } from '../../src/generated/types.ts'
import { errorOf } from '../support/http.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

interface State {
  status: number
  etag: string
  restart: string | null
  config: Config
}

async function stateOf(response: Response): Promise<State> {
  return {
    status: response.status,
    etag: response.headers.get('etag') ?? '',
    restart: response.headers.get('restart-required'),
    config: (await response.json()) as Config,
  }
}

const read = async (server: TestServer): Promise<State> =>
  stateOf(await server.fetch('/api/config'))

const patch = (server: TestServer, json: object, ifMatch?: string): Promise<Response> =>
  server.fetch('/api/config', {
    method: 'PATCH',
    json,
    headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
  })

describe('ETag and If-Match', () => {
  test('a patch for the state that was read is taken, one for an older state is not', async () => {
    await using server = await startTestServer()
    const before = await read(server)
    expect(before.etag).toMatch(/^"[^"]+"$/)
    expect((await read(server)).etag).toBe(before.etag)

    const after = await stateOf(await patch(server, { logging: { level: 'warn' } }, before.etag))
    expect(after).toMatchObject({ status: 200, config: { logging: { level: 'warn' } } })
    expect(after.etag).not.toBe(before.etag)
    expect(await read(server)).toEqual(after)

    const late = await patch(server, { logging: { level: 'debug' } }, before.etag)
    const error = await errorOf(late, { status: 409, code: 'INVALID_REQUEST' })
    expect(error.details.issues?.map(({ field, rule }) => ({ field, rule }))).toEqual([
      { field: 'header.if-match', rule: 'etag' },
    ])
    expect(await read(server)).toEqual(after)
  })

  test('of two at once for one state, one is taken', async () => {
    await using server = await startTestServer()
    const { etag } = await read(server)
    const answers = await Promise.all(
      ['warn', 'error', 'debug'].map((level) => patch(server, { logging: { level } }, etag)),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  })

  test('* stands for any state', async () => {
    await using server = await startTestServer()
    expect((await patch(server, { logging: { level: 'warn' } }, '*')).status).toBe(200)
  })
})

test('Restart-Required names what waits, and only then', async () => {
  await using server = await startTestServer()
  expect((await read(server)).restart).toBeNull()
  const changed = await stateOf(await patch(server, { port: 4000, logging: { level: 'warn' } }))
  expect(changed.restart).toBe('port')
  expect((await read(server)).restart).toBe('port')
  const undone = await stateOf(await patch(server, { port: 0 }))
  expect(undone.restart).toBeNull()
})

test('a patch lasts over a restart, and null takes it back', async () => {
  const dataDir = join(await temporaryFolder(), 'data')
  const changed = { retryDelays: [1, 2] }
  {
    await using first = await startTestServer({ dataDir })
    expect((await patch(first, { delivery: changed })).status).toBe(200)
  }
  await using second = await startTestServer({ dataDir })
  expect((await read(second)).config.delivery).toEqual({ ...changed, onUnknown: 'park' })
  const { config } = await stateOf(await patch(second, { delivery: null }))
  expect(config.delivery.retryDelays).toHaveLength(6)
})

test('a patch that breaks a rule changes nothing', async () => {
  await using server = await startTestServer()
  const before = await read(server)
  for (const wrong of [
    { logging: { level: 'loud' } },
    { logging: { level: 'warn' }, port: 'many' },
    { dataDir: '/tmp' },
    { logging: { level: 'warn' }, more: 1 },
    {},
  ]) {
    await errorOf(await patch(server, wrong), { status: 400, code: 'INVALID_REQUEST' })
  }
  expect(await read(server)).toEqual(before)
})
