import { describe, expect, it } from 'vitest'
import { type JsonObject, own } from '../../../src/config/json.ts'
import { startTestServer } from '../../support/server.ts'
import { caller, change, faultOf, openConfig } from './setting.ts'
import { allSpots, patchAt, type Spot } from './spots.ts'
import { validValues } from './valid-values.ts'

const mark = '[redacted]'

/** Every secret that a patch may set. */
const secrets = allSpots().filter(
  ({ node, label }) => node.format === 'password' && label !== 'databaseUrl',
)

const at = (value: unknown, path: readonly string[]): unknown => path.reduce(own, value)

/** Secrets of their own form that nothing else in the configuration has. */
function canaries({ node, path }: Spot): [first: string, second: string] {
  const valid = [
    'canary-one-5f1c',
    'canary-two-7d2e',
    `whsec_${'Canary1A'.repeat(5)}`,
    `whsec_${'Canary2B'.repeat(5)}`,
    `sha256:${'ca1a'.repeat(16)}`,
    `sha256:${'ca2b'.repeat(16)}`,
  ].filter((text) => node.pattern === undefined || new RegExp(node.pattern).test(text))
  const [first, second] = valid
  if (first !== undefined && second !== undefined) return [first, second]
  throw new Error(`No secrets are known of the form of ${path.join('.')}.`)
}

/** The spot's patch with another value in the secret's place. */
const withSecret = ({ change: patch, path }: Spot, secret: unknown): JsonObject => {
  const copy = structuredClone(patch)
  const parent = at(copy, path.slice(0, -1)) as Record<string, unknown>
  parent[path.at(-1) ?? ''] = secret
  return copy
}

it('are found in every room that has some', () => {
  expect(secrets.map(({ label }) => label)).toEqual(
    expect.arrayContaining([
      'auth.tokens.*.hash',
      'channels.*(telegram).botToken',
      'channels.*(discord).botToken',
      'channels.*(webhook).secret',
      'tools.exec.environment.*',
      'tools.mcpServers.*(stdio).environment.*',
      'tools.mcpServers.*(http).headers.*',
    ]),
  )
  for (const { node, path } of secrets) expect(validValues(node, path)).not.toEqual([])
})

describe.each(secrets.map((spot) => [spot.label, spot] as const))('%s', (_, spot) => {
  const [first, second] = canaries(spot)
  const { path } = spot

  it('is kept when it is sent back as it reads, and changed when it is changed', async () => {
    const { live, lines, store } = await openConfig()
    for (const { path: around, value } of spot.base) {
      await live.update(patchAt(around, value), { caller })
    }
    const answered = await live.update(withSecret(spot, first), { caller })
    expect(at(answered.config, path)).toBe(mark)
    expect(at(live.current, path)).toBe(first)

    // The whole answer goes back, as an editor of the configuration would send it.
    const whole: JsonObject = { ...live.get().config }
    delete whole['dataDir']
    const { etag } = await live.update(whole, { caller })
    expect(at(live.current, path)).toBe(first)
    await live.update(withSecret(spot, mark), { caller })
    expect(at(live.current, path)).toBe(first)

    const changed = await live.update(withSecret(spot, second), { caller })
    expect(at(live.current, path)).toBe(second)
    expect(changed.etag).not.toBe(etag)
    expect(JSON.stringify(changed)).not.toContain(second)
    expect(lines.join('')).not.toMatch(new RegExp(`${first}|${second}`))
    expect(at((await openConfig({ store })).live.current, path)).toBe(second)
  })

  it('is not made of the mark where none is known', async () => {
    const { live } = await openConfig()
    for (const { path: around, value } of spot.isNeeded ? [] : spot.base) {
      await live.update(patchAt(around, value), { caller })
    }
    const whole = spot.isNeeded ? wholeOf(spot) : withSecret(spot, mark)
    const { kind, details } = await faultOf(live.update(whole, { caller }))
    expect(kind).toBe('invalid')
    expect(details.issues).toMatchObject([{ field: `body.${path.join('.')}`, rule: 'secret' }])
  })
})

/** All that it stands in, with the mark in its place. */
function wholeOf({ base, path }: Spot): JsonObject {
  const { path: around, value } = base.at(-1) ?? { path: [], value: {} }
  const whole = patchAt(around, structuredClone(value))
  const parent = at(whole, path.slice(0, -1)) as Record<string, unknown>
  parent[path.at(-1) ?? ''] = mark
  return whole
}

it('are nowhere in what the server answers, tells and writes', async () => {
  const config = { rateLimits: { enabled: false }, logging: { level: 'trace' } }
  await using server = await startTestServer({ config })
  const told: string[] = []
  for (const spot of secrets) {
    for (const { path, value } of spot.base) await change(server, patchAt(path, value))
    for (const secret of canaries(spot)) {
      told.push(JSON.stringify(await change(server, withSecret(spot, secret))))
    }
    // One that is refused tells nothing either.
    const wrong = { ...withSecret(spot, canaries(spot)[0]), logging: { level: 'loud' } }
    const refused = await server.fetch('/api/config', { method: 'PATCH', json: wrong })
    expect(refused.status).toBe(400)
    told.push(await refused.text())
    for (const { path } of spot.base) await change(server, patchAt(path, null))
  }
  for (const page of ['/api/config', '/api/status', '/api/channels', '/api/events?limit=200']) {
    told.push(await (await server.fetch(page)).text())
  }
  const all = told.join('\n') + server.output()
  expect(all).toContain('The configuration was changed')
  for (const canary of new Set(secrets.flatMap(canaries))) expect(all).not.toContain(canary)
})

it('of tokens that change their places go with their names', async () => {
  const { live } = await openConfig()
  const names = ['one', 'two', 'three'] as const
  const hashes = names.map((_, index) => `sha256:${String(index).repeat(64)}`)
  const token = (name: string, hash: string) => ({ name, hash, scopes: ['status:read'] })
  const tokens = names.map((name, index) => token(name, hashes[index] ?? ''))
  await live.update({ auth: { tokens } }, { caller })
  const fresh = `sha256:${'f'.repeat(64)}`
  const next = [token('three', mark), token('new', fresh), token('one', mark)]
  await live.update({ auth: { tokens: next } }, { caller })
  expect(live.current.auth.tokens.map(({ name, hash }) => [name, hash])).toEqual([
    ['three', hashes[2]],
    ['new', fresh],
    ['one', hashes[0]],
  ])
  const renamed = [token('other', mark), token('one', mark)]
  const { details } = await faultOf(live.update({ auth: { tokens: renamed } }, { caller }))
  expect(details.issues).toMatchObject([{ field: 'body.auth.tokens.0.hash', rule: 'secret' }])
  expect(live.current.auth.tokens).toHaveLength(3)
})

it('of maps are kept beside those that are added, changed and taken away', async () => {
  const { live } = await openConfig()
  const environment = { KEEP: 'canary-keep', CHANGE: 'canary-change', REMOVE: 'canary-remove' }
  await live.update({ tools: { exec: { environment } } }, { caller })
  const next = { KEEP: mark, CHANGE: 'canary-changed', REMOVE: null, ADD: 'canary-added' }
  await live.update({ tools: { exec: { environment: next } } }, { caller })
  expect(live.current.tools.exec.environment).toEqual({
    KEEP: 'canary-keep',
    CHANGE: 'canary-changed',
    ADD: 'canary-added',
  })
})
