import { isDeepStrictEqual } from 'node:util'
import { expect, it } from 'vitest'
import { own } from '../../../src/config/json.ts'
import { applyPatch } from '../../../src/config/merge-patch.ts'
import { resolveConfig } from '../../../src/config/resolve-config.ts'
import { redact } from '../../../src/config/secrets.ts'
import type { Config } from '../../../src/generated/types.ts'
import { errorOf } from '../../support/http.ts'
import { startTestServer, type TestServer } from '../../support/server.ts'
import { allSpots, patchAt, type Spot } from './spots.ts'
import { type Node, root } from './valid-values.ts'

interface State {
  config: Config
  etag: string
  /** What `Restart-Required` names. */
  restart: string[]
}

const notForPatches = ['dataDir', 'databaseUrl']

/** An address that no other program listens on, so that the usual port is free there. */
const host = `127.${process.pid % 200}.${(process.pid >> 8) % 200}.7`

const start = (): Promise<TestServer> =>
  startTestServer({ config: { rateLimits: { enabled: false } }, env: { OPENCLAW_HOST: host } })

async function stateOf(response: Response): Promise<State> {
  expect(response.status, await response.clone().text()).toBe(200)
  const named = response.headers.get('restart-required')
  return {
    config: (await response.json()) as Config,
    etag: response.headers.get('etag') ?? '',
    restart: named === null ? [] : named.split(', '),
  }
}

const read = async (server: TestServer): Promise<State> =>
  stateOf(await server.fetch('/api/config'))

const send = (server: TestServer, json: object): Promise<Response> =>
  server.fetch('/api/config', { method: 'PATCH', json })

/** @returns what GET then answers, which is what PATCH answered */
async function patch(server: TestServer, json: object): Promise<State> {
  const answered = await stateOf(await send(server, json))
  expect(await read(server)).toEqual(answered)
  return answered
}

const valueAt = (config: unknown, path: readonly string[]): unknown => path.reduce(own, config)

/** The paths that the contract marks with `x-restart`, at and below this one. */
const restartPaths = (node: Node, path: string[] = []): string[][] =>
  node['x-restart'] === true
    ? [path]
    : Object.entries(node.properties ?? {}).flatMap(([key, inner]) =>
        restartPaths(inner, [...path, key]),
      )

/** Live, or waiting for a restart, as the contract says of each key. */
function expectRestart(now: State, started: State): void {
  const waiting = restartPaths(root).filter(
    (path) => !isDeepStrictEqual(valueAt(now.config, path), valueAt(started.config, path)),
  )
  expect(now.restart).toEqual(waiting.map((path) => path.join('.')))
}

const defaults = (() => {
  const result = resolveConfig({})
  if (!result.valid) throw new Error('An empty configuration is not valid.')
  return redact(result.config)
})()

/** Set, seen, and removed again. @param started the state before anything was changed */
async function tryKey(server: TestServer, spot: Spot, started: State): Promise<void> {
  const { node, path, value } = spot
  for (const { path: at, value: around } of spot.base) await patch(server, patchAt(at, around))
  const before = await read(server)
  // What the file says already is taken away first, which is a change as well.
  const isSet = isDeepStrictEqual(valueAt(before.config, path), value)
  if (isSet) await expectRemoved(server, spot, before)

  const after = await patch(server, spot.change)
  expect(after.etag).not.toBe(before.etag)
  const expected = redact(applyPatch(before.config, spot.change) as Config)
  expect({ is: valueAt(after.config, path) }).toMatchObject({ is: valueAt(expected, path) })
  expectRestart(after, started)
  if (node['x-restart'] === true) expect(after.restart).toContain(path.join('.'))

  if (!isSet) await expectRemoved(server, spot, before)
  if (spot.restore !== undefined) await patch(server, spot.restore)
  if (spot.base.length > 0) expect((await read(server)).config).toEqual(before.config)
  await putBack(server, spot, started)
}

/** @param before the state in which it was not set yet */
async function expectRemoved(server: TestServer, spot: Spot, before: State): Promise<void> {
  const { path, removal, isNeeded } = spot
  if (!isNeeded) {
    const { config } = await patch(server, removal)
    if (spot.base.length > 0) expect(config).toEqual(before.config)
    else expect(valueAt(config, path)).toEqual(valueAt(defaults, path))
    return
  }
  const now = await read(server)
  const answer = await send(server, removal)
  const { details } = await errorOf(answer, { status: 400, code: 'INVALID_REQUEST' })
  const around = `body.${path.slice(0, -1).join('.')}`
  for (const { field } of details.issues ?? []) expect(field.slice(0, around.length)).toBe(around)
  expect(details.issues?.length).toBeGreaterThan(0)
  expect(await read(server)).toEqual(now)
}

/** What the file and the environment say, where null has taken it away; and what it stood in goes. */
async function putBack(server: TestServer, spot: Spot, started: State): Promise<void> {
  for (const { path } of spot.base) await patch(server, patchAt(path, null))
  const now = await read(server)
  for (const key of ['host', 'port', 'rateLimits'] as const) {
    if (isDeepStrictEqual(now.config[key], started.config[key])) continue
    await patch(server, { [key]: started.config[key] })
  }
  const end = await read(server)
  expect(end.config).toEqual(started.config)
  expect(end.restart).toEqual([])
}

const spots = allSpots()
const forPatches = spots.filter(({ path: [first = ''] }) => !notForPatches.includes(first))

it('are all of the contract, to the last one', () => {
  const labels = new Set(spots.map(({ label }) => label))
  expect(labels.size).toBe(spots.length)
  for (const path of restartPaths(root)) expect(labels).toContain(path.join('.'))
  // Deep ones of each kind: of a variant, of a given name, of an array, of a variant inside of a given name.
  for (const label of [
    'channels.*(telegram).botToken',
    'tools.mcpServers.*(http).headers.*',
    'auth.tokens.*.scopes',
    'cron.jobs.*.action(message).channel',
  ]) {
    expect(labels).toContain(label)
  }
})

it('each is set by a patch, seen, live or named as waiting, and removed', async () => {
  await using server = await start()
  const started = await read(server)
  for (const spot of forPatches) {
    await tryKey(server, spot, started).catch((cause: unknown) => {
      const message = cause instanceof Error ? cause.message : String(cause)
      throw new Error(`${spot.label}: ${message}`, { cause })
    })
  }
}, 120_000)

it('those that say where patches are kept are refused', async () => {
  await using server = await start()
  const before = await read(server)
  for (const key of notForPatches) {
    for (const value of [spots.find(({ label }) => label === key)?.value, null]) {
      const response = await send(server, { [key]: value, logging: { level: 'debug' } })
      const { details } = await errorOf(response, { status: 400, code: 'INVALID_REQUEST' })
      expect(details.issues).toMatchObject([{ field: `body.${key}`, rule: 'notForPatches' }])
    }
  }
  expect(await read(server)).toEqual(before)
})
