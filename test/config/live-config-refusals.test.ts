import { describe, expect, it } from 'vitest'
import type { Config } from '../../src/generated/types.ts'
import { openStore } from '../../src/store/open-store.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { caller, fault, issuesOf, newStore, open, silent } from './live.ts'

describe('a patch is refused', () => {
  const cases: [patch: Record<string, unknown>, field: string, rule: string, message: string][] = [
    [
      { chanels: {} },
      'body.chanels',
      'additionalProperties',
      'unknown key "chanels"; did you mean "channels"?',
    ],
    [{ port: 'x' }, 'body.port', 'type', 'must be integer'],
    [
      { channels: { x: { type: 'fax' } } },
      'body.channels.x.type',
      'discriminator',
      'type must be one of telegram, discord, webhook, webchat',
    ],
    [
      { channels: { hook: { url: null } } },
      'body.channels.hook.url',
      'required',
      "must have required property 'url'",
    ],
    [
      { dataDir: '/tmp' },
      'body.dataDir',
      'notForPatches',
      'says where patches are kept: set it in the file or environment',
    ],
    [
      { databaseUrl: null },
      'body.databaseUrl',
      'notForPatches',
      'says where patches are kept: set it in the file or environment',
    ],
    [
      { auth: { tokens: [{ name: 'x', hash: '[redacted]', scopes: ['status:read'] }] } },
      'body.auth.tokens.0.hash',
      'secret',
      '"[redacted]" keeps a secret that is known, and none is; give the secret itself',
    ],
  ]

  it.each(cases)('%j', async (patch, field, rule, message) => {
    const live = await open()
    const before = live.get()
    expect(await issuesOf(live.update(patch, { caller }))).toEqual([{ field, rule, message }])
    expect(live.get()).toEqual(before)
  })

  it.each(['__proto__', 'constructor', 'prototype'])('with the key %s anywhere', async (key) => {
    const live = await open()
    const text = `{"channels": {"x": {"list": [{"${key}": {"polluted": true}}]}}}`
    const patch = JSON.parse(text) as Record<string, unknown>
    expect(await issuesOf(live.update(patch, { caller }))).toMatchObject([
      { field: `body.channels.x.list.0.${key}`, rule: 'forbiddenKey' },
    ])
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false)
  })

  it('when a rule of another room says so', async () => {
    const found = { field: 'tools.disabled.0', rule: 'tool', message: 'there is no such tool' }
    const live = await open({ check: ({ tools }) => (tools.disabled.length > 0 ? [found] : []) })
    expect(await issuesOf(live.update({ tools: { disabled: ['x'] } }, { caller }))).toEqual([
      { ...found, field: 'body.tools.disabled.0' },
    ])
  })

  it('in a few words, however much is wrong', async () => {
    const live = await open()
    const wrong = Array.from({ length: 3000 }, (_, index): [string, string] => [
      `key${index}`,
      'x'.repeat(100),
    ])
    const { message, details } = await fault(live.update(Object.fromEntries(wrong), { caller }))
    expect(message.length).toBeLessThanOrEqual(4000)
    expect(details.issues?.length).toBeLessThanOrEqual(100)
  })

  it('and nothing is kept of it', async () => {
    const store = await newStore()
    const live = await open({ store })
    await fault(live.update({ logging: { level: 'debug' }, port: -1 }, { caller }))
    expect((await open({ store })).current).toEqual(live.current)
    expect(live.current.logging.level).toBe('info')
  })

  it('when it can not be stored, and is not live then', async () => {
    const store = await openStore({ dataDir: await temporaryFolder(), log: silent })
    const live = await open({ store })
    const told: Config[] = []
    live.onChange((config) => told.push(config))
    await store[Symbol.asyncDispose]()
    const { kind } = await fault(live.update({ logging: { level: 'debug' } }, { caller }))
    expect(kind).toBe('unavailable')
    expect(live.current.logging.level).toBe('info')
    expect(told).toEqual([])
  })
})

describe('If-Match', () => {
  const patch = { logging: { level: 'debug' } }

  it('lets a patch pass that was made for this state', async () => {
    const live = await open()
    const { etag } = await live.update(patch, { caller, ifMatch: live.get().etag })
    expect(etag).toBe(live.get().etag)
    await live.update({ port: 1 }, { caller, ifMatch: `"other", ${etag}` })
    await live.update({ port: 2 }, { caller, ifMatch: '*' })
    expect(live.current.port).toBe(2)
  })

  it.each([
    ['an old state', (etag: string) => etag],
    ['a weak one', () => 'W/"x"'],
    ['nonsense', () => 'x'],
  ])('refuses %s', async (_what, ifMatchOf) => {
    const live = await open()
    const ifMatch = ifMatchOf(live.get().etag)
    await live.update({ port: 1 }, { caller })
    const { kind, details } = await fault(live.update(patch, { caller, ifMatch }))
    expect(kind).toBe('conflict')
    expect(details.issues).toMatchObject([{ field: 'header.if-match', rule: 'etag' }])
    expect(live.current.logging.level).toBe('info')
  })

  it('refuses this state in its weak form', async () => {
    const live = await open()
    const { kind } = await fault(live.update(patch, { caller, ifMatch: `W/${live.get().etag}` }))
    expect(kind).toBe('conflict')
  })

  it('lets one of many pass that saw the same state', async () => {
    const live = await open()
    const ifMatch = live.get().etag
    const tries = Array.from({ length: 20 }, (_, port) =>
      live.update({ port }, { caller, ifMatch }),
    )
    const done = (await Promise.allSettled(tries)).filter(({ status }) => status === 'fulfilled')
    expect(done).toHaveLength(1)
  })
})
